"""A request with an idempotency key is done once, however often it comes.

The key is a row of the same transaction as what is done: either both are kept or neither. A second request
with the key waits for the first at that row, and is then answered as the first was.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from psycopg import errors

from lapwing.platform.tokens.models import KeptAnswer
from lapwing.shell.api.problems import Fault, ProblemError

if TYPE_CHECKING:
    from lapwing.shell.api.door import ApiRequest

KEPT = timedelta(hours=24)
# How long a second request waits for the first before it is told to come again.
LONGEST_WAIT = timedelta(seconds=10)
_KEY = re.compile(r"[!-~]{1,255}")


def once(request: ApiRequest, do: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of ``do``, or that of the first request with the same key. Raises ProblemError.

    Refusals are not kept: they changed nothing, and the same request may be right later.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None or request.method != "POST":
        return do()
    if not _KEY.fullmatch(key):
        fault = Fault("Use 1 to 255 printable letters without blanks.", parameter="Idempotency-Key")
        raise ProblemError("not-valid", errors=[fault])
    kept, is_new = _claimed(request, key, timezone.now())
    if not is_new:
        if kept.request_hash != _hash(request):
            raise ProblemError("key-used-before")
        response = HttpResponse(kept.body, status=kept.status, content_type="application/json; charset=utf-8")
        response["Idempotency-Replayed"] = "true"
        return response
    response = do()
    if response.status_code < 400:
        KeptAnswer.objects.filter(pk=kept.pk).update(
            status=response.status_code, body=response.content.decode()
        )
    return response


def forget_old_answers(*, now: datetime) -> None:
    """Keys count for a day."""
    KeptAnswer.objects.filter(made_at__lte=now - KEPT).delete()


def _claimed(request: ApiRequest, key: str, now: datetime) -> tuple[KeptAnswer, bool]:
    """The row of this key, and whether this request is its first."""
    rows = KeptAnswer.objects.filter(token=request.token, key=key)
    rows.filter(made_at__lte=now - KEPT).delete()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {int(LONGEST_WAIT.total_seconds() * 1000)}")
            cursor.execute(
                "INSERT INTO tokens_keptanswer (token_id, key, request_hash, status, body, made_at) "
                "VALUES (%s, %s, %s, 0, '', %s) ON CONFLICT (token_id, key) DO NOTHING",
                [request.token.pk, key, _hash(request), now],
            )
            is_new = cursor.rowcount == 1
            cursor.execute("SET LOCAL lock_timeout = DEFAULT")
    except OperationalError as error:
        if isinstance(error.__cause__, errors.LockNotAvailable):
            raise ProblemError("busy") from error
        raise
    return rows.get(), is_new


def _hash(request: ApiRequest) -> str:
    parts = (request.method or "", request.get_full_path(), "")
    return hashlib.sha256("\n".join(parts).encode() + request.body).hexdigest()
