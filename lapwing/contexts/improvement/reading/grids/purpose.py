"""What a table is for, by the roles of its columns and the heading over it: actions, or something else."""

from __future__ import annotations

import re

from lapwing.contexts.improvement.reading.columns import plain_title
from lapwing.contexts.improvement.reading.grids.headers import Header
from lapwing.contexts.improvement.reading.pieces import Role

MEASURING = frozenset([Role.BASELINE, Role.TARGET, Role.ACTUAL])
_COMPANY = frozenset([Role.DUE, Role.OWNER, Role.SUCCESS, Role.STATUS, Role.REFERENCE, Role.START, Role.STEP])
_EVENTS = re.compile(
    r"\b(?:audience|attend\w*|venue|location|participants?|invitees|meeting|feedback received"
    r"|signature|signed|version"
    r"|author|page|likelihood|risk score|probability|telephone|phone|email|e mail|membership"
    r"|term of office|definition|meaning|acronym|abbreviation)\b"
)


def why_no_actions(header: Header, heading: str) -> str:
    """Why a table holds no actions; empty when it does."""
    roles = header.roles
    if Role.ACTION not in roles:
        return "no column of actions"
    company = roles & _COMPANY
    if not company:
        return "actions without a date, an owner, a status, a number or a criterion beside them"
    if company <= {Role.REFERENCE} and len([title for title in header.titles if title.text]) > 3:
        return "actions with a number only, among columns of something else"
    if roles & MEASURING and Role.MEASURE in roles and not company - {Role.REFERENCE, Role.STATUS}:
        return "a table of measures"
    strange = [
        title.text for title in header.titles if not title.role and _EVENTS.search(plain_title(title.text))
    ]
    if strange:
        return f"“{strange[0]}” is no column of a plan"
    risk, action = header.column(Role.RISK), header.column(Role.ACTION)
    if risk and action and risk.column < action.column:
        return "a register of risks"
    if company <= {Role.DUE} and all(
        plain_title(t.text) in {"date", "dates", "milestone", "milestones", "event", "key date", "key dates"}
        for t in header.titles
        if t.text
    ):
        return "a list of dates"
    if re.search(
        r"\brisk register\b|\bengagement (?:events|log|calendar|activit)|\bmeeting dates\b"
        r"|\bversion control\b|\bdocument control\b",
        heading,
        re.IGNORECASE,
    ):
        return f"it stands under “{heading}”"
    return ""
