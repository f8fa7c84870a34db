"""The rhythm in which a plan is reported on, its reporting cycles, and who was asked for what in each."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from lapwing.contexts.improvement.rules.cycles import ANSWERS, SETTLED, CycleState, Moments, state_of
from lapwing.contexts.improvement.rules.rhythms import own_days
from lapwing.contexts.improvement.rules.statuses import CLOSED
from lapwing.registry.models import PartnershipRecord

from .action import Action, Milestone, StatusReport
from .base import Editable, EditableQuerySet
from .plan import Plan


class RhythmKind(models.TextChoices):
    MONTHLY = "monthly", "Every month"
    TWO_MONTHLY = "two-monthly", "Every two months"
    QUARTERLY = "quarterly", "Every quarter"
    TERMLY = "termly", "Every term"
    OWN = "own", "On dates of our own"


class Rhythm(Editable):
    """How often a plan is reported on, and how long owners have to answer. A plan has one, or none yet.

    ``first_closes_on`` is the last day for updates of the first cycle; the others follow from it, or of dates
    of one's own are those of ``further_days``.
    ``days_open``: from how many days before the last day owners are asked. ``remind_before``: how many days
    before it they are reminded. ``reports_after``: how many days after it the board is reported to.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rhythms")
    kind = models.CharField(max_length=12, choices=RhythmKind)
    first_closes_on = models.DateField()
    further_days = ArrayField(
        models.DateField(), default=list, db_default=[], blank=True, verbose_name="further last days"
    )
    days_open = models.PositiveSmallIntegerField(default=14)
    remind_before = models.PositiveSmallIntegerField(default=3)
    reports_after = models.PositiveSmallIntegerField(default=14)

    class Meta(Editable.Meta):
        abstract = False
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan"], condition=Q(voided_at=None), name="one_rhythm_for_a_plan"
            ),
            models.CheckConstraint(
                condition=Q(remind_before__lte=F("days_open")), name="reminded_while_it_is_open"
            ),
        ]

    @property
    def own_days(self) -> tuple[date, ...]:
        """All last days of dates of one's own, in their order; of another rhythm none."""
        if self.kind != RhythmKind.OWN:
            return ()
        return own_days(self.first_closes_on, self.further_days)


class CycleQuerySet(EditableQuerySet["Cycle"]):
    """Cycles by where they stand, as ``rules.cycles`` tells it from their moments."""

    def running(self) -> CycleQuerySet:
        """Of plans that stand: neither taken out nor reported yet."""
        return self.filter(voided_at=None, plan__voided_at=None, reported_at=None)

    def planned(self) -> CycleQuerySet:
        return self.filter(voided_at=None, opened_at=None)

    def open(self) -> CycleQuerySet:
        return self.filter(voided_at=None, opened_at__isnull=False, closed_at=None)

    def taking_updates(self) -> CycleQuerySet:
        """Open, or closed and not signed off: late answers are still taken."""
        return self.filter(voided_at=None, opened_at__isnull=False, signed_off_at=None)


class Cycle(Editable):
    """One turn of reporting: it opens and asks, closes, is signed off, and is reported.

    ``from_date`` to ``to_date`` (inclusive) is the time it tells of; ``closes_on`` the last day for updates.
    Where it stands is told by its moments, see ``rules.cycles``.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="cycles")
    label = models.CharField(max_length=100)
    from_date = models.DateField()
    to_date = models.DateField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    reports_on = models.DateField(null=True, blank=True)
    # How often there was more time: who was told of a day before is told of it anew.
    times_extended = models.PositiveSmallIntegerField(default=0, db_default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CycleQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["closes_on", "id"]
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "closes_on"], condition=Q(voided_at=None), name="one_cycle_closes_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(to_date__gte=F("from_date"))
                & Q(closes_on__gte=F("opens_on"))
                & (Q(reports_on=None) | Q(reports_on__gte=F("closes_on"))),
                name="cycle_dates_in_order",
            ),
            models.CheckConstraint(
                condition=(Q(closed_at=None) | Q(opened_at__isnull=False))
                & (Q(signed_off_at=None) | Q(closed_at__isnull=False))
                & (Q(reported_at=None) | Q(signed_off_at__isnull=False)),
                name="cycle_goes_through_its_turns_in_order",
            ),
            models.CheckConstraint(
                condition=(
                    Q(signed_off_at=None, signed_off_by=None)
                    | Q(signed_off_at__isnull=False, signed_off_by__isnull=False)
                )
                & (
                    Q(reported_at=None, reported_by=None)
                    | Q(reported_at__isnull=False, reported_by__isnull=False)
                ),
                name="cycle_signed_off_and_reported_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def state(self) -> CycleState:
        """Where it stands."""
        return state_of(
            Moments(self.opened_at, self.closed_at, self.signed_off_at, self.reported_at, self.voided_at)
        )


class ExpectedQuerySet(models.QuerySet["Expected"]):
    def standing(self) -> ExpectedQuerySet:
        """What is still asked for: of actions and milestones that have not been taken out of the plan since,
        and have an answer by the rule of ``spoken_of``, or are not finished.

        A milestone is finished when it was said to be done, evidenced or stopped, an action as a whole when
        that was signed off of it, or all its milestones are finished. Of a cycle that is signed off there
        stays what was answered in it, and what it was signed off without for a reason.
        """
        in_plan = self.filter(Q(milestone=None) | Q(milestone__voided_at=None), action__voided_at=None)
        return in_plan.alias(
            said_of_milestone=_said_last("milestone"), said_as_a_whole=_said_as_a_whole()
        ).filter(
            ~Q(missing_reason="")
            | Q(milestone__isnull=False) & _milestone_stands()
            | Q(milestone=None) & _whole_stands()
        )


# Of the cycle of a row.
_GOES_ON = Q(cycle__signed_off_at=None)


def _milestone_stands() -> Q:
    """The condition on rows of milestones that they are answered, or not finished while the cycle goes on."""
    answered = Q(Exists(_answers().filter(milestone=OuterRef("milestone"))))
    return answered | _GOES_ON & ~Q(said_of_milestone__in=CLOSED)


def _whole_stands() -> Q:
    """The same of actions as a whole: where no milestone is asked for beside it, one on any answers it."""
    beside = (
        Expected.objects.filter(cycle=OuterRef("cycle"), action=OuterRef("action"))
        .filter(milestone__isnull=False, milestone__voided_at=None)
        .alias(said_of_milestone=_said_last("milestone"))
        .filter(~Q(missing_reason="") | _milestone_stands())
    )
    as_a_whole = Q(Exists(_answers().filter(milestone=None)))
    of_its_milestones = Q(Exists(_answers())) & ~Q(Exists(beside))
    is_open = ~Q(said_as_a_whole__in=CLOSED) & ~_all_finished()
    return as_a_whole | of_its_milestones | _GOES_ON & is_open


def _answers() -> models.QuerySet[Any]:
    """Those given on the action of a row in its cycle."""
    return _updates().filter(cycle=OuterRef("cycle"), action=OuterRef("action"), state__in=ANSWERS)


def _updates() -> models.QuerySet[Any]:
    # the model of updates is made from this one
    rows: models.QuerySet[Any] = apps.get_model("improvement", "Update").objects.filter(voided_at=None)
    return rows


def _said_last(milestone: str) -> Coalesce:
    """How the milestone of a row stands by what was said of it last; nothing said is an empty text."""
    said = StatusReport.objects.standing().filter(milestone=OuterRef(milestone), occurrence=None)
    latest = said.order_by("-effective_on", "-recorded_at", "-id").values("status")[:1]
    return Coalesce(Subquery(latest), Value(""))


def _said_as_a_whole() -> Coalesce:
    """What was signed off last of the action of a row as a whole; nothing is an empty text."""
    said = _updates().filter(action=OuterRef("action"), milestone=None, state__in=SETTLED)
    latest = said.order_by("-submitted_at", "-id").values("status")[:1]
    return Coalesce(Subquery(latest), Value(""))


def _all_finished() -> Q:
    """The condition on rows that their action has milestones, and none of them is left."""
    of_action = Milestone.objects.in_force().filter(action=OuterRef("action"))
    left = of_action.alias(said=_said_last("pk")).exclude(said__in=CLOSED)
    return Q(Exists(of_action)) & ~Q(Exists(left))


class Expected(PartnershipRecord):
    """An update that a cycle expects, settled when it opened: of an action, or of one of its milestones.

    ``missing_reason`` says why the cycle was signed off without it.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="expected")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    missing_reason = models.TextField(blank=True, default="", db_default="")

    objects = ExpectedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cycle", "action", "milestone"], nulls_distinct=False, name="expected_once_a_cycle"
            ),
        ]


class Asked(PartnershipRecord):
    """A person was asked for updates in a cycle: once, reminded before it closed, and once after."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="asked")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    asked_after_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "user"], name="asked_once_a_cycle"),
        ]
