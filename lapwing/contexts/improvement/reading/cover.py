"""Makes sure that nothing is dropped silently: lines that no field was read from become the remainder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Plan, Remainder, Span
from lapwing.contexts.improvement.reading.lines import Line


def sources_of(plan: Plan) -> Iterator[Span]:
    """The span of every part of a plan that has one."""
    spans = [
        *(area.source for area in plan.areas_for_improvement),
        *(finding.source for finding in plan.findings),
        *(group.source for group in plan.groups),
        *(objective.source for objective in plan.objectives),
        *(action.source for action in plan.actions),
        *(milestone.source for action in plan.actions for milestone in action.milestones),
        *(criterion.source for action in plan.actions for criterion in action.success_criteria),
        *(measure.source for measure in plan.measures),
    ]
    yield from (span for span in spans if span)


def left_unread(plan: Plan, lines: Sequence[Line], left: Iterable[Line] = ()) -> Plan:
    """The plan with all that it carries nowhere else. ``left`` are lines in a span that no field has."""
    return replace(plan, remainder=remainder_of(lines, sources_of(plan), left))


def remainder_of(
    lines: Sequence[Line], covered: Iterable[Span], left: Iterable[Line] = ()
) -> tuple[Remainder, ...]:
    """Runs of lines outside every span, and the lines ``left`` over inside one, in order.

    Blank lines join two runs but never make one of their own.
    """
    left_over = {line.number for line in left}
    read = {number for first, last in covered for number in range(first, last + 1)} - left_over
    runs: list[list[Line]] = []
    open_run = False
    for line in lines:
        if line.number in read:
            open_run = False
        elif open_run:
            runs[-1].append(line)
        elif not line.blank:
            runs.append([line])
            open_run = True
    return tuple(_remainder(run) for run in runs)


def _remainder(run: list[Line]) -> Remainder:
    while run[-1].blank:
        run.pop()
    text = "\n".join(line.text.rstrip() for line in run)
    return Remainder(lines=(run[0].number, run[-1].number), text=text)
