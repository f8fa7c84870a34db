"""Everything held about a member of staff: every row of every table that refers to their account.

It is found from the models' references, so that a new table is part of the answer as soon as there is one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, transaction
from django.db.models import BinaryField, Field, ForeignKey, JSONField, Model

from lapwing.platform.access_log.models import AccessLogEntry, AccessLogRefusal, ReadKind
from lapwing.platform.access_log.noting import kind_of
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.retention.kinds import cleared_by_themselves, declared_kinds

# Columns with these in their names are secrets, or say nothing to a person.
_SECRET = ("password", "hash", "token", "secret", "session_key")

Answer = dict[str, Any]


def everything_about(person: User, *, reader: User, reason: str, now: datetime, using: str) -> Answer:
    """What is held, by table and by what the person has to do with each row; and how long it is kept.

    Secrets and the contents of documents are left out. That it was read is noted under the reader's name.
    """
    with transaction.atomic(using=using):
        _note(person, reader, reason, using)
        return {
            "account": _row(person),
            "drawn up": _plain(now),
            "held": _held(person, using),
            "what the person did": _done(person, using),
            "kept": [
                *(f"{kind.label}: {kind.months} months {kind.trigger}" for kind in declared_kinds().values()),
                *(f"{each.label}: {each.how_long}" for each in cleared_by_themselves()),
            ],
        }


def _held(person: User, using: str) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is User and model._meta.managed:
                rows = model._default_manager.using(using).filter(**{field.name: person}).order_by("pk")
                if lines := [_row(row) for row in rows]:
                    found[f"{model._meta.verbose_name} ({field.verbose_name})"] = lines
    return found


def _done(person: User, using: str) -> dict[str, list[Answer]]:
    """What stands in the logs under the person's name, without what stood in the records."""
    changes = HistoryEntry.objects.using(using).filter(actor_id=person.pk).order_by("id")
    reads = AccessLogEntry.objects.using(using).filter(actor_id=person.pk).order_by("at", "id")
    refused = AccessLogRefusal.objects.using(using).filter(actor_id=person.pk).order_by("hour", "id")
    return {
        "changes": [
            {
                "at": _plain(at),
                "operation": what,
                "table": table,
                "row": row,
                "page or job": page,
                "reason": why,
            }
            for at, what, table, row, page, why in changes.values_list(
                "at", "operation", "table_name", "row_id", "purpose", "reason"
            )
        ],
        "reads": [
            {"at": _plain(at), "kind": kind, "records": number, "how": what, "page or job": page}
            for at, kind, number, what, page in reads.values_list("at", "kind", "how_many", "what", "purpose")
        ],
        "refused": [
            {"hour": _plain(hour), "page or job": page, "times": times}
            for hour, page, times in refused.values_list("hour", "page", "tries")
        ],
    }


def _row(row: Model) -> Answer:
    return {
        str(field.verbose_name): _plain(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if _is_told(field)
    }


def _is_told(field: Field[Any, Any]) -> bool:
    if isinstance(field, BinaryField | JSONField):
        return False
    return not any(part in field.name for part in _SECRET)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    try:
        return DjangoJSONEncoder().default(value)
    except TypeError:
        return str(value)


def _note(person: User, reader: User, reason: str, using: str) -> None:
    settings = {"lapwing.actor": str(reader.pk), "lapwing.purpose": "person export", "lapwing.reason": reason}
    with connections[using].cursor() as cursor:
        for name, text in settings.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, text])
        cursor.execute(
            "SELECT access_log_note(%s, %s::bigint[], %s, NULL)",
            [kind_of(User), [person.pk], ReadKind.EXPORT.value],
        )
