"""Where in the document each part of a draft stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lapwing.contexts.improvement.interchange import Plan, Span
from lapwing.contexts.improvement.reading.cover import sources_of
from lapwing.contexts.improvement.reviewing import Place


@dataclass(frozen=True)
class Sources:
    """Finds lines. ``lines`` is the document's text; empty for the interchange form, which has none."""

    plan: Plan
    lines: tuple[str, ...]

    def read_lines(self) -> frozenset[int]:
        """Every line that some part of the plan was read from."""
        return frozenset(number for first, last in sources_of(self.plan) for number in range(first, last + 1))

    def words_at(self, text: str, span: Span | None) -> Span | None:
        """The lines within a span that hold the beginning and the end of a text; the span when none does."""
        if span is None or not self.lines:
            return None
        wanted = _plain(text)
        found = [
            number
            for number in range(span[0], min(span[1], len(self.lines)) + 1)
            if (line := self._plain_lines[number - 1]) and (line in wanted or wanted in line)
        ]
        return (found[0], _run_end(found)) if found and wanted else span

    @cached_property
    def _plain_lines(self) -> tuple[str, ...]:
        return tuple(map(_plain, self.lines))

    def of_question(self, where: Sequence[str], raw: str | None) -> Span | None:
        """The lines that a question is about: those of its cell, or of the first thing it touches."""
        spans = [span for place in where if (span := self.of_key(place))]
        if not spans:
            return None
        return self.words_at(raw.split("\n")[0], spans[0]) if raw else spans[0]

    def of_key(self, key: str) -> Span | None:
        """The lines of what a question names: ``1.2``, ``1.2/m1``, ``M3/s2``, ``objective 1.3``."""
        if not self.lines:
            return None
        whole, _, part = key.partition("/")
        action = next((each for each in self.plan.actions if each.key in (key, whole)), None)
        if action is not None:
            number = re.fullmatch(r"m(\d+)", part)
            if number and 0 < int(number[1]) <= len(action.milestones):
                return action.milestones[int(number[1]) - 1].source or action.source
            return action.source
        measure = next((each for each in self.plan.measures if each.key in (key, whole)), None)
        if measure is not None:
            return measure.source
        return next((span for name, span in self._others() if name in (key, whole)), None)

    def _others(self) -> Iterator[tuple[str, Span | None]]:
        for group in self.plan.groups:
            yield from ((group.ref, group.source), (f"group {group.ref}", group.source))
        for objective in self.plan.objectives:
            yield from ((f"objective {objective.ref}", objective.source), (objective.ref, objective.source))
        for finding in self.plan.findings:
            yield f"finding {finding.ref}", finding.source
        for area in self.plan.areas_for_improvement:
            yield f"area {area.ref}", area.source

    def parts_at(self, line: int) -> list[tuple[Place, Span]]:
        """The parts that were read from a line, the narrowest first."""
        found: list[tuple[Place, Span]] = []
        for place, span in self._parts():
            if span is not None and span[0] <= line <= span[1]:
                found.append((place, span))
        return sorted(found, key=lambda pair: (pair[1][1] - pair[1][0], not pair[0].part))

    def _parts(self) -> Iterator[tuple[Place, Span | None]]:
        for group in self.plan.groups:
            yield Place("group", group.ref), group.source
        for objective in self.plan.objectives:
            yield Place("objective", objective.ref), objective.source
        for action in self.plan.actions:
            yield Place("action", action.key), action.source
            for at, milestone in enumerate(action.milestones):
                yield Place("action", action.key, "milestone", at), milestone.source
            for at, criterion in enumerate(action.success_criteria):
                yield Place("action", action.key, "criterion", at), criterion.source
        for measure in self.plan.measures:
            yield Place("measure", measure.key), measure.source


def _plain(text: str) -> str:
    return " ".join(re.sub(r"^[\s•●○▪◦\-–*]+|[.,;:]+$", "", text.strip()).split()).casefold()


def _run_end(numbers: Sequence[int]) -> int:
    """The last of the first run of neighbouring lines."""
    end = numbers[0]
    for number in numbers[1:]:
        if number > end + 1:
            break
        end = number
    return end
