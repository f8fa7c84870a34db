"""Reading the log: its lines within some days, who looked at one record, and what stands out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models import Count, Max, Min, Model, Q, QuerySet

from lapwing.platform.access.actor import Actor
from lapwing.platform.access_log.access import READ
from lapwing.platform.access_log.days import Days
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.accounts.models import User

GONE = "no longer held"

# Each kind that stands in the log of a partnership, by hopping from one to the next along the index.
_KINDS = """
WITH RECURSIVE kinds AS (
    SELECT min(kind) AS kind FROM access_log_entry WHERE partnership_id = %(partnership)s
    UNION ALL
    SELECT (SELECT min(kind) FROM access_log_entry
            WHERE partnership_id = %(partnership)s AND kind > kinds.kind)
    FROM kinds WHERE kinds.kind IS NOT NULL
)
SELECT kind FROM kinds WHERE kind IS NOT NULL
"""


@dataclass(frozen=True)
class Reader:
    """One person's looks at one record: how often, and when first and last."""

    user_id: int | None
    name: str
    by_system: bool
    organisation_id: int | None
    times: int
    first: datetime
    last: datetime


def lines(actor: Actor, *, partnership_id: int, days: Days) -> QuerySet[AccessLogEntry]:
    """The log of a partnership within some days; none for an actor who may not read it."""
    if not actor.may(READ, partnership_id):
        return AccessLogEntry.objects.none()
    return AccessLogEntry.objects.filter(partnership_id=partnership_id, at__gte=days.begins, at__lt=days.ends)


def readers_of(model: type[Model], record_id: int) -> list[Reader]:
    """Everybody who has looked at one record, the latest first, as far as the log is seen by who acts.

    Two queries. Who may ask (the person themselves, a parent) is for the caller to decide.
    """
    found = (
        AccessLogEntry.objects.filter(kind=model._meta.label_lower, ids__contains=[record_id])
        .order_by()
        .values("actor_id", "by_system", "organisation_id")
        .annotate(times=Count("id"), first=Min("at"), last=Max("at"))
    )
    rows = sorted(found, key=lambda row: row["last"], reverse=True)
    names = names_of_people(row["actor_id"] for row in rows)
    return [
        Reader(
            user_id=row["actor_id"],
            name=names.get(row["actor_id"], "Somebody outside this partnership"),
            by_system=row["by_system"],
            organisation_id=row["organisation_id"],
            times=row["times"],
            first=row["first"],
            last=row["last"],
        )
        for row in rows
    ]


def kinds_logged(partnership_id: int) -> list[str]:
    """The kinds of record that stand in a partnership's log."""
    with connection.cursor() as cursor:
        cursor.execute(_KINDS, {"partnership": partnership_id})
        return [kind for (kind,) in cursor.fetchall()]


def words_of(kind: str, many: bool = False) -> str:
    """A kind for people: "account", "accounts"."""
    model = _model(kind)
    if model is None:
        return kind.rpartition(".")[2].replace("_", " ")
    return str(model._meta.verbose_name_plural if many else model._meta.verbose_name)


def of_record(kinds: Iterable[str], ref: str) -> Q | None:
    """The condition on lines about the record of this reference; None when nothing that is seen has it."""
    for kind in kinds:
        model = _model(kind)
        if model is not None and _has_ref(model):
            found = model._default_manager.filter(ref=ref).values_list("pk", flat=True).first()
            if found is not None:
                return Q(kind=kind, ids__contains=[found])
    return None


def names_of_people(ids: Iterable[int | None]) -> dict[int | None, str]:
    """Names of accounts by number; those the actor may not see are left out."""
    wanted = {each for each in ids if each is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name"))


def names_of_records(entries: Iterable[AccessLogEntry]) -> dict[tuple[str, int], str]:
    """What lines about a single record are about, in words. One query for each kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if len(entry.ids) == 1:
            wanted[entry.kind].update(entry.ids)
    found: dict[tuple[str, int], str] = {}
    for kind, ids in wanted.items():
        model = _model(kind)
        rows = model._default_manager.filter(pk__in=ids) if model is not None else ()
        found |= {(kind, int(row.pk)): str(row) for row in rows}
    return found


def _model(kind: str) -> type[Model] | None:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def _has_ref(model: type[Model]) -> bool:
    try:
        model._meta.get_field("ref")
    except FieldDoesNotExist:
        return False
    return True
