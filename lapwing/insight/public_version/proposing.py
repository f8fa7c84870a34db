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
from lapwing.insight.public_version.content import Line, Public, Section, Sign
from lapwing.insight.public_version.figures import Judged
from lapwing.insight.public_version.rules.late import late_by
from lapwing.insight.public_version.rules.plain_words import spelled_out

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
# What says by itself that a step needs more work; any other sign of a late one gives way to this.
_TROUBLED = frozenset({"red", "amber"})
_LATE = Sign("Late", "triangle", "red", "Its day has passed.")


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
        easy=easy_read.proposed(
            area, _section(pack, shapes.SummarySection), _section(pack, shapes.DueSection)
        ),
    )


def _section(pack: shapes.Pack, kind: type[S]) -> S | None:
    return next((each for each in pack.sections if isinstance(each, kind)), None)


def _spelled(line: Line, seen: set[str]) -> Line:
    return Line(line.key, spelled_out(line.words, seen), line.sign, line.when)


def _summary(pack: shapes.Pack) -> Iterator[Line]:
    if found := _section(pack, shapes.SummarySection):
        yield Line("summary:headline", found.summary.headline)
        for count in found.summary.milestones:
            if count.now.value:
                said = "1 step of the plan" if count.now.value == 1 else f"{count.now.text} steps of the plan"
                yield Line(f"public:{count.key}", said, _sign(count.mark))


def _impact(pack: shapes.Pack) -> Iterator[Line]:
    if found := _section(pack, shapes.VoiceSection):
        for line in found.lines:
            if line.kind == "impact":
                yield Line(line.key, line.text, None, line.on.text)


def _due(pack: shapes.Pack) -> Iterator[Line]:
    if found := _section(pack, shapes.DueSection):
        for line in found.lines:
            yield Line(line.key, line.text, _sign(line.mark), f"due {line.due.text}")


def _exceptions(pack: shapes.Pack) -> Iterator[Line]:
    """A step that is late says by how long; none of them is called on track."""
    if found := _section(pack, shapes.ExceptionsSection):
        for line in found.lines:
            sign, days = _sign(line.mark), int(line.days_late.value or 0)
            when = [] if line.due.text == NOT_SET else [f"due {line.due.text}"]
            if days and pack.cover.as_at.on:
                when.append(late_by(days, pack.cover.as_at.on))
            if days and sign.colour not in _TROUBLED:
                sign = _LATE
            yield Line(line.key, line.text, sign, ", ".join(when))


def _actions(pack: shapes.Pack) -> Iterator[Line]:
    if found := _section(pack, shapes.ActionsSection):
        for each in found.actions:
            yield Line(each.key, each.text, _sign(each.mark), each.done)


_LINES: dict[str, Callable[[Any], Iterator[Line]]] = {
    "summary": _summary,
    "impact": _impact,
    "due": _due,
    "exceptions": _exceptions,
    "actions": _actions,
}


def _sign(mark: shapes.Mark) -> Sign:
    return Sign(mark.label, mark.shape, mark.colour, mark.meaning)
