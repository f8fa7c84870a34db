"""Two questions a load balancer asks: is the process alive, and can it reach its database."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from lapwing.platform.access.views import public


@public
def live(request: HttpRequest) -> JsonResponse:
    """Answers while the process runs, whatever the database does."""
    return JsonResponse({"status": "ok"})


@public
def ready(request: HttpRequest) -> JsonResponse:
    """503 until the database answers; says nothing of why, because anybody may ask."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database not reached"}, status=503)
    return JsonResponse({"status": "ok"})
