"""Reporting cycles in words: where each stands, what may be done with it, and what that would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from django.urls import reverse

from lapwing.contexts.improvement.commands import Following
from lapwing.contexts.improvement.models import Action, Cycle
from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.queries.asked import answered_in, missing_in, wanted_of
from lapwing.contexts.improvement.queries.cycle_lines import (
    CycleHead,
    CycleLine,
    CyclePage,
    PersonLine,
    RhythmLine,
)
from lapwing.contexts.improvement.rules.cycles import (
    TAKES_UPDATES,
    CycleDeed,
    CycleState,
    deeds_of,
    unanswered,
)
from lapwing.contexts.improvement.rules.lateness import days
from lapwing.contexts.improvement.rules.rhythms import Rhythm, Turn
from lapwing.platform.ui.filters import day, day_short, plural
from lapwing.platform.ui.marks import StatusMark

_PAGES = {
    CycleDeed.CHANGE: "cycle-dates",
    CycleDeed.OPEN: "cycle-open",
    CycleDeed.EXTEND: "cycle-more-time",
    CycleDeed.CLOSE: "cycle-close",
    CycleDeed.SIGN_OFF: "cycle-sign-off",
    CycleDeed.REPORT: "cycle-report",
    CycleDeed.VOID: "cycle-take-out",
}
# What is usually done next with a cycle that stands so.
_NEXT = {
    CycleState.PLANNED: CycleDeed.OPEN,
    CycleState.OPEN: CycleDeed.CLOSE,
    CycleState.CLOSED: CycleDeed.SIGN_OFF,
    CycleState.SIGNED_OFF: CycleDeed.REPORT,
}
# So many of a rhythm's own dates are named in a sentence.
_MOST_DAYS = 6
_MARKS = {
    CycleState.PLANNED: StatusMark("Planned", "ring", "grey", "It has not opened yet."),
    CycleState.OPEN: StatusMark("Open", "circle", "green", "Owners answer."),
    CycleState.CLOSED: StatusMark("Closed", "triangle", "amber", "Late answers are still taken."),
    CycleState.SIGNED_OFF: StatusMark("Signed off", "square", "blue", "What was said stands."),
    CycleState.REPORTED: StatusMark("Reported", "square", "blue", "The board has seen it."),
}


@dataclass(frozen=True)
class Button:
    """Something that may be done with a cycle, and where."""

    label: str
    url: str
    is_next: bool


def mark_of(head: CycleHead) -> StatusMark:
    return _MARKS[head.state]


def buttons(here: Here, page: CyclePage) -> tuple[Button, ...]:
    """What may be done with the cycle now by whoever runs it, the usual next thing first; then writing."""
    head = page.line.head
    found = [
        Button(deed.label, here.edit(_PAGES[deed], cycle=head.ref), deed is _NEXT.get(head.state))
        for deed in (deeds_of(head.state) if page.may_run else ())
    ]
    if page.plan.allowed.report and head.state in TAKES_UPDATES:
        book = reverse("improvement:updates-send", args=[head.partnership_ref])
        found.append(Button("Write updates in Excel", f"{book}?place={head.ref}&of=all", False))
    return tuple(sorted(found, key=lambda button: not button.is_next))


def when(head: CycleHead, today: date) -> str:
    """What the cycle waits for, in words: "closes on 4 December 2026, in 12 days"."""
    if head.state is CycleState.PLANNED:
        if head.closes_on < today:
            return f"did not open; its last day was {day(head.closes_on)}"
        return f"opens on {day(head.opens_on)}, closes on {day(head.closes_on)}"
    if head.state is CycleState.OPEN:
        left = (head.closes_on - today).days
        return f"closes on {day(head.closes_on)}" + (f", in {days(left)}" if left > 0 else "")
    reported = f"; the board is reported to on {day(head.reports_on)}" if head.reports_on else ""
    if head.state is CycleState.REPORTED:
        return f"closed on {day(head.closed_on)}"
    return f"closed on {day(head.closed_on)}{reported}"


def how_far(line: CycleLine) -> str:
    """How far a cycle is: "12 of 30 updates answered, 4 signed off"; or what all may know of it."""
    if line.head.state is CycleState.PLANNED:
        return "Nothing is asked yet"
    if not line.expected:
        return "Nothing was due or started: it asks for nothing"
    if line.answered is None:
        return f"{line.signed_off} of {plural(line.expected, 'update')} signed off"
    return f"{line.answered} of {plural(line.expected, 'update')} answered, {line.signed_off} signed off"


def people_rows(people: Sequence[PersonLine]) -> list[list[object]]:
    """Who was asked, as a table: days as dates, "–" for what did not happen."""
    return [
        [
            line.name,
            f"{line.answered} of {line.expected}",
            day_short(line.asked_on),
            day_short(line.reminded_on),
            day_short(line.asked_after_on),
        ]
        for line in people
    ]


def rhythm_words(rhythm: RhythmLine, today: date) -> str:
    """The rhythm in a sentence, with those of its own dates that are to come."""
    return (
        f"{Rhythm(rhythm.kind).label}{days_to_come(rhythm.own_days, today)}. "
        f"Owners are asked {days(rhythm.days_open)} before the last day and "
        f"reminded {days(rhythm.remind_before)} before it; the board is reported to "
        f"{days(rhythm.reports_after)} after it."
    )


def days_to_come(own: Sequence[date], today: date) -> str:
    """Which of a rhythm's own dates are to come: ": 20 May and 14 August 2026"; empty where it has none."""
    if not own:
        return ""
    ahead = [each for each in own if each >= today]
    if not ahead:
        return f", of which the last was {day(own[-1])}"
    shown = [
        f"{each.day} {each:%B}" if after is not None and after.year == each.year else day(each)
        for each, after in zip_longest(ahead[:_MOST_DAYS], ahead[1:_MOST_DAYS])
    ]
    more = len(ahead) - len(shown)
    if more:
        return f": {', '.join(shown)} and {more} more"
    return f": {' and '.join([', '.join(shown[:-1]), shown[-1]] if shown[1:] else shown)}"


def foretold(found: Following) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a change of rhythm does to what is planned: what happens, and to which cycles."""

    def lines(of: Sequence[Cycle | Turn]) -> tuple[str, ...]:
        return tuple(f"{each.label}, closes on {day(each.closes_on)}" for each in of)

    moved = tuple(
        f"{cycle.label}: asked on {day(turn.opens_on)}, closes on {day(turn.closes_on)}"
        + (f", called {turn.label}" if turn.label != cycle.label else "")
        for cycle, turn in found.moved
    )
    said = (
        ("Get other dates", moved),
        ("Fall away", lines(found.out)),
        ("Are added", lines(found.added)),
        ("Stay, because somebody added or moved them", lines(found.staying)),
    )
    return tuple((words, of) for words, of in said if of)


def opening_words(cycle: Cycle) -> str:
    """What opening a cycle does."""
    actions = Action.objects.in_force().filter(plan=cycle.plan_id).count()
    return (
        f"What is due or started in the plan's {plural(actions, 'action')} is asked for. Owners and their "
        f"deputies are told at once, and have until {day(cycle.closes_on)}."
    )


def closing_words(cycle: Cycle, on: date) -> str:
    """What closing a cycle does: how many people are asked once more."""
    wanted, answered = wanted_of(cycle, on), answered_in(cycle)
    late = sum(bool(unanswered(ids, answered)) for ids in wanted.values())
    if not late:
        return "Everybody who was asked has answered."
    have = "has" if late == 1 else "have"
    return f"{plural(late, 'person', 'people')} {have} not answered all, and will be asked once more."


def sign_off_words(cycle: Cycle) -> str:
    """What a sign-off of the cycle would leave out."""
    missing = len(missing_in(cycle))
    if not missing:
        return "Every update that the cycle expects is signed off."
    is_missing = "is" if missing == 1 else "are"
    return (
        f"{plural(missing, 'update')} {is_missing} missing or not signed off. They are named as missing, "
        "with the reason that you give."
    )
