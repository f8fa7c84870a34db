"""Which rows stand: as now known, or as they had been recorded at the end of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model, Q

from lapwing.contexts.improvement.access import ANSWER, EDIT, ENTER, READ, REPORT, fetch_plan
from lapwing.contexts.improvement.models import ColourKey, Plan, PlanVersion
from lapwing.contexts.improvement.models.base import EditableQuerySet, RecordedQuerySet
from lapwing.contexts.improvement.queries.lines import Allowed, PlanHead
from lapwing.contexts.improvement.rules import DEFAULT_KEY, Colour, KeyLine, Shape
from lapwing.contexts.improvement.rules.terms import terms_of
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User

ENGLAND = ZoneInfo("Europe/London")
M = TypeVar("M", bound=Model)


def end_of_day(day: date) -> datetime:
    """The last moment of a day in England."""
    return datetime.combine(day, time.max, ENGLAND)


def day_of(moment: datetime) -> date:
    """The day in England of a moment."""
    return moment.astimezone(ENGLAND).date()


@dataclass(frozen=True)
class When:
    """The day that lateness is worked out for and, for "as it stood", the moment rows were recorded by."""

    on: date
    moment: datetime | None = None

    def editable(self, rows: EditableQuerySet[M]) -> EditableQuerySet[M]:
        return rows.in_force() if self.moment is None else rows.in_force_at(self.moment)

    def editable_q(self, path: str = "") -> Q:
        """The same condition on a record that is reached by ``path``."""
        prefix = f"{path}__" if path else ""
        voided = f"{prefix}voided_at"
        if self.moment is None:
            return Q((voided, None))
        made = Q((f"{prefix}created_at__lte", self.moment))
        return made & (Q((voided, None)) | Q((f"{voided}__gt", self.moment)))

    def latest_document(self, plan: Plan) -> int:
        """The number of the document that was taken in last, and not undone since."""
        rows = PlanVersion.objects.filter(plan=plan)
        if self.moment is None:
            rows = rows.filter(undone_at=None)
        else:
            rows = rows.filter(taken_at__lte=self.moment)
            rows = rows.filter(Q(undone_at=None) | Q(undone_at__gt=self.moment))
        return rows.order_by("-number").values_list("number", flat=True).first() or 1

    def ever_recorded(self, rows: RecordedQuerySet[M]) -> RecordedQuerySet[M]:
        """All that had been recorded, withdrawn since or not."""
        return rows if self.moment is None else rows.filter(recorded_at__lte=self.moment)

    def stands(self, withdrawn_at: datetime | None) -> bool:
        """Whether a recorded row that was withdrawn then, or never, had not been withdrawn yet."""
        if withdrawn_at is None:
            return True
        return self.moment is not None and withdrawn_at > self.moment

    def recorded(self, rows: RecordedQuerySet[M]) -> RecordedQuerySet[M]:
        return rows.standing() if self.moment is None else rows.recorded_at_moment(self.moment)


def when(on: date, as_at: date | None) -> When:
    return When(on) if as_at is None else When(as_at, end_of_day(as_at))


def plan_and_head(actor: Actor, plan_ref: str, on: date, as_at: date | None) -> tuple[Plan, PlanHead]:
    """The plan and what stands at the top of its pages, in two queries. Raises NotVisible."""
    plan = fetch_plan(actor, READ, plan_ref)
    return plan, head_of(actor, plan, on, as_at)


def plan_head(*, actor: Actor, plan_ref: str, on: date, as_at: date | None = None) -> PlanHead:
    """What stands at the top of every page of the plan. Raises NotVisible."""
    return plan_and_head(actor, plan_ref, on, as_at)[1]


def head_of(actor: Actor, plan: Plan, on: date, as_at: date | None) -> PlanHead:
    def may(permission: str) -> bool:
        return actor.may(permission, plan.partnership_id)

    return PlanHead(
        ref=plan.ref,
        title=plan.title,
        local_area=plan.local_area,
        partnership_ref=plan.partnership.ref,
        partnership=plan.partnership.name,
        on=as_at or on,
        as_at=as_at,
        recorded_on=day_of(plan.created_at),
        version=plan.version,
        key=key_of(plan.partnership_id),
        allowed=Allowed(edit=may(EDIT), report=may(REPORT), record=may(ENTER), answer=may(ANSWER)),
        terms=terms_of(plan.terms),
    )


def key_of(partnership_id: int) -> Mapping[Colour, KeyLine]:
    """The partnership's colour key; the default for every colour it says nothing of."""
    own = {
        Colour(row.colour): KeyLine(Colour(row.colour), row.label, Shape(row.shape), row.meaning)
        for row in ColourKey.objects.filter(partnership_id=partnership_id)
    }
    return {**DEFAULT_KEY, **own}


def names_of(user_ids: Iterable[int | None]) -> dict[int | None, str]:
    """The names of people, in one query; those the actor may not see are left out."""
    wanted = {each for each in user_ids if each is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
