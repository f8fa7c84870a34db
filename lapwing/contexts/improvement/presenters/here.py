"""Where a page stands: which plan, as at which day, and the links from it that keep that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.access import NotVisible
from lapwing.contexts.improvement.presenters import marks
from lapwing.contexts.improvement.queries.lines import ActionLine, PlanHead
from lapwing.contexts.improvement.queries.measure_lines import MeasureLine, OutcomeCounts
from lapwing.contexts.improvement.rules import Colour, Counts, Status
from lapwing.domain.progress import Outcome
from lapwing.platform.ui.marks import StatusCount, StatusMark
from lapwing.platform.ui.navigation import Link
from lapwing.platform.ui.pages import Crumb, Width, render
from lapwing.registry.models import Partnership

# Parts of addresses; whatever else a link is given goes behind the question mark.
_PARTS = frozenset({"action", "milestone", "measure", "plan", "cycle", "update"})
_OF_PARTNERSHIP = frozenset({"plans", "my-actions", "search", "feed", "make-feed", "end-feed"})
_TABS = (
    ("overview", "Overview"),
    ("tree", "Whole plan"),
    ("actions", "Actions"),
    ("milestones", "Milestones"),
    ("late", "Late"),
    ("timeline", "Over time"),
    ("reporting", "Reporting"),
)


@dataclass(frozen=True)
class Day:
    """The day a page is asked for. ``as_at`` None is today; ``ignored`` says what could not be used."""

    today: date
    as_at: date | None = None
    ignored: str = ""


def asked_day(request: HttpRequest) -> Day:
    """Read ``?as_at=YYYY-MM-DD``. What is not a day, or has not come, leaves today's view, and says so."""
    today = timezone.localdate()
    asked = request.GET.get("as_at", "").strip()
    if not asked:
        return Day(today)
    found = read_day(asked)
    if found is None:
        return Day(today, ignored=f"“{asked[:20]}” is not a date. This is the plan today")
    if found > today:
        return Day(today, ignored="That day has not come yet. This is the plan today")
    return Day(today, found if found < today else None)


def read_day(text: str) -> date | None:
    """A day written as 2026-09-30, of a year that plans can speak of; None when it is not one."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 <= found.year < 2200 else None


@dataclass(frozen=True)
class Here:
    """What every page of a plan needs to know of itself."""

    plan: PlanHead
    day: Day
    path: str
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def is_past(self) -> bool:
        return self.plan.as_at is not None

    @property
    def kept(self) -> dict[str, str]:
        """What the address asks for besides the day, kept when another day is chosen."""
        return {name: value for name, value in self.asked if name not in {"as_at", "page"}}

    def to(self, name: str, **given: object) -> str:
        """The address of a page, as at the same day: parts of the address, then what is asked of the page."""
        parts = {part: str(value) for part, value in given.items() if part in _PARTS}
        if not parts and name not in _OF_PARTNERSHIP:
            parts = {"plan": self.plan.ref}
        query = {part: str(value) for part, value in given.items() if part not in _PARTS}
        if self.plan.as_at is not None:
            query["as_at"] = self.plan.as_at.isoformat()
        address = reverse(f"improvement:{name}", kwargs={"partnership": self.plan.partnership_ref, **parts})
        return f"{address}?{urlencode(query)}" if query else address

    def edit(self, name: str, **parts: str) -> str:
        """The address where something is changed: as it is today, whatever day is shown."""
        return reverse(f"improvement:{name}", kwargs={"partnership": self.plan.partnership_ref, **parts})

    @property
    def may_edit(self) -> bool:
        """Whether changing is offered: to those who may, on the page of today."""
        return self.plan.allowed.edit and not self.is_past

    def mark(self, colour: Colour) -> StatusMark:
        """A colour as the partnership's key shows it."""
        return marks.mark_of(self.plan.key, colour)

    def said(self, status: Status, colour: Colour) -> StatusMark:
        """What a person said, in their word and the key's shape and colour."""
        return marks.mark_said(self.plan.key, status, colour)

    def outcome(self, outcome: Outcome) -> StatusMark:
        """How a series of a measure stands."""
        return marks.mark_of_outcome(self.plan.key, outcome)

    def measured(self, measure: MeasureLine) -> StatusMark:
        """How a measure stands, by the worst of its series."""
        return marks.mark_of_measure(self.plan.key, measure)

    def why(self, line: ActionLine) -> str:
        """Why an action has its colour."""
        return marks.why(self.plan.key, line)

    def counts(self, counts: Counts, **given: object) -> list[StatusCount]:
        """Counts by colour; each opens the milestones of that colour."""
        return marks.counts(
            self.plan.key,
            counts,
            lambda colour: self.to("milestones", colour=self.plan.key[colour].label, **given),
        )

    def outcomes(self, counts: OutcomeCounts) -> list[StatusCount]:
        """How many series stand how; each opens those."""
        return marks.outcomes(
            self.plan.key, counts, lambda outcome: self.to("measures", stands=marks.OUTCOME_WORDS[outcome][0])
        )

    def tabs(self, current: str) -> tuple[Link, ...]:
        return tuple(Link(label, self.to(name), name == current) for name, label in _TABS)

    def crumb(self) -> Crumb:
        return Crumb(self.plan.title, self.to("overview"))


def here_of(request: HttpRequest, partnership: Partnership, plan: PlanHead, day: Day) -> Here:
    """Where a page stands. Raises NotVisible for a plan that is not of the partnership in the address."""
    if plan.partnership_ref != partnership.ref:
        raise NotVisible("No such plan in this partnership")
    return Here(plan, day, request.path, tuple(request.GET.dict().items()))


def show(
    request: HttpRequest,
    here: Here,
    template: str,
    context: dict[str, object],
    *,
    title: str,
    heading: str | None = None,
    caption: str | None = None,
    crumbs: Sequence[Crumb] | None = None,
    width: Width = "work",
) -> HttpResponse:
    """A page of a plan: under the plan's name, and with a way back to its overview unless told otherwise."""
    return render(
        request,
        f"improvement/{template}.html",
        {"here": here, **context},
        title=title,
        heading=heading,
        caption=caption,
        crumbs=(here.crumb(),) if crumbs is None else crumbs,
        width=width,
    )
