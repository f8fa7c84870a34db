"""What a column holds, from its title: the titles that published plans use, as synonyms for one role.

Titles are compared without case, punctuation and what stands in brackets; ``&`` reads as *and*.
"""

from __future__ import annotations

import re

from lapwing.contexts.improvement.reading.pieces import Role

_SYNONYMS: dict[Role, tuple[str, ...]] = {
    Role.REFERENCE: ("action no", "action number", "ref", "ref no", "reference", "no", "number", "id"),
    Role.ACTION: (
        "actions and timescales",
        "actions and milestones",
        "actions with timescales",
        "actions required",
        "action required",
        "activity",
        "activities",
        "what we are doing",
        "what are we doing",
        "what needs to happen",
        "what we will do and by when",
        "tasks",
        "action",
        "actions",
        "the actions we are taking",
        "actions we will take",
        "what we will do",
        "what will we do",
        "what are we going to do",
        "whats next",
        "key actions",
        "planned actions",
    ),
    Role.OUTCOME: (
        "priority area",
        "area of focus",
        "focus area",
        "what do we want to achieve",
        "desired outcome",
        "desired outcomes",
        "key area",
        "key areas",
        "outcome",
        "outcomes",
        "intended outcome",
        "intended outcomes",
        "what we want",
        "what we want to achieve",
        "vision",
    ),
    Role.RATIONALE: ("why we are doing this", "where are we now", "rationale", "findings", "finding"),
    Role.START: ("start", "start date", "date started", "from"),
    Role.DUE: (
        "by date",
        "timing",
        "timings",
        "target completion date",
        "date of completion",
        "to be completed by",
        "completion",
        "completed by",
        "date due",
        "due",
        "due date",
        "due by",
        "date action is due",
        "end date",
        "by when",
        "when",
        "timescale",
        "timescales",
        "timeframe",
        "timeline",
        "deadline",
        "completion date",
        "target date",
        "date for completion",
    ),
    Role.OWNER: (
        "lead s",
        "lead organisation",
        "lead agency",
        "lead officer organisation",
        "lead officer and organisation",
        "lead and organisation",
        "lead professional",
        "lead person",
        "named lead",
        "owned by",
        "responsible lead",
        "responsible person",
        "responsible officer and organisation",
        "responsible officers and organisation",
        "responsible organisation",
        "accountable lead",
        "accountable leads",
        "officer responsible",
        "lead",
        "leads",
        "lead officer",
        "lead officers",
        "action lead",
        "lead role",
        "lead role and organisation",
        "owner",
        "owners",
        "action owner",
        "responsible officer",
        "responsible officers",
        "responsible",
        "responsibility",
        "who",
        "by whom",
        "who is responsible",
    ),
    Role.ACCOUNTABLE: (
        "accountable",
        "accountable officer",
        "senior responsible officer",
        "senior responsible owner",
        "sro",
    ),
    Role.GROUP: (
        "workstream",
        "task and finish group",
        "governance group",
        "responsible governance group",
        "ambition group",
    ),
    Role.SUCCESS: (
        "success indicator",
        "success indicators",
        "how will we know it is working",
        "how will we know we have succeeded",
        "how will we know it has worked",
        "how will we measure success",
        "what difference will it make",
        "what difference will this make",
        "impact measure",
        "impact measures",
        "intended impact",
        "expected impact",
        "how will we know",
        "how will we know this is working",
        "how we will know",
        "success criteria",
        "success measure",
        "success measures",
        "measures of success",
        "what we will see",
        "what will we see",
        "impact we will have",
        "what success looks like",
        "what will success look like",
    ),
    Role.EVIDENCE: (
        "progress update",
        "latest update",
        "update on progress",
        "evidence",
        "evidence and impact",
        "impact",
        "evidence of impact",
        "progress",
        "update",
    ),
    Role.STATUS: ("status", "rag", "rag rating", "brag", "brag rating", "progress rating"),
    Role.MEASURE: (
        "key performance indicators",
        "performance indicator",
        "performance indicators",
        "outcome measure",
        "outcome measures",
        "kpi",
        "kpis",
        "measure",
        "measures",
        "indicator",
        "key performance indicator",
    ),
    Role.BASELINE: (
        "baseline data",
        "baseline position",
        "current position",
        "starting point",
        "baseline",
        "baseline performance",
        "baseline date",
        "current performance",
    ),
    Role.TARGET: ("target", "targets", "milestone target"),
    Role.SOURCE: ("source", "data source", "source of data"),
}
_LONGEST_TITLE = 120
_ROLES = {title: role for role, titles in _SYNONYMS.items() for title in titles}


def plain_title(title: str) -> str:
    """A title without case, bracketed words and punctuation, to compare: ``Date Due (Q)`` → ``date due``."""
    words = re.sub(r"\([^)]*\)", " ", title.casefold()).replace("&", " and ")
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", words)))


def role_of(title: str) -> Role | None:
    """The role of a column with this title; None when the title is not one that plans use."""
    return _ROLES.get(plain_title(title)) if len(title) <= _LONGEST_TITLE else None


_WORDS = frozenset(word for title in _ROLES for word in title.split())


def may_hold_titles(text: str) -> bool:
    """Whether any word of a line stands in a title that plans use: quick to tell, before a closer look."""
    return not _WORDS.isdisjoint(re.findall(r"[a-z0-9]+", text.casefold()))


def roles_in(titles: str) -> tuple[Role, ...]:
    """The roles of several titles that stand in one line with nothing but blanks between them.

    Flattened text runs the titles of a table together; the longest title that fits is taken each time.
    Empty when any word is left over, so that a sentence is never taken for titles.
    """
    words = plain_title(titles).split()
    roles: list[Role] = []
    while words:
        for length in range(min(len(words), 6), 0, -1):
            if role := _ROLES.get(" ".join(words[:length])):
                roles.append(role)
                words = words[length:]
                break
        else:
            return ()
    return tuple(roles)


def known_roles_in(titles: str) -> tuple[frozenset[Role], int]:
    """The roles of titles that are known among other words, and how many runs of other words there are."""
    words = plain_title(titles).split()
    roles: set[Role] = set()
    unknown, inside = 0, False
    while words:
        length = next((n for n in range(min(len(words), 6), 0, -1) if " ".join(words[:n]) in _ROLES), 0)
        if length:
            roles.add(_ROLES[" ".join(words[:length])])
        unknown += not length and not inside
        inside = not length
        words = words[max(length, 1) :]
    return frozenset(roles), unknown
