"""What a text looks like: a number, a date, a post, a status word, a sentence. Told by form alone."""

from __future__ import annotations

import re
from functools import lru_cache

from lapwing.contexts.improvement.reading.blocks import TERMINAL
from lapwing.contexts.improvement.reading.owners import Posts
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.domain.due_dates import mentions_in

NUMBER = re.compile(r"^\(?(?:action\s+|ref\.?\s*)?[A-Z]{0,4}\d{1,3}(?:\.\d{1,2}){0,3}\.?\s?[a-z]?\)?$", re.I)
# Words that stand in a cell of dates and are none.
OPEN_DATE = re.compile(
    r"^(?:tbc|tba|tbd|n/?a|on-?\s?going|immediate(?:ly)?|asap|complete[d]?|continuous|rolling|various|done"
    r"|(?:half[- ])?termly|(?:bi-?)?monthly|weekly|quarterly|annual(?:ly)?|yearly|every (?:term|month|year)"
    r"|to be (?:confirmed|agreed|determined)|(?:see|as) above|when (?:available|possible))[.,;]?$",
    re.I,
)
_DATE_FILLER = re.compile(
    r"\b(?:by|from|to|until|end|start|of|the|and|then|in|mid|early|late|term|half|was|revised|ongoing|on-going"
    r"|each|every|termly|monthly|quarterly|annually|yearly|weekly|quarters?|months?|weeks?|terms?|onwards?|then"
    r"|completed?|due|extended|review|reviewed|date|thereafter|launch|draft|phase|part|year|academic|school)\b"
    r"|[\W\d_]+",
    re.I,
)
STATUS = re.compile(
    r"^(?:b?rag:?\s*)?(?:red|amber|green|blue|gr[ea]y|white|yellow|purple|black|[ragb]"
    r"|amber[/ -](?:green|red)"
    r"|not (?:yet )?(?:started|due|begun|met)|started|in progress|progressing|under ?way"
    r"|on[- ](?:track|target|schedule|going)|off[- ](?:track|target)|at risk|delayed|overdue"
    r"|started (?:but|and) (?:delayed|on track)|behind(?: schedule)?|complete[d]?|done|closed|achieved"
    r"|embedded|open|ongoing|(?:partially )?met|partially complete[d]?|paused|stopped)[.]?$",
    re.I,
)
_VERB = re.compile(r"\b(?:will|to|is|are|shall|must|have|has|be|been|was|were|can|so that|that|which)\b")
_SMALL = frozenset(["and", "&", "of", "for", "the", "with", "in", "at", "/", "-", "–", "to", "on", "upon"])
_ACRONYM = re.compile(r"^[A-Z][A-Za-z]?[A-Z&/]{1,8}s?$")
_POSTS = Posts()
_LONGEST_DATE = 14
_LONGEST_OWNER = 30

DATES = frozenset({Role.DUE, Role.START, Role.COMPLETED, Role.REVIEW})
PEOPLE = frozenset({Role.OWNER, Role.ACCOUNTABLE, Role.SUPPORT, Role.ORGANISATION})
TEXTS = frozenset(
    {Role.ACTION, Role.OUTCOME, Role.RATIONALE, Role.SUCCESS, Role.EVIDENCE, Role.STEP, Role.RISK}
)


@lru_cache(maxsize=20_000)
def is_number(text: str) -> bool:
    """The number of an action, alone: ``1.2.3``, ``A4``, ``7``."""
    return bool(NUMBER.match(text.strip()))


@lru_cache(maxsize=20_000)
def is_date(text: str) -> bool:
    """Nothing but dates, words that go with dates, and words that stand in their place."""
    plain = " ".join(text.split())
    if not plain or len(plain.split()) > _LONGEST_DATE:
        return False
    if OPEN_DATE.match(plain):
        return True
    found = [
        mention for mention in mentions_in(plain) if "due.no-year" not in mention.doubts or len(plain) < 12
    ]
    rest = plain
    for mention in found:
        rest = rest.replace(mention.as_written, " ")
    return bool(found) and not _DATE_FILLER.sub("", rest)


@lru_cache(maxsize=20_000)
def is_status(text: str) -> bool:
    return bool(STATUS.match(" ".join(text.split())))


@lru_cache(maxsize=20_000)
def is_post(text: str) -> bool:
    """One post or several, with their organisations: capitals, no verb, no full stop."""
    words = text.split()
    if not words or len(words) > _LONGEST_OWNER or TERMINAL.search(text.strip()) or _VERB.search(text):
        return False
    if not (words[0][0].isupper() or words[0][0] == "("):
        return False
    return all(_in_title(word) for word in words) and (
        _POSTS.names_post(text) or any(_ACRONYM.match(word.strip("()/,;&")) for word in words)
    )


def _in_title(word: str) -> bool:
    plain = word.strip("()/,;:&’'-–")
    return not plain or plain[0].isupper() or plain.casefold() in _SMALL or plain[0].isdigit()


@lru_cache(maxsize=20_000)
def is_name_like(text: str) -> bool:
    """A few capitalised words: a team, a group, an organisation."""
    words = text.split()
    return 0 < len(words) <= 8 and not TERMINAL.search(text.strip()) and all(map(_in_title, words))


@lru_cache(maxsize=20_000)
def is_sentence(text: str) -> bool:
    """Words in a row that only prose has."""
    words = text.split()
    small = sum(word[:1].islower() and word not in _SMALL for word in words)
    return len(words) >= 3 and small >= 2


def fit(role: Role | None, text: str) -> float:
    """How well a text stands in a column of a role: above 0 well, below 0 badly."""
    if role is Role.REFERENCE:
        return 6.0 if is_number(text) else -8.0
    if role in DATES:
        return 4.0 if is_date(text) else -4.0
    if is_number(text) and role in TEXTS | PEOPLE:
        return -6.0
    if role is Role.STATUS:
        return 4.0 if is_status(text) else -3.0
    if role in PEOPLE:
        return _fit_people(text)
    if role is Role.GROUP:
        return 1.0 if is_name_like(text) else -1.0
    return _fit_text(text) if role in TEXTS else 0.0


def _fit_people(text: str) -> float:
    if is_date(text) or is_status(text):
        return -4.0
    if is_post(text):
        return 3.0
    if is_name_like(text):
        return 1.0
    return -3.0 if is_sentence(text) else -1.0


def _fit_text(text: str) -> float:
    if is_date(text):
        return -4.0
    if is_status(text):
        return -3.0
    if is_post(text):
        return -2.0
    return 1.0 if is_sentence(text) else 0.0
