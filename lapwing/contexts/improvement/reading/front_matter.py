"""What the prose of a plan says of the plan itself: title, local area, inspection, governance.

Told by the set phrases of the field (``… Local Area Partnership``, ``London Borough of …``, the three
outcomes that area inspections can have), never by a name that was known beforehand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from lapwing.contexts.improvement.interchange import Inspection
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.domain.due_dates import Mention, mentions_in


@dataclass(frozen=True)
class FrontMatter:
    """``inspected`` is the first day the inspection can have been on, however roughly the plan dates it.

    ``written`` is the last month that the prose speaks of as past: the plan was still being made then.
    """

    title: str | None = None
    local_area: str | None = None
    inspection: Inspection = field(default_factory=Inspection)
    inspected: date | None = None
    written: date | None = None
    governance_group: str | None = None


_NAME = r"[A-Z][a-z][\w’'-]*(?:(?:\s+(?:and|upon|on|of|the|&))*\s+[A-Z][a-z][\w’'-]*){0,4}"
_AREAS = (
    (re.compile(rf"\b(?:London|Royal|Metropolitan) Borough of ({_NAME})"), 3),
    (re.compile(rf"({_NAME})\s+(?:SEND\s+)?[Ll]ocal [Aa]rea\b"), 2),
    (re.compile(rf"({_NAME})\s+(?:County |City |Borough |Metropolitan )?Council\b"), 1),
)
_NOT_NAMES = re.compile(
    r"^(?:(?:This|That|The|These|Our|Your|Their|A|An|And|Of|In|For|By|All|Across|Within|Each|Both|Local|Area|Areas"
    r"|Partnership|Strategic|Ofsted|London|Borough|Royal|City|County)\s+)+|^(?:This|The|Our|A|Local|Area|Partnership|Strategic|Ofsted)$"
)
_TITLE = re.compile(
    r"\b((?:(?:[A-Z][\w’'-]*|&)\s+(?:(?:and|for|of|upon|on|under|with|in)\s+(?:the\s+)?)?){1,12}"
    r"(?:(?:Improvement|Action|Progress|Delivery|Recovery|Implementation|Development|Transformation) Plan"
    r"|(?:Written )?Statement of Action|(?:Outcomes?|Performance|Improvement) Framework))\b(?!\s+Template)"
)
_OUTCOME = re.compile(
    r"(typically (?:lead|leads) to positive experiences and outcomes|inconsistent experiences and outcomes"
    r"|widespread and/or systemic failings)",
    re.I,
)
_BOARD = (
    r"(?:[A-Z][\w’']*\s+(?:(?:and|&)\s+)?){1,8}Board(?:\s+for\s+[A-Z]\w*(?:\s+(?:and|&)\s+[A-Z]\w*)*)?"
    r"(?:\s*\([A-Z]{2,8}\))?"
)
# "Anytown upon Sea’s Partnership Board": whose board it is, when the name has small words in it
_WHOSE = (
    r"(?:the )?(?:(?:[A-Z][\w-]*\s+(?:(?:and|upon|on|of|under|with|in|the)\s+){0,2}){1,4}"
    r"[A-Z][\w-]*[’']s\s+)?"
)
_GOVERNANCE = re.compile(
    rf"\b(?:monitored|overseen|governed|held to account) by {_WHOSE}(?P<by>{_BOARD})"
    rf"|\b(?:governance|oversight) sits with {_WHOSE}(?P<with>{_BOARD})"
    rf"|\bunder {_WHOSE}(?P<under>{_BOARD})"
    rf"|\b(?:by|to) {_WHOSE}(?P<role>{_BOARD}) who holds the governance"
)
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-Z“‘\"•])")
_STANDALONE_LINES = 30
_PAGE = re.compile(r"\s*[|–—-]?\s*\bPage\s+\d+(?:\s+of\s+\d+)?$", re.I)


def read_front_matter(lines: Sequence[Line]) -> FrontMatter:
    """Everything that the prose of the whole document says; what it does not say is None."""
    prose = " ".join(
        " ".join(line.text.split()) for line in lines if not line.blank and "\t" not in line.text
    )
    inspection, inspected = _inspection(prose)
    return FrontMatter(
        title=_title(lines, prose),
        local_area=_local_area(prose) or _named_in_title(_title(lines, prose), prose),
        inspection=inspection,
        inspected=inspected,
        written=_written(prose, inspected),
        governance_group=_governance(prose),
    )


def _most(found: Counter[str]) -> str | None:
    """The most frequent; of equals the first met."""
    return found.most_common(1)[0][0] if found else None


def _local_area(prose: str) -> str | None:
    votes: Counter[str] = Counter()
    for pattern, weight in _AREAS:
        for match in pattern.finditer(prose):
            # a heading without a full stop runs into the sentence that follows it
            own = re.split(r"\b(?:The|This|Our)\s+", match[1])[-1]
            name = re.sub(r"[’']s$", "", _NOT_NAMES.sub("", own).strip())
            if name and not _NOT_NAMES.match(name):
                votes[name] += weight
    return _most(votes)


def _named_in_title(title: str | None, prose: str) -> str | None:
    """The name that a title begins with, when the prose speaks of it as a place."""
    match = re.match(rf"({_NAME})\s+(?:SEND|Priority|Accelerated)\b", title or "")
    if match is None or _NOT_NAMES.match(match[1]):
        return None
    place = rf"\b(?:in|of|across|inspected|visited|for)\s+{re.escape(match[1])}\b"
    return match[1] if re.search(place, prose) else None


def _title(lines: Sequence[Line], prose: str) -> str | None:
    """A line near the top that is nothing but a title; otherwise the title the prose uses most."""
    opening = [line.text.strip() for line in lines if not line.blank][:_STANDALONE_LINES]
    for text in opening:
        plain = _PAGE.sub("", text.lstrip("# ").strip("*"))
        if (match := _TITLE.match(plain)) and len(plain) < len(match[1]) + 12:
            return plain
    return _most(Counter(_NOT_NAMES.sub("", match[1]) for match in _TITLE.finditer(prose)))


def _inspection(prose: str) -> tuple[Inspection, date | None]:
    told: Counter[tuple[Mention, ...]] = Counter()
    for sentence in _SENTENCE.split(prose):
        if re.search(r"inspect", sentence, re.I):
            told.update(_spans(mentions_in(sentence)))
    outcome = _OUTCOME.search(prose)
    said = outcome[1].lower() if outcome else None
    if not told:
        return Inspection(outcome=said), None
    # a span of days says more than a month, however often each is named
    first, last = max(told, key=lambda span: (_is_day(span[0]), told[span]))
    if not _is_day(first):
        return Inspection(as_written=first.as_written, outcome=said), first.earliest
    return Inspection(
        from_=first.earliest, to=last.latest, as_written=first.as_written, outcome=said
    ), first.earliest


def _spans(mentions: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    """Each date as first and last: a range of days is one span. Where it stands does not matter."""
    plain = [replace(mention, start=0, end=0) for mention in mentions]
    spans: list[tuple[Mention, ...]] = []
    for mention in plain:
        if mention.earliest is None:
            continue
        if mention.follows_range and spans:
            spans[-1] = (spans[-1][0], mention)
        else:
            spans.append((mention, mention))
    return spans


def _is_day(mention: Mention) -> bool:
    return mention.earliest is not None and mention.earliest == mention.latest


def _written(prose: str, inspected: date | None) -> date | None:
    """The last month named in a sentence that speaks of the plan's making as past."""
    latest: date | None = None
    for sentence in _SENTENCE.split(prose):
        if re.search(
            r"\b(?:has|have) been co-?produced|\b(?:was|were|delivered|held) between\b", sentence, re.I
        ):
            months = [
                m.latest for m in mentions_in(sentence) if m.latest and m.latest > (inspected or date.min)
            ]
            latest = max([*months, *([latest] if latest else [])], default=None)
    return latest


def _governance(prose: str) -> str | None:
    found = (next(filter(None, match.groups())) for match in _GOVERNANCE.finditer(prose))
    return _most(Counter(re.sub(r"^(?:[A-Z]\w*[’']s|The)\s+", "", " ".join(name.split())) for name in found))
