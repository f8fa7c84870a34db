"""Which actions a measure belongs to: by the numbers printed with it, or by the row it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Action, Span
from lapwing.contexts.improvement.reading.measure_grids.rows import MeasureRows
from lapwing.contexts.improvement.reading.measure_grids.table import Layout
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind
from lapwing.contexts.improvement.reading.measure_refs import actions_named

_REF = re.compile(r"(?<![\w.])[A-Za-z]{0,3}\d{1,2}(?:\.{1,2}\d{1,2}){0,3}(?:\s?[a-z]\b)?(?![\w%])")
_LEADING = re.compile(
    r"^(?:action\s+)?(?P<ref>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s*[:–-]?\s+(?P<name>\S.*)$", re.IGNORECASE
)
_BRACKETED = re.compile(
    r"\s*[(\[]\s*(?:links? to |linked to |see |supports )?(?:actions?"
    r"|refs?\.?)?\s*(?P<refs>\d{1,2}(?:\.\d{1,2}){1,3}"
    r"(?:\s*(?:,|&|and|;)\s*\d{1,2}(?:\.\d{1,2}){1,3})*)\s*[)\]]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Links:
    """The numbers printed with a measure, the keys of the actions they name, and its name without them.

    ``named`` are the numbers that are said or seen to be of actions: one of them that names none is a slip.
    """

    name: str
    refs: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Numbers:
    """What the column of numbers of a table holds: those of actions, or the measures' own.

    ``unsure`` when they name actions, but are a count of their own as well (1, 2, 3).
    """

    of_actions: bool = False
    unsure: bool = False


def numbers_of(layout: Layout, measures: Sequence[MeasureRows], actions: Sequence[Action]) -> Numbers:
    """What the numbers of a table stand for, seen over all its rows."""
    printed = [_refs(layout.first_text(measure.rows, Kind.NUMBER)) for measure in measures]
    every = [ref for refs in printed for ref in refs]
    known = [ref for ref in every if actions_named(ref, actions)]
    if not known or len(known) * 2 < len(every):
        return Numbers()
    title = " ".join(column.text.casefold() for column in layout.of(Kind.NUMBER))
    if "kpi" in title or "measure" in title or "indicator" in title:
        return Numbers()
    last = [int(re.findall(r"\d+", ref)[-1]) for ref in every]
    counts = (
        all(len(refs) == 1 for refs in printed) and last == list(range(1, len(last) + 1)) and len(last) > 1
    )
    return Numbers(of_actions=True, unsure=counts)


def links_of(
    layout: Layout, measure: MeasureRows, span: Span, actions: Sequence[Action], numbers: Numbers
) -> Links:
    """The links of one measure."""
    name, in_name = _in_name(measure.name, actions)
    number = layout.first_text(measure.rows, Kind.NUMBER)
    own = _refs(number) if numbers.of_actions else [number] if number else []
    if layout.actions is not None:
        action = _action_at(span, actions)
        refs = (action.ref,) if action and action.ref else ()
        return Links(name, tuple(dict.fromkeys((*refs, *in_name))), (action.key,) if action else ())
    named = [
        *_refs(layout.first_text(measure.rows, Kind.ACTION)),
        *(own if numbers.of_actions else ()),
        *in_name,
    ]
    printed = named if numbers.of_actions else [*own, *named]
    keys = dict.fromkeys(key for ref in named for key in actions_named(_plain(ref), actions))
    return Links(name, tuple(dict.fromkeys(printed)), tuple(keys), tuple(dict.fromkeys(named)))


def _refs(text: str) -> list[str]:
    return [" ".join(match.split()) for match in _REF.findall(text)]


def _plain(ref: str) -> str:
    return re.sub(r"^[A-Za-z]+(?=\d)", "", ref) if not ref[:1].isdigit() else ref


def _in_name(name: str, actions: Sequence[Action]) -> tuple[str, list[str]]:
    """The numbers of actions inside a name, and the name without them."""
    leading = _LEADING.match(name)
    if leading and (actions_named(leading["ref"], actions) or leading["ref"].count(".") > 1):
        return leading["name"], [leading["ref"]]
    bracketed = _BRACKETED.search(name)
    if bracketed:
        return _BRACKETED.sub(" ", name).strip(), re.findall(r"[\d.]+\d", bracketed["refs"])
    return name, []


def _action_at(span: Span, actions: Sequence[Action]) -> Action | None:
    """The action that was read from the same row: the one whose lines hold most of the measure's."""
    best, most = None, 0
    for action in actions:
        if action.source is None:
            continue
        shared = min(span[1], action.source[1]) - max(span[0], action.source[0]) + 1
        if shared > most:
            best, most = action, shared
    return best
