"""Quantified statements inside texts: *at least 80% of practitioners*, *twice a year*, *all plans*.

Each becomes a proposed target with the words it was read from. What can be read two ways is marked with the
doubt it raises, never decided: a change needs a baseline, *Increased 70%* may mean *to* or *by*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from lapwing.contexts.improvement.interchange import Direction, TargetType
from lapwing.contexts.improvement.reading.amounts import Amount, find_amounts
from lapwing.contexts.improvement.reading.words import (
    CHANGES,
    NEED_MORE,
    bare,
    ends_sentence,
    is_finite,
    word_class,
)


class Unclear(StrEnum):
    """Why a statement cannot be taken as it stands."""

    CHANGE = "a change, which needs a baseline"
    TO_OR_BY = "a rise that may be to the figure or by it"
    TWO_THINGS = "one figure for two things"
    OF_WHAT = "a percentage of something not said"
    METHOD = "a note on method rather than a target"


@dataclass(frozen=True)
class Statement:
    """A figure that a text promises. ``text`` is its sentence, ``phrase`` the figure as printed, ``end`` its
    the figure ends in ``text``; ``by`` is the time as printed."""

    text: str
    phrase: str
    value: float
    unit: str
    end: int
    type: TargetType = "absolute"
    direction: Direction = "increase"
    by: str | None = None
    unclear: tuple[Unclear, ...] = ()

    @property
    def core(self) -> str:
        """The words up to the figure (all if it comes first), the same when two statements say the same."""
        before = re.findall(r"\w+|%", self.text[: self.end].casefold())
        return " ".join(before if len(before) > _TELLING else re.findall(r"\w+|%", self.text.casefold()))


_TELLING = 4
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_TIME = re.compile(
    rf"""\b(?:by\s+(?:the\s+)?(?:end\s+of\s+(?:the\s+)?(?:Q[1-4](?:[\s-]\d{{4}})?|year(?:\s+\d)?|(?:{_MONTHS})[a-z]*\s+\d{{2,4}})
      |year[\s-]end|Q[1-4](?:[\s-]\d{{4}})?)
      |in\s+(?:the\s+)?(?:year\s+\d|first\s+year)
      |(?:by|from|since|in)\s+(?:{_MONTHS})[a-z]*\s+\d{{2,4}}
      |per\s+(?:quarter|month|term|year|annum|week)
      |(?<!the\s)(?:quarterly|monthly|termly|yearly|annually))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_COUNTED = {"once": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_TIMES = re.compile(
    r"(?P<least>at least\s+)?\b(?P<count>once|twice|(?:\d{1,2}|two|three|four|five|six)\s+times)\s+"
    r"(?:a|per|each|every)\s+(?P<period>week|month|term|quarter|year)\b",
    re.IGNORECASE,
)
_PERIODIC = re.compile(
    r"\b(?P<period>yearly|annual|termly|quarterly|monthly|weekly)\s+"
    r"(?P<what>audit|survey|spot check|deep dive|dip sample)s?\b",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"\b(?:across|in|at|with)\s+(?:all\s+)?(?:of\s+)?(?:the|our|its)\s+"
    r"(?P<count>\d{1,3})\s+(?P<what>[a-z]{3,}s)\b"
)
_SAMPLE = re.compile(
    r"\b(?:number|sample|size)\b[^.;%]*?\b(?:above|over|at least|minimum of|more than)\s+"
    r"(?P<count>\d{1,3})\b(?!\s*%)",
    re.IGNORECASE,
)
_DONE = "delivered|cascaded|offered|provided|sent|issued|shared|distributed|given|circulated|rolled out"
_SHOWN = "included|evident|present|recorded|reflected|evidenced|used"
_EVERY = (
    r"(?P<all>(?:all|every)\s+(?:(?:annual|relevant|new|local|primary|secondary|special|mainstream)\s+)?\w+)"
)
_ALL = (
    re.compile(
        r"^(?P<all>(?:All|Every)\s+[^,.;]+?)\s+(?:will\s+|must\s+|to\s+)?"
        r"(?:include|contain|have|receive|are|is|be)s?\b"
    ),
    re.compile(rf"\b(?:{_DONE})\b[^.;,]{{0,40}}?\bto\s+{_EVERY}", re.IGNORECASE),
    re.compile(rf"\b(?:{_DONE}|{_SHOWN})\b[^.;,]{{0,25}}?\bin\s+{_EVERY}", re.IGNORECASE),
)
_TIME_WORDS = word_class("weeks days months years hours minutes terms quarters")
_CLAUSE = re.compile(r",\s+and\s+(?=(?:there|it|this|they|we)\b)", re.IGNORECASE)
_FALL = re.compile(r"\b(?:reduc|decreas|fall|fewer|drop|lower|cut|shorter)", re.IGNORECASE)
_BY = re.compile(r"\bby(?:\s+(?:up to|around|approximately))?\s*$", re.IGNORECASE)
_NOUN_OF_CHANGE = re.compile(
    r"\b(?:reduction|increase|decrease|rise|fall|improvement)s?\s+of\s*$", re.IGNORECASE
)
_TO_OR_BY = re.compile(
    r"\b(?:increased?|increasing|reduced?|reducing|improved?|decreased?)\s*$", re.IGNORECASE
)
_NOT_COUNTED = NEED_MORE | word_class("post pre increase increases reduction improvement target")


def statements_in(text: str) -> tuple[Statement, ...]:
    """Every quantified statement in a text, in order."""
    found = (statement for sentence in _sentences(text) for statement in _of_sentence(sentence))
    return tuple(found)


def _sentences(text: str) -> Iterator[str]:
    """Sentences, and clauses that stand by themselves after a comma and *and*."""
    words: list[str] = []
    for word in text.split():
        words.append(word)
        if ends_sentence(word):
            yield from _CLAUSE.split(" ".join(words))
            words = []
    if words:
        yield from _CLAUSE.split(" ".join(words))


def _of_sentence(sentence: str) -> Iterator[Statement]:
    amounts = find_amounts(sentence)
    percentages = [amount for amount in amounts if amount.percent and amount.value is not None]
    found = [_percentage(sentence, amount) for amount in percentages]
    found += _frequencies(sentence)
    found += _counts(sentence, amounts)
    if not percentages:
        found += _completeness(sentence)
    for statement in sorted(found, key=lambda each: each.end):
        yield replace(statement, by=statement.by or _time(sentence, statement.end))


def _percentage(sentence: str, amount: Amount) -> Statement:
    before, after = sentence[: amount.start], sentence[amount.end :]
    value = amount.value or 0.0
    change = bool(amount.signed or _BY.search(before) or _NOUN_OF_CHANGE.search(before))
    falls = bool(_FALL.search(before))
    unclear = [Unclear.CHANGE] if change else []
    if change and re.search(r"\bin\s+[\w ]+\band\b[\w ]+\bby\s*$", before):
        unclear.append(Unclear.TWO_THINGS)
    if not change and _TO_OR_BY.search(before):
        unclear.append(Unclear.TO_OR_BY)
    if _of_what(after):
        unclear.append(Unclear.OF_WHAT)
    kind: TargetType = "minimum" if amount.minimum else "relative" if change else "absolute"
    return Statement(
        text=sentence,
        phrase=sentence[_phrase_start(before) : amount.end].strip(),
        value=-value if kind == "relative" and falls and value > 0 else value,
        unit="% change" if kind == "relative" else "%",
        end=amount.end,
        type=kind,
        direction="decrease" if falls else "increase",
        unclear=tuple(unclear),
    )


def _phrase_start(before: str) -> int:
    """The word that says how the figure is meant (*by*, *rise to*, *Increased*) belongs to the phrase."""
    words = before.split()
    last = bare(words[-1]).casefold() if words else ""
    if last == "to" and len(words) > 1 and bare(words[-2]).casefold() in CHANGES:
        return before.rindex(words[-2])
    return before.rindex(words[-1]) if last == "by" or last in CHANGES else len(before)


def _of_what(after: str) -> bool:
    """A noun follows the figure without *of*."""
    word = next(iter(after.split()), "")
    if not after.startswith(" ") or not word[:1].isalpha():
        return False
    return bare(word).casefold() not in _NOT_COUNTED and not is_finite(word)


def _frequencies(sentence: str) -> list[Statement]:
    found = []
    for match in _TIMES.finditer(sentence):
        count = match["count"].casefold().split()[0]
        value = float(_COUNTED.get(count) or int(count))
        kind: TargetType = "minimum" if match["least"] else "absolute"
        unit = f"times a {match['period'].casefold()}"
        found.append(
            Statement(
                sentence, match.group().strip(), value, unit, match.end(), type=kind, by=match.group().strip()
            )
        )
    for match in _PERIODIC.finditer(sentence):
        unit = f"{match['what'].casefold()}s, {match['period'].casefold()}"
        found.append(
            Statement(sentence, match.group(), 1.0, unit, match.end(), type="minimum", by=match["period"])
        )
    return found


def _counts(sentence: str, amounts: Iterable[Amount]) -> list[Statement]:
    found = []
    for match in _PLACES.finditer(sentence):
        if match["what"] not in _TIME_WORDS:
            found.append(
                Statement(sentence, match.group(), float(match["count"]), match["what"], match.end())
            )
    if sample := _SAMPLE.search(sentence):
        found.append(_sample(sentence, sample))
    for amount in amounts:
        noun = bare(next(iter(sentence[amount.end :].split()), ""))
        if amount.minimum and not amount.percent and amount.value is not None and _is_counted(noun):
            phrase = sentence[amount.start : amount.end].strip()
            found.append(Statement(sentence, phrase, amount.value, noun, amount.end, type="minimum"))
    return found


def _is_counted(noun: str) -> bool:
    return noun.islower() and noun.isalpha() and noun not in _TIME_WORDS | NEED_MORE


def _sample(sentence: str, match: re.Match[str]) -> Statement:
    bracketed = "(" in sentence[: match.start()] or sentence.startswith("(")
    unclear = (Unclear.METHOD,) if bracketed else ()
    return Statement(
        sentence,
        match.group(),
        float(match["count"]),
        "sample size",
        match.end(),
        type="minimum",
        direction="none" if bracketed else "increase",
        unclear=unclear,
    )


def _completeness(sentence: str) -> list[Statement]:
    """*All plans include*, *shared with*, *in all plans*: a promise of 100%. The first form that fits."""
    for form in _ALL:
        if match := form.search(sentence):
            return [Statement(sentence, match["all"], 100.0, "%", match.end("all"))]
    return []


def _time(sentence: str, end: int) -> str | None:
    """The time nearest after the figure, or else the last before it, as printed."""
    matches = list(_TIME.finditer(sentence))
    after = [match for match in matches if match.start() >= end]
    chosen = after[0] if after else matches[-1] if matches else None
    return chosen.group() if chosen else None
