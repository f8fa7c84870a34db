"""Gathers the lines of a page: pieces drawn one after another become one, and those that touch a group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lapwing.platform.extraction.pdf.shapes import Box, Rule

# Lines closer than this (points) are one, and lines that come this near each other touch.
NEAR = 2.0
# Dashes with no wider gap make one line.
DASH_GAP = 3.5
# More than this and the page is a drawing.
MOST_RULES = 800


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that touch each other, and the box around them."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    box: Box


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines on one level that overlap or nearly meet, as one line each."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if levels and rule.at - levels[-1][0].at <= NEAR:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    found = []
    for level in levels:
        at = sum(rule.at * (rule.high - rule.low) for rule in level) / sum(
            rule.high - rule.low for rule in level
        )
        low, high = None, 0.0
        for rule in sorted(level, key=lambda rule: rule.low):
            if low is not None and rule.low - high <= DASH_GAP:
                high = max(high, rule.high)
                continue
            if low is not None:
                found.append(Rule(at, low, high))
            low, high = rule.low, rule.high
        if low is not None:
            found.append(Rule(at, low, high))
    return found


def groups_of(across: Sequence[Rule], down: Sequence[Rule]) -> list[Group]:
    """The groups of merged lines that touch, each with at least one line in either direction."""
    parents = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for number, rule in enumerate(across):
        for other, upright in enumerate(down):
            if _touch(rule, upright):
                parents[root(number)] = root(len(across) + other)
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate(across):
        members.setdefault(root(number), ([], []))[0].append(rule)
    for other, upright in enumerate(down):
        members.setdefault(root(len(across) + other), ([], []))[1].append(upright)
    return [_group(flat, upright) for flat, upright in members.values() if flat and upright]


def _touch(across: Rule, down: Rule) -> bool:
    return (
        across.low - NEAR - 1 <= down.at <= across.high + NEAR + 1
        and down.low - NEAR - 1 <= across.at <= down.high + NEAR + 1
    )


def _group(across: list[Rule], down: list[Rule]) -> Group:
    xs = [rule.at for rule in down] + [rule.low for rule in across] + [rule.high for rule in across]
    ys = [rule.at for rule in across] + [rule.low for rule in down] + [rule.high for rule in down]
    return Group(tuple(across), tuple(down), Box(min(xs), min(ys), max(xs), max(ys)))
