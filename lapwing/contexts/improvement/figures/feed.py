"""Figures of measures as a feed: which columns it takes, what a file is about, and a file to fill in."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.access import EDIT, ENTER, READ
from lapwing.contexts.improvement.figures.work import FigureWork
from lapwing.contexts.improvement.models import Plan, Series
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.feeds import Column, Desk, Feed, Kind, Place

COLUMNS = (
    Column(
        name="measure",
        title="Measure",
        is_required=True,
        aliases=(
            "measure ref",
            "measure reference",
            "measure code",
            "measure key",
            "measure name",
            "indicator",
            "kpi",
        ),
        hint="The measure's key, its reference, or its name as the plan has it",
        example="M12",
    ),
    Column(
        name="series",
        title="Series",
        aliases=("breakdown", "group", "split"),
        hint="Which line of the measure; may be empty where it has one only",
        example="All",
    ),
    Column(
        name="period",
        title="Period",
        kind=Kind.MONTH,
        aliases=("month", "reporting period", "reporting month"),
        hint="A whole month; or give its last day under To, and its first under From",
        example="October 2026",
    ),
    Column(
        name="from",
        title="From",
        kind=Kind.DAY,
        aliases=("from date", "period from", "period start", "start date", "first day"),
        hint="First day of the period; may be empty",
        example="01/10/2026",
    ),
    Column(
        name="to",
        title="To",
        kind=Kind.DAY,
        aliases=("to date", "period to", "period end", "end date", "last day", "as at", "date"),
        hint="Last day of the period",
        example="31/10/2026",
    ),
    Column(
        name="value",
        title="Value",
        kind=Kind.NUMBER,
        aliases=("figure", "actual", "result", "percentage"),
        hint="The figure; or give the next two",
        example="51.4",
    ),
    Column(
        name="numerator",
        title="Numerator",
        kind=Kind.NUMBER,
        aliases=("how many", "count"),
        hint="How many",
        example="37",
    ),
    Column(
        name="denominator",
        title="Denominator",
        kind=Kind.NUMBER,
        aliases=("out of", "total", "out of how many"),
        hint="Out of how many",
        example="72",
    ),
    Column(
        name="source",
        title="Source",
        aliases=("data source",),
        hint="Where the figure comes from; may be left out",
        example="Casework report",
    ),
    Column(name="note", title="Note", aliases=("notes", "comment", "comments"), hint="May be left out"),
)


def _plans(actor: Actor, partnership_id: int) -> tuple[Place, ...]:
    """The plans that a file of figures may be about."""
    rows = access.plans.visible_to(
        actor, Plan.objects.in_force().filter(partnership=partnership_id), permission=READ
    )
    return tuple(Place(row.ref, row.title) for row in rows.order_by("title", "pk"))


def _open(desk: Desk) -> FigureWork:
    try:
        plan = access.fetch_plan(desk.actor, READ, desk.place)
    except NotVisible as error:
        raise ImportRefusedError("The plan that the file is about is no longer there.") from error
    return FigureWork(plan, desk)


def _template(actor: Actor, partnership_id: int, place: str) -> Sequence[dict[str, str]]:
    """A line for each series that the actor may enter figures for."""
    rows = (
        Series.objects.in_force()
        .filter(measure__plan__ref=place, measure__voided_at=None, partnership=partnership_id)
        .select_related("measure")
    )
    allowed = access.series.visible_to(actor, rows, permission=ENTER)
    return [
        {"measure": series.measure.key, "series": series.label}
        for series in allowed.order_by("measure__position", "position", "pk")
    ]


FIGURES = Feed(
    code="figures",
    title="Figures of measures",
    noun="figure",
    nouns="figures",
    about="What was measured for a period: each line is one figure of one measure.",
    permission=ENTER,
    all_permission=EDIT,
    columns=COLUMNS,
    one_of=(("to", "period"), ("value", "numerator")),
    labels=("measure", "series"),
    places=_plans,
    open=_open,
    template=_template,
    namespace="improvement",
)
