"""Success measures: series with a baseline, dated targets, actuals and comparators."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from lapwing.contexts.improvement.rules import Period
from lapwing.registry.models import PartnershipRecord

from .action import Action
from .base import Continued, Editable, Recorded
from .plan import Plan, TwoInThree


class Direction(models.TextChoices):
    INCREASE = "increase", "Higher is better"
    DECREASE = "decrease", "Lower is better"
    RANGE = "range", "Within a range"
    NONE = "none", "No better or worse"


class Measure(Continued, Editable):
    """A success measure. A plan may print one twice: ``same_as`` joins them, so that it is counted once."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="measures")
    key = models.CharField(max_length=100)
    name = models.TextField()
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.NONE)
    numbers_as_written = ArrayField(models.TextField(), default=list, blank=True)
    source_as_written = models.TextField(blank=True)
    # The rule of its own control charts; empty: as the plan's.
    two_in_three = models.CharField(max_length=7, blank=True, choices=TwoInThree, default="", db_default="")
    same_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies"
    )
    actions = models.ManyToManyField(Action, through="MeasureAction", related_name="measures")

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "key"], name="measure_key_unique_in_plan"),
        ]


class MeasureAction(PartnershipRecord):
    """A measure shows whether an action works."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="links")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="measure_links")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "action"], name="measures_an_action_once"),
        ]


class Series(Continued, Editable):
    """One line of a measure: by therapy, by type of school, by phase."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="series")
    label = models.TextField(blank=True)
    breakdown = models.JSONField(default=dict, blank=True)
    unit = models.TextField(blank=True)
    # How often its next target is agreed; empty where all of them are set together.
    agreed_each = models.CharField(
        max_length=8, blank=True, default="", db_default="", choices=Period.as_choices()
    )

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]
        verbose_name_plural = "series"


class Baseline(Recorded):
    """Where a series started: zero is a value, blank is missing."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="baselines")
    as_written = models.TextField(blank=True)
    value = models.FloatField(null=True, blank=True)
    date_as_written = models.TextField(blank=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    sample = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta(Recorded.Meta):
        abstract = False
        ordering: ClassVar = ["recorded_at", "id"]


class TargetType(models.TextChoices):
    ABSOLUTE = "absolute", "A value to reach"
    MAINTAIN = "maintain", "A value to keep"
    RELATIVE = "relative", "A change from something"
    RANGE = "range", "Between two values"
    MINIMUM = "minimum", "At least a value"


class Target(Recorded):
    """What a series should reach by a date, as written and as resolved. Unresolved means no colour."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="targets")
    position = models.PositiveIntegerField(default=0)
    by_as_written = models.TextField(blank=True)
    latest = models.DateField(null=True, blank=True)
    as_written = models.TextField(blank=True)
    type = models.CharField(max_length=10, choices=TargetType)
    value = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    resolved = models.FloatField(null=True, blank=True)
    resolved_by = models.TextField(blank=True)
    resolved_on = models.DateField(null=True, blank=True)

    class Meta(Recorded.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(high__gte=F("low")), name="target_range_in_order"
            ),
        ]


class Actual(Recorded):
    """What was measured for a period: a value, or a numerator and denominator that give it."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="actuals")
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField()
    value = models.FloatField(null=True, blank=True)
    numerator = models.FloatField(null=True, blank=True)
    denominator = models.FloatField(null=True, blank=True)
    source = models.TextField(default="entered")
    note = models.TextField(blank=True)

    class Meta(Recorded.Meta):
        abstract = False
        ordering: ClassVar = ["to_date", "id"]
        constraints: ClassVar = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(from_date=None) | Q(to_date__gte=F("from_date")), name="actual_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(numerator__isnull=False, denominator__gt=0),
                name="actual_has_a_value",
            ),
            models.UniqueConstraint(
                fields=["series", "from_date", "to_date"],
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
                name="one_standing_actual_a_period",
            ),
        ]


class Comparator(Recorded):
    """A figure to compare with: England, London, a neighbour; as written and as a value."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="comparators")
    position = models.PositiveIntegerField(default=0)
    name = models.TextField()
    as_written = models.TextField(blank=True)
    value = models.FloatField(null=True, blank=True)
    as_at = models.DateField(null=True, blank=True)

    class Meta(Recorded.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]


class Recalculation(Recorded):
    """From a day on the control chart of a series has new limits, for a reason that its chart shows.

    Figures of the day and after it are a stretch of their own: no rule looks across. ``from_date`` is the
    last day of the period of its first figure. It changes how figures are read, and no figure.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="recalculations")
    from_date = models.DateField()

    class Meta(Recorded.Meta):
        abstract = False
        ordering: ClassVar = ["from_date", "id"]
        constraints: ClassVar = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(condition=~Q(reason=""), name="recalculation_for_a_reason"),
            models.UniqueConstraint(
                fields=["series", "from_date"],
                condition=Q(withdrawn_at=None),
                name="one_standing_recalculation_a_day",
            ),
        ]
