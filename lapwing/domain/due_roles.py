"""What a date is for, from the words before it: a start, a completion, a part, or the plan’s own verb."""

from __future__ import annotations

import re

_START = (
    r"(?:commenc(?:e|es|ed|ing|ement)|beg(?:in|ins|an|un|inning)|start(?:s|ed|ing)?|launch(?:es|ed|ing)?)"
)
_COMPLETE = r"(?:complet(?:e|es|ed|ing|ion)|finish(?:es|ed)?|conclud(?:e|es|ed)|finalised?)"
_VERBS = {
    "develop": "develop",
    "implement": "implement",
    "recruit": "recruit",
    "publish": "publish",
    "review": "review",
    "design": "design",
    "establish": "establish",
    "create": "creat",
    "agree": "agre",
    "approve": "approv",
    "deliver": "deliver",
    "appoint": "appoint",
    "draft": "draft",
    "procure": "procur",
    "train": "train",
    "embed": "embedd",
    "evaluate": "evaluat",
    "commission": "commission",
    "consult": "consult",
    "pilot": "pilot",
}
_ROLE_WORDS = re.compile(
    rf"(?<![\w-])(?:(?P<start>{_START})|(?P<complete>{_COMPLETE})"
    rf"|(?P<part>(?P<nth>first|second|third|fourth)\s+(?P<unit>part|phase|stage)|(?P<noun>part|phase|stage)\s+(?P<n>\d))"
    + "".join(
        # a participle, or the base form after a word that makes it a verb: "review" alone is a thing
        rf"|(?P<{verb}>{stem}(?:t?ed|d)|(?<=to ){verb}|(?<=will ){verb})"
        for verb, stem in _VERBS.items()
    )
    + r")(?!\w)",
    re.IGNORECASE,
)
_NTH = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_NOT_ROLES = frozenset({"part", "nth", "unit", "noun", "n"})
_AUXILIARY = re.compile(
    r"(?:\b(?:be|been|being|is|are|was|were|and|or|to|will|have|has|had|\w+ly)|[,&/])\s*$", re.IGNORECASE
)
_PREPOSITION_LEFT = re.compile(
    r"^\s*(?:by|in|from|until|before|on|,|\s)*\s*(?:the\s+)?(?:end\s+of\s*)?(?:the\s*)?$", re.IGNORECASE
)


def role_in(clause: str, *, several: bool) -> str:
    """The role that the last telling word gives; a lone date is a start or a completion."""
    told = list(_ROLE_WORDS.finditer(clause))
    parts = [match for match in told if match["part"]]
    if several and parts:
        part = parts[-1]
        unit, number = (
            (part["noun"], part["n"]) if part["n"] else (part["unit"], _NTH[part["nth"].casefold()])
        )
        return f"{unit.casefold()} {number}"
    told = [match for match in told if not match["part"] and _tells(match, clause)]
    if not told:
        return "complete"
    role = next(name for name, value in told[-1].groupdict().items() if value and name not in _NOT_ROLES)
    return role if several or role == "start" else "complete"


def _tells(match: re.Match[str], clause: str) -> bool:
    """Whether the word is the verb of its clause, not of a name or thing (``the agreed model``)."""
    before, after = clause[: match.start()], clause[match.end() :]
    if match.group()[0].isupper() and before.strip(" ,;:(‘“'\"→"):
        return False
    if match["start"] or match["complete"] or not match.group().casefold().endswith("d"):
        return True
    return bool(_AUXILIARY.search(before) or _PREPOSITION_LEFT.match(after))
