"""How the publication of a plan stands, and by when plans of each kind are to be published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.access import READ, RUN, fetch_plan
from lapwing.contexts.improvement.models import (
    InspectionReport,
    Plan,
    PlanKind,
    PlanPublication,
    PublicationTerm,
)
from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.contexts.improvement.queries.standing import day_of, head_of, names_of
from lapwing.contexts.improvement.rules.publication import DEFAULTS, Standing, Term, standing
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class PublishedLine:
    """That it was published: when, where, and who says so."""

    ref: str
    published_on: date
    address: str
    file_ref: str
    file_name: str
    said_by: str
    said_on: date


@dataclass(frozen=True)
class PublicationPage:
    """All that is known of a plan's publication. ``report_on`` is the day that the time counts from."""

    plan: PlanHead
    kind: str
    term: Term
    is_default: bool
    report_on: date | None
    standing: Standing
    lines: tuple[PublishedLine, ...]
    may_run: bool


@dataclass(frozen=True)
class TermLine:
    """How many working days there are for a kind of plan. ``version`` is 0 while the default holds."""

    kind: str
    label: str
    term: Term
    version: int


def terms(partnership_id: int) -> tuple[TermLine, ...]:
    """One of each kind, the partnership's own or the default."""
    own = {row.kind: row for row in PublicationTerm.objects.filter(partnership=partnership_id)}
    return tuple(_term_line(kind, own.get(kind.value)) for kind in PlanKind)


def publication_of(plan: Plan, on: date) -> Standing:
    """How the publication of a plan at hand stands on a day, in three queries."""
    term, report_on = term_of(plan), report_day(plan)
    days = PlanPublication.objects.in_force().filter(plan=plan).values_list("published_on", flat=True)
    return standing(term, report_on, days, on)


def publication_standing(*, actor: Actor, plan_ref: str, on: date) -> Standing:
    """The same of a plan of this reference. Raises NotVisible."""
    return publication_of(fetch_plan(actor, READ, plan_ref), on)


def publication_page(*, actor: Actor, plan_ref: str, on: date) -> PublicationPage:
    """All that is known of a plan's publication. Raises NotVisible."""
    plan = fetch_plan(actor, READ, plan_ref)
    row = PublicationTerm.objects.filter(partnership=plan.partnership_id, kind=plan.kind).first()
    line = _term_line(PlanKind(plan.kind), row)
    report_on = report_day(plan)
    rows = PlanPublication.objects.in_force().filter(plan=plan).select_related("file")
    names = names_of(each.created_by_id for each in rows)
    lines = tuple(_published(each, names) for each in rows)
    return PublicationPage(
        plan=head_of(actor, plan, on, None),
        kind=line.label,
        term=line.term,
        is_default=row is None,
        report_on=report_on,
        standing=standing(line.term, report_on, [each.published_on for each in lines], on),
        lines=lines,
        may_run=actor.may(RUN, plan.partnership_id),
    )


def term_of(plan: Plan) -> Term:
    row = PublicationTerm.objects.filter(partnership=plan.partnership_id, kind=plan.kind).first()
    return _term_line(PlanKind(plan.kind), row).term


def report_day(plan: Plan) -> date | None:
    rows = InspectionReport.objects.in_force().filter(plan=plan)
    return rows.values_list("published_on", flat=True).first()


def _term_line(kind: PlanKind, row: PublicationTerm | None) -> TermLine:
    if row is None:
        return TermLine(kind.value, str(kind.label), DEFAULTS[kind.value], 0)
    return TermLine(kind.value, str(kind.label), Term(row.working_days, row.basis), row.version)


def _published(row: PlanPublication, names: Mapping[int | None, str]) -> PublishedLine:
    return PublishedLine(
        ref=row.ref,
        published_on=row.published_on,
        address=row.address,
        file_ref=row.file.ref if row.file else "",
        file_name=row.file.name if row.file else "",
        said_by=names.get(row.created_by_id, ""),
        said_on=day_of(row.created_at),
    )
