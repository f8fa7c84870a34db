"""A public version as it is proposed from a frozen pack, before anybody has worded it.

What is taken is named here, field by field. Owners, reasons, mitigation, who said what, risks, questions,
decisions, what groups raised and what was written to the board are never taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, TypeVar

from lapwing.insight.packs import shapes
from lapwing.insight.packs.collecting.texts import NOT_SET
from lapwing.insight.public_version import easy_read
from lapwing.insight.public_version.content import Line, Public, Section
from lapwing.insight.public_version.figures import Judged
from lapwing.insight.public_version.rules.late import late_by
from lapwing.insight.public_version.rules.plain_words import spelled_out
from lapwing.insight.public_version.standing import (
    SIGNS,
    State,
    Steps,
    missed_turns,
    own_steps,
    state_of_action,
    state_of_step,
    steps_of,
    steps_of_action,
)
from lapwing.platform.ui.filters import number, plural

S = TypeVar("S")

# Which sections there can be: what each is called, and what it holds.
KINDS: dict[str, tuple[str, str]] = {
    "summary": ("How the plan is going", "how many steps are done, on track or late"),
    "impact": (
        "What has changed for children and families",
        "impact that was reported; no quotes",
    ),
    "due": ("What happens next", "steps that are due soon, with their dates"),
    "exceptions": ("What is late or needs more work", "steps that are late or at risk, without the reasons"),
    "actions": ("What we said we would do", "every action, and how it is going"),
    "measures": ("Figures", "figures of the measures, with small numbers of children hidden"),
}
# From which section of a pack each is taken.
_FROM = {kind: "voice" if kind == "impact" else kind for kind in KINDS}
USUAL = frozenset({"summary", "due", "measures"})


def on_offer(pack: shapes.Pack) -> tuple[str, ...]:
    """The sections that this pack has something for."""
    there = {section.kind for section in pack.sections}
    return tuple(kind for kind in KINDS if _FROM[kind] in there)


def measures_of(pack: shapes.Pack) -> tuple[shapes.Measure, ...]:
    """Every measure of the pack."""
    found = _section(pack, shapes.MeasuresSection)
    return found.measures if found else ()


def proposed(pack: shapes.Pack, chosen: Collection[str], judged: Judged) -> Public:
    """The proposal: abbreviations spelled out where they stand first, and all of what was chosen."""
    seen: set[str] = set()
    cover = pack.cover
    area = cover.local_area or cover.partnership
    summary = _section(pack, shapes.SummarySection)
    steps = steps_of(pack, summary.summary) if summary else None
    return Public(
        title=f"{cover.plan}: how it is going",
        partnership=cover.partnership,
        local_area=cover.local_area,
        plan=cover.plan,
        as_at=cover.as_at.text,
        intro=spelled_out(
            f"This tells how the plan to improve support for children and young people with SEND in {area} "
            f"is going, as it stood on {cover.as_at.text}.",
            seen,
        ),
        sections=tuple(
            Section(kind, KINDS[kind][0], tuple(_spelled(line, seen) for line in _LINES[kind](pack)))
            for kind in KINDS
            if kind in chosen and kind in _LINES
        ),
        measures=judged.measures if "measures" in chosen else (),
        hidden_means=judged.hidden_means if "measures" in chosen else "",
        easy=easy_read.proposed(area, steps, _section(pack, shapes.DueSection)),
    )


def _section(pack: shapes.Pack, kind: type[S]) -> S | None:
    return next((each for each in pack.sections if isinstance(each, kind)), None)


def _spelled(line: Line, seen: set[str]) -> Line:
    return Line(line.key, spelled_out(line.words, seen), line.sign, line.when)


def _summary(pack: shapes.Pack) -> Iterator[Line]:
    """A sentence, and how many steps stand in each way; of those in trouble, how many are late as well."""
    if not (found := _section(pack, shapes.SummarySection)):
        return
    steps = steps_of(pack, found.summary)
    yield Line("summary:headline", _headline(found.summary, steps))
    in_trouble = steps.late > steps.counts.get(State.LATE, 0)
    for state in State:
        if count := steps.counts.get(state, 0):
            more = "more " if state is State.LATE and in_trouble else ""
            said = f"{plural(count, f'{more}step')} of the plan"
            late = steps.late_in.get(state, 0) if state is not State.LATE else 0
            yield Line(f"public:steps:{state}", said, SIGNS[state], f"{number(late)} late" if late else "")
    if steps.turns:
        said = f"{plural(steps.turns, 'time')} that a regular step was due"
        yield Line("public:turns", said, SIGNS[State.LATE])


def _headline(summary: shapes.Summary, steps: Steps) -> str:
    """ "Of 20 steps, 3 are done (last time 2) and 5 are late (last time 4)." """
    if not steps.total:
        return "The plan has no steps yet."
    done = steps.counts.get(State.DONE, 0)
    before = next((line.before for line in summary.milestones if line.mark.colour == "blue"), None)
    return (
        f"Of {plural(steps.total, 'step')}, {_are(done)} done{_was(before)} "
        f"and {_are(steps.late)} late{_was(_fact(summary, 'fact:overdue').before)}."
    )


def _are(count: int) -> str:
    return f"{number(count)} {'is' if count == 1 else 'are'}"


def _was(before: shapes.Figure | None) -> str:
    return "" if before is None or before.value is None else f" (last time {before.text})"


def _fact(summary: shapes.Summary, key: str) -> shapes.FactLine:
    nothing = shapes.Figure(None, "")
    return next(
        (each for each in summary.facts if each.key == key), shapes.FactLine(key, "", nothing, nothing)
    )


def _impact(pack: shapes.Pack) -> Iterator[Line]:
    if found := _section(pack, shapes.VoiceSection):
        for line in found.lines:
            if line.kind == "impact":
                yield Line(line.key, line.text, None, line.on.text)


def _due(pack: shapes.Pack) -> Iterator[Line]:
    if found := _section(pack, shapes.DueSection):
        for line in found.lines:
            yield Line(
                line.key, line.text, SIGNS[state_of_step(line.mark, late=False)], f"due {line.due.text}"
            )


def _exceptions(pack: shapes.Pack) -> Iterator[Line]:
    """A step that is late says by how long."""
    if found := _section(pack, shapes.ExceptionsSection):
        for line in found.lines:
            days = int(line.days_late.value or 0)
            when = [] if line.due.text == NOT_SET else [f"due {line.due.text}"]
            if days and pack.cover.as_at.on:
                when.append(late_by(days, pack.cover.as_at.on))
            sign = SIGNS[state_of_step(line.mark, late=bool(days))]
            yield Line(line.key, line.text, sign, ", ".join(when))


def _actions(pack: shapes.Pack) -> Iterator[Line]:
    """Each with its steps, counted as those of the plan are."""
    if found := _section(pack, shapes.ActionsSection):
        missed = missed_turns(pack)
        for each in found.actions:
            steps = steps_of_action(each, missed)
            when = _how_far(steps) if own_steps(each) else "No steps"
            yield Line(each.key, each.text, SIGNS[state_of_action(each, steps.turns)], when)


def _how_far(steps: Steps) -> str:
    """ "2 of 5 done, 1 being checked, 1 late"; nothing where no step goes on or is done."""
    if not steps.total:
        return ""
    said = [f"{number(steps.counts.get(State.DONE, 0))} of {number(steps.total)} done"]
    if checking := steps.counts.get(State.BEING_CHECKED, 0):
        said.append(f"{number(checking)} being checked")
    if steps.late:
        said.append(f"{number(steps.late)} late")
    if steps.turns:
        said.append(f"regular steps late {plural(steps.turns, 'time')}")
    return ", ".join(said)


_LINES: dict[str, Callable[[Any], Iterator[Line]]] = {
    "summary": _summary,
    "impact": _impact,
    "due": _due,
    "exceptions": _exceptions,
    "actions": _actions,
}
