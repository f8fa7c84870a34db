"""What an answer changed, kept with the question, so that withdrawing the answer puts things as they were.

Nothing is erased: rows that the answer recorded are withdrawn, and those it withdrew are recorded anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from lapwing.contexts.improvement.commands.common import RefusedError, recorded, user_id_of, withdraw
from lapwing.contexts.improvement.models.base import Editable, Recorded
from lapwing.platform.access.actor import Actor
from lapwing.platform.refs import new_ref
from lapwing.platform.voiding import as_brought_back, as_voided

Effect = dict[str, Any]
_CHANGED_SINCE = "What this answer changed has been changed again since. Change it by hand instead."


@dataclass
class Effects:
    """Changes made for an answer, each written down as it is made."""

    actor: Actor
    now: datetime
    reason: str
    made: list[Effect] = field(default_factory=list)

    def set_field(self, row: Editable, name: str, value: object) -> None:
        """Change one field of a record."""
        before = getattr(row, name)
        if before == value:
            return
        setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[name, "version"])
        self.made.append(
            {
                "kind": "field",
                "model": _name(row),
                "id": row.pk,
                "name": name,
                "before": before,
                "after": value,
            }
        )

    def replace(self, standing: QuerySet[Any], new: Sequence[Recorded]) -> None:
        """Withdraw standing rows and record others; ``new`` are unsaved, filled but for who and when.

        One without a day from which it holds, holds from today.
        """
        old = withdraw(standing, self.actor, self.now, self.reason)
        made = standing.model._default_manager.bulk_create(map(self._recorded, new))
        if old or made:
            self.made.append(
                {
                    "kind": "rows",
                    "model": standing.model._meta.model_name,
                    "withdrawn": [row.pk for row in old],
                    "made": [row.pk for row in made],
                }
            )

    def create(self, rows: Sequence[Editable]) -> list[Any]:
        """Save new records; ``rows`` are unsaved, filled but for who and when."""
        if not rows:
            return []
        for row in rows:
            row.created_at, row.created_by_id = self.now, user_id_of(self.actor)
        made = list(type(rows[0])._default_manager.bulk_create(rows))
        self.made.append({"kind": "created", "model": _name(rows[0]), "ids": [row.pk for row in made]})
        return made

    def put_in_order(self, rows: Mapping[int, Editable]) -> None:
        """Give records these positions."""
        moved = {place: row for place, row in rows.items() if row.position != place}
        if not moved:
            return
        model = type(next(iter(moved.values())))
        before = {str(row.pk): row.position for row in moved.values()}
        self.made.append({"kind": "order", "model": model._meta.model_name, "before": before})
        _set_positions(model, {row.pk: place for place, row in moved.items()})

    def void(self, rows: Sequence[Editable]) -> None:
        """Take records out."""
        if not rows:
            return
        _void(type(rows[0]), [row.pk for row in rows], self.actor, self.now, self.reason)
        self.made.append({"kind": "voided", "model": _name(rows[0]), "ids": [row.pk for row in rows]})

    def _recorded(self, row: Recorded) -> Recorded:
        fields = recorded(
            self.actor,
            self.now,
            row.partnership_id,
            effective_on=row.effective_on,
            reason=self.reason,
        )
        for name, value in fields.items():
            setattr(row, name, value)
        return row


def undo(made: Sequence[Effect], *, actor: Actor, now: datetime, reason: str) -> None:
    """Put things as they were before. Raises RefusedError when something was changed again since."""
    for effect in reversed(made):
        model = apps.get_model("improvement", effect["model"])
        if effect["kind"] == "field":
            _undo_field(model, effect)
        elif effect["kind"] == "rows":
            _undo_rows(model, effect, actor, now, reason)
        elif effect["kind"] == "order":
            _set_positions(model, {int(pk): place for pk, place in effect["before"].items()})
        elif effect["kind"] == "created":
            _refuse_unless(model._default_manager.filter(pk__in=effect["ids"], voided_at=None), effect["ids"])
            _void(model, effect["ids"], actor, now, reason)
        else:
            model._default_manager.filter(pk__in=effect["ids"]).update(**as_brought_back())


def _undo_field(model: type[Any], effect: Effect) -> None:
    row = model._default_manager.select_for_update(of=("self",)).get(pk=effect["id"])
    if getattr(row, effect["name"]) != effect["after"]:
        raise RefusedError(_CHANGED_SINCE)
    setattr(row, effect["name"], effect["before"])
    row.version += 1
    row.save(update_fields=[effect["name"], "version"])


def _undo_rows(model: type[Any], effect: Effect, actor: Actor, now: datetime, reason: str) -> None:
    standing = model._default_manager.filter(pk__in=effect["made"], withdrawn_at=None)
    _refuse_unless(standing, effect["made"])
    withdraw(model._default_manager.filter(pk__in=effect["made"]), actor, now, reason)
    again = list(model._default_manager.filter(pk__in=effect["withdrawn"]).order_by("pk"))
    for row in again:
        row.pk, row.ref = None, new_ref()
        row.withdrawn_at, row.withdrawn_by_id, row.withdrawn_reason = None, None, ""
        fields = recorded(actor, now, row.partnership_id, effective_on=row.effective_on, reason=reason)
        for name, value in fields.items():
            setattr(row, name, value)
    model._default_manager.bulk_create(again)


def _refuse_unless(rows: QuerySet[Any], ids: Sequence[int]) -> None:
    if rows.count() != len(ids):
        raise RefusedError(_CHANGED_SINCE)


def _void(model: type[Any], ids: Sequence[int], actor: Actor, now: datetime, reason: str) -> None:
    values = as_voided(by=user_id_of(actor), now=now, reason=reason)
    model._default_manager.filter(pk__in=ids).update(**values)


def _set_positions(model: type[Any], places: Mapping[int, int]) -> None:
    for pk, place in places.items():
        model._default_manager.filter(pk=pk).update(position=place)


def _name(row: Model) -> str:
    return str(row._meta.model_name)
