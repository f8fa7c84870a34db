"""What machines ask: is the process alive, can it serve, and how does the service stand."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.views import public
from lapwing.platform.observing import figures
from lapwing.platform.observing.security import SecurityEvent, note_security_event


@public
def live(request: HttpRequest) -> JsonResponse:
    """Answers while the process runs, whatever the database does."""
    return JsonResponse({"status": "ok"})


@public
def ready(request: HttpRequest) -> JsonResponse:
    """503 until the database answers and is as new as the program; anybody may ask, so no more is said."""
    for is_met, otherwise in _CONDITIONS:
        try:
            met = is_met()
        except DatabaseError:
            met, otherwise = False, "database not reached"
        if not met:
            return JsonResponse({"status": otherwise}, status=503)
    return JsonResponse({"status": "ok"})


@public
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for those who watch over the service, in Prometheus' form; for others there is no such page."""
    if not _may_see_figures(request):
        if "Authorization" in request.headers:
            note_security_event(SecurityEvent.WRONG_TOKEN, request)
        raise Http404("No such page")
    with acting(system_actor("Figures"), purpose="figures"):
        return HttpResponse(figures.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_see_figures(request: HttpRequest) -> bool:
    wanted = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _is_as_new_as_the_program() -> bool:
    """Whether every migration of this program has been made. Later ones than it knows do no harm."""
    global _up_to_date
    if not _up_to_date:
        executor = MigrationExecutor(connection)
        _up_to_date = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _up_to_date


# Once it is, it stays so while this process lives.
_up_to_date = False

_CONDITIONS: tuple[tuple[Callable[[], bool], str], ...] = (
    (_database_answers, "database not reached"),
    (_is_as_new_as_the_program, "database not yet brought up to date"),
)
