"""Actions that a document prints twice, in a summary and in full: read as one, with what either says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Action
from lapwing.contexts.improvement.reading.doubts import Doubts

_LEAST_WORDS = 3


def joined_doubles(actions: Sequence[Action], doubts: Doubts) -> tuple[Action, ...]:
    """The actions, those with one number and one text once, under the key of the first printing."""
    first: dict[tuple[str, str], Action] = {}
    found: dict[str, Action] = {}
    gone: set[str] = set()
    for action in actions:
        mark = (action.ref or "", _plain(action.text))
        before = first.get(mark) if action.ref and len(mark[1].split()) >= _LEAST_WORDS else None
        if before is None or not _agree(found[before.key], action):
            first.setdefault(mark, action)
            found[action.key] = action
            continue
        answered = {code for code, has in _gaps(found[before.key], action) if has}
        doubts.found[:] = [d for d in doubts.found if d.where != before.key or d.code not in answered]
        found[before.key] = _joined(found[before.key], action)
        gone.add(action.key)
        text = "These actions are printed more than once, with the same number and text. Is each only one?"
        doubts.add("action.repeated", before.key, text, cause="repeated", choices=("yes", "no"))
    # what was asked of the second printing is asked of the first already
    doubts.found[:] = [doubt for doubt in doubts.found if doubt.where not in gone]
    return tuple(found.values())


def _agree(first: Action, second: Action) -> bool:
    """Whether neither says anything that the other contradicts: dates, owners, criteria."""
    pairs: tuple[tuple[Sequence[object], Sequence[object]], ...] = (
        (_dates(first), _dates(second)),
        (first.owners, second.owners),
        (_criteria(first), _criteria(second)),
    )
    return all(not one or not other or list(one) == list(other) for one, other in pairs)


def _gaps(first: Action, second: Action) -> list[tuple[str, bool]]:
    """The questions that the first printing raised by leaving something out which the second tells."""
    return [("due.none", not _dates(first) and bool(_dates(second)))]


def _dates(action: Action) -> list[object]:
    return [(point.role, point.latest) for milestone in action.milestones for point in milestone.due.points]


def _criteria(action: Action) -> list[object]:
    return [criterion.text for criterion in action.success_criteria]


def _joined(first: Action, second: Action) -> Action:
    dated = any(milestone.due.points for milestone in first.milestones)
    return replace(
        first,
        milestones=first.milestones if dated or not second.milestones else second.milestones,
        owners=first.owners or second.owners,
        success_criteria=first.success_criteria or second.success_criteria,
        accountable=first.accountable or second.accountable,
        governance=first.governance or second.governance,
        rationale=first.rationale or second.rationale,
        progress=first.progress or second.progress,
        key_area=first.key_area or second.key_area,
        group=first.group or second.group,
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
