"""Which actions a measure belongs to: by the numbers printed with it, or by the row it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Action, Span
from lapwing.contexts.improvement.reading.measure_grids.layout import Layout
from lapwing.contexts.improvement.reading.measure_grids.rows import MeasureRows
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind
from lapwing.contexts.improvement.reading.measure_refs import actions_named

_REF = re.compile(r"(?<![\w.])[A-Za-z]{0,3}\d{1,2}(?:\.{1,2}\d{1,2}){0,3}(?:\s?[a-z]\b)?(?![\w%])")
_LEADING = re.compile(r"^(?:action\s+)?(?P<ref>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s*[:–-]?\s+(?P<name>\S.*)$", re.IGNORECASE)
_BRACKETED = re.compile(
    r"\s*[(\[]\s*(?:links? to |linked to |see |supports )?(?:actions?|refs?\.?)?\s*(?P<refs>\d{1,2}(?:\.\d{1,2}){1,3}"
    r"(?:\s*(?:,|&|and|;)\s*\d{1,2}(?:\.\d{1,2}){1,3})*)\s*[)\]]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Links:
    """The numbers printed with a measure, the keys of the actions they name, and its name without them.

    ``own`` tells that the numbers may be the measure's own, so that one that names no action is no slip.
    """

    name: str
    refs: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    own: bool = False


def links_of(layout: Layout, measure: MeasureRows, span: Span, actions: Sequence[Action]) -> Links:
    """The links of one measure."""
    row = measure.rows[0]
    name, refs = _in_name(measure.name, actions)
    to_actions = layout.text(row, Kind.ACTION)
    numbers = layout.text(row, Kind.NUMBER)
    printed = [*_refs(to_actions), *refs]
    own = not printed and bool(numbers)
    if not to_actions:
        printed = [*_refs(numbers), *refs]
    if layout.actions is not None:
        action = _action_at(span, actions)
        if action is None:
            return Links(name, tuple(dict.fromkeys(printed)), (), own=True)
        ref = (action.ref,) if action.ref else ()
        return Links(name, tuple(dict.fromkeys((*ref, *refs))), (action.key,), own=True)
    keys = dict.fromkeys(key for ref in printed for key in actions_named(_plain(ref), actions))
    return Links(name, tuple(dict.fromkeys(printed)), tuple(keys), own)


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
