"""What a plan should hold and the reading did not find: asked about, so that no blank is taken for a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lapwing.contexts.improvement.reading.columns import roles_in
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.pieces import PartialPlan

_BASELINE = re.compile(r"\s*Baseline\b")


def ask_about_gaps(found: PartialPlan, lines: Sequence[Line], doubts: Doubts) -> None:
    """No actions at all; groups and objectives without one; actions without an owner; measures not read."""
    if not found.actions:
        if not found.measures and any(not line.blank for line in lines):
            text = (
                "No table of actions could be told by its titles. Is this a plan, and where are its actions?"
            )
            doubts.add("action.none", "plan", text)
        return
    _ask_empty(found, doubts)
    _ask_unread_measures(found, lines, doubts)
    for action in found.actions:
        if not action.owners:
            text = "No owner could be read for these actions. Who owns them?"
            doubts.add("owner.none", action.key, text, cause="owner")


def _ask_unread_measures(found: PartialPlan, lines: Sequence[Line], doubts: Doubts) -> None:
    """Baselines that stand outside every measure: a table of measures was not told by its titles."""
    spans = [measure.source for measure in found.measures if measure.source]
    unread = [
        line
        for line in lines
        if _BASELINE.match(line.text)
        and not roles_in(line.text)
        and not any(first <= line.number <= last for first, last in spans)
    ]
    if unread:
        text = "Baselines stand where no measure was read. Is there a table of measures?"
        raw = "\n".join(f"line {line.number}: {line.text.strip()[:120]}" for line in unread)
        doubts.add("measure.none", "plan", text, raw=raw)


def _ask_empty(found: PartialPlan, doubts: Doubts) -> None:
    acting = {action.objective for action in found.actions}
    text = "No action could be read for these. Is that right?"
    for objective in found.objectives:
        if objective.ref not in acting:
            doubts.add(
                "action.none", f"objective {objective.ref}", text, cause="empty", choices=("yes", "no")
            )
    used = {action.group for action in found.actions} | {each.group for each in found.objectives}
    for group in found.groups:
        if group.ref not in used:
            doubts.add("action.none", f"group {group.ref}", text, cause="empty", choices=("yes", "no"))
