"""What looks like a child's name in free text, so that a person is asked about it before it is sent on.

Nothing here is certain: it is a second look, not a lock. It errs on the side of asking where a name stands
beside what says that a child is meant (an age, a year at school, "my son"), and on the side of silence in the
prose of plans, which is full of capitals.

A verb or a small word that begins a sentence right before an age or a year at school is taken for what it
is: "Finish Year 9 reviews". That lets pass a child whose name is such a word, and no first name of the list.
One of the list is asked about, as "Grace Year 4"; one that plans use a lot ("Will", "Amber") where a comma or
a bracket sets it apart: "Will, Year 9". Months are not: "April (Year 9)" may be a date, and a child called
April passes there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from lapwing.domain.first_names import ALSO_WORDS, FIRST_NAMES, SURE
from lapwing.domain.plan_words import ABBREVIATIONS, MONTHS, OPENERS, PLACES_FOLLOW, PLAN_WORDS, TITLES


class Reason(StrEnum):
    """Why something looks like a child's name, as it is said to a person."""

    AGE = "it stands beside an age or a year at school"
    FAMILY = "it stands beside a word of the family"
    CALLED = "it follows a word that says who is meant"
    INITIALS = "it looks like a child's initials with their age or class"
    FULL_NAME = "it looks like a first name and a surname"
    FIRST_NAME = "it is a first name"


@dataclass(frozen=True)
class Found:
    """Something that looks like a child's name: its place in the text (end exclusive), words and why."""

    start: int
    end: int
    text: str
    reason: Reason


# A word with what it may hold inside: O'Neil, Anne-Marie. Marks of possession are taken off afterwards.
_W = r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*"
_WORD = re.compile(_W)
_POSSESSIVE = re.compile(r"['’]s?$")
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen"
)
_AGE = rf"(?:\d{{1,2}}|{_NUMBER_WORDS})"
_CLASS = (
    r"(?:[Yy](?:ea)?r\.?\s?\d{1,2}\b|Y\d{1,2}\b|[Rr]eception\b|[Nn]ursery\b|\d{1,2}[A-Z]\b"
    r"|[Kk]ey [Ss]tage \d|KS[1-5]\b)"
)
_BETWEEN = r"(?:\s*[,(\-–:]\s*|\s+)"
# What after a name says that a child is meant.
_AGE_AFTER = re.compile(
    rf"(?:{_BETWEEN}(?:is\s+|was\s+|who\s+is\s+|now\s+)?(?:aged?|a)\s+{_AGE}\b(?!\s*(?:%|per|weeks?|days?|months?))"
    rf"|\s*\(\s*{_AGE}\s*(?:\)|,|y(?:rs?|ears?)\b)"
    rf"|\s*,\s*{_AGE}\s*(?:,|\.(?!\d)|;|$|y(?:rs?|ears?)\b|and\b|who\b)"
    rf"|{_BETWEEN}(?:is|was|turned)\s+{_AGE}\s*(?:years?|yrs?|,|\.(?!\d)|;|$|and\b)"
    rf"|{_BETWEEN}(?:who\s+is\s+|is\s+)?(?:in\s+|of\s+)?{_CLASS}"
    rf"|{_BETWEEN}{_AGE}[- ]years?[- ]old)"
)
# What before a name says so.
_AGE_BEFORE = re.compile(
    rf"(?:\b{_AGE}[- ]?(?:years?|yrs?|y)[- ]?olds?,?\s+"
    r"|\b[Yy]ear\s\d{1,2}\s+(?:pupil|student|child|boy|girl),?\s+)$"
)
_KIN = (
    "son|sons|daughter|daughters|child|boy|girl|twin|twins|brother|sister|grandson|granddaughter|grandchild|"
    "stepson|stepdaughter|nephew|niece|foster child|foster son|foster daughter|little one|baby|toddler"
)
_FAMILY_BEFORE = re.compile(
    rf"\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Ss]he|[Tt]he|whose|[A-Z]\w+['’]s)\s+(?:\w+\s+)?(?:{_KIN}),?\s+(?:is\s+)?$"
)
_FAMILY_AFTER = re.compile(
    r"['’]s?\s+(?:mum|mummy|mother|mam|dad|daddy|father|parents?|carers?|foster|family|nan|gran|grandmother"
    r"|grandfather|grandparents?|brother|sister|siblings?|auntie?|uncle|teacher|ta\b|key ?worker|tutor"
    r"|social worker|ehc|ehcp|plan\b|statement|needs?\b|diagnos|autism|adhd|placement|school|class"
    r"|annual review|anxiety|seizures|attendance|speech|therapy|behaviour|wheelchair)",
    re.IGNORECASE,
)
_CALLED_BEFORE = re.compile(
    r"\b(?:called|named|pupil|student|young (?:person|man|woman)|(?:a|one|this|the) (?:boy|girl|child)"
    r"|child|patient)\s+(?:called\s+|named\s+)?$",
    re.IGNORECASE,
)
# What sets a name apart from the age or class behind it.
_SET_APART = re.compile(r"\s*[,(]")
# The number of a line of a plan, with nothing before it on the line: 1.2, a), (iii).
_NUMBER_OF_A_LINE = re.compile(r"(?:^|\n)[ \t]*\(?[\da-z]{1,3}(?:\.[\da-z]{1,3})*[.)]?[ \t]+$")
_INITIALS = re.compile(r"\b(?:[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.?)?|[A-Z]{2,3})(?![\w'’])")


def names_in(text: str, *, allowed: Collection[str] = ()) -> tuple[Found, ...]:
    """What looks like a child's name, in the order of the text, each place once.

    ``allowed`` are names that are known not to be children's: of the partnership's people, organisations,
    groups, roles and places. Each of their words is passed over, and so are all words of plans.
    """
    known = _known(allowed)
    found: dict[int, Found] = {}
    for each in (*_by_what_stands_beside(text, known), *_full_names(text, known), *_first_names(text, known)):
        if not any(each.start < other.end and other.start < each.end for other in found.values()):
            found[each.start] = each
    return tuple(found[start] for start in sorted(found))


def _known(allowed: Collection[str]) -> frozenset[str]:
    """The words of what is allowed, as they are compared."""
    return frozenset(_plain(word) for name in allowed for word in _WORD.findall(name))


def _by_what_stands_beside(text: str, known: frozenset[str]) -> Iterator[Found]:
    """Names and initials that stand beside an age, a class, a word of the family or "called"."""
    for match in _INITIALS.finditer(text):
        letters = re.sub(r"[.\s]", "", match.group())
        if letters in ABBREVIATIONS or _plain(letters) in known:
            continue
        if _AGE_AFTER.match(text, match.end()) or _AGE_BEFORE.search(text, 0, match.start()):
            yield Found(match.start(), match.end(), match.group(), Reason.INITIALS)
    for word in _words(text):
        before, after = text[max(0, word.start - 60) : word.start], text[word.end : word.end + 40]
        reason = _reason(before, after, text[word.end : word.past])
        if reason is None:
            continue
        # a child may be called as somebody who works here is
        certain = reason is Reason.AGE or _FAMILY_BEFORE.search(before)
        among = known - FIRST_NAMES if certain else known
        if reason is Reason.AGE and _opens_a_sentence(word, text):
            continue
        if _may_be_a_name(word, among, beside=reason, apart=bool(_SET_APART.match(after))):
            end = _with_surname(text, word, known)
            yield Found(word.start, end, text[word.start : end], reason)


def _reason(before: str, after: str, mark: str) -> Reason | None:
    if _FAMILY_BEFORE.search(before) or (mark and _FAMILY_AFTER.match(after)):
        return Reason.FAMILY
    if _AGE_AFTER.match(after) or _AGE_BEFORE.search(before):
        return Reason.AGE
    return Reason.CALLED if _CALLED_BEFORE.search(before) else None


def _full_names(text: str, known: frozenset[str]) -> Iterator[Found]:
    """Two words with capitals, of which the first is a first name or neither is a word of plans."""
    words = list(_words(text))
    for place, (first, second) in enumerate(pairwise(words)):
        third = words[place + 2] if place + 2 < len(words) else None
        if not (first.is_capitalised and second.is_capitalised and first.touches(second, text)):
            continue
        if _follows_title(text, first) or _is_known(first, known) or _is_known(second, known):
            continue
        if second.plain in PLACES_FOLLOW or first.plain in TITLES or _goes_on(second, third, text, known):
            continue
        before = words[place - 1] if place else None
        if before and before.is_capitalised and before.touches(first, text) and not first.begins_sentence:
            continue  # the end of a longer name, of a body more likely than of a child
        if first.plain in SURE or not (first.begins_sentence and first.plain not in FIRST_NAMES):
            yield Found(first.start, second.end, text[first.start : second.end], Reason.FULL_NAME)


def _goes_on(second: _Word, third: _Word | None, text: str, known: frozenset[str]) -> bool:
    """Whether two words are but the beginning of what a place or a body is called: Francis Drake Academy."""
    if third is None or not third.is_capitalised or not second.touches(third, text):
        return False
    return third.plain in PLACES_FOLLOW or _is_known(third, known)


def _first_names(text: str, known: frozenset[str]) -> Iterator[Found]:
    """A first name alone, unless it is part of what a street, a school or a body is called."""
    words = list(_words(text))
    for place, word in enumerate(words):
        if word.plain not in SURE or not word.is_capitalised or _is_known(word, known):
            continue
        before = words[place - 1] if place else None
        after = words[place + 1] if place + 1 < len(words) else None
        if _follows_title(text, word):
            continue
        if after and after.is_capitalised and word.touches(after, text):
            continue
        if before and before.is_capitalised and before.touches(word, text) and before.plain not in PLAN_WORDS:
            continue
        yield Found(word.start, word.end, word.text, Reason.FIRST_NAME)


@dataclass(frozen=True)
class _Word:
    """A word without its mark of possession, which lies between ``end`` and ``past``."""

    start: int
    end: int
    past: int
    text: str
    plain: str
    begins_sentence: bool

    @property
    def is_capitalised(self) -> bool:
        """With a capital first and small letters after it; short words all in capitals are abbreviations."""
        return self.text[0].isupper() and (len(self.text) > 4 or not self.text.isupper())

    def touches(self, other: _Word, text: str) -> bool:
        """Whether only blanks of one line lie between this word and the next."""
        between = text[self.past : other.start]
        return between != "" and between.strip(" \t\xa0") == "" and self.past == self.end


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        whole = match.group()
        mark = _POSSESSIVE.search(whole)
        end = match.start() + (mark.start() if mark else len(whole))
        past = match.end()
        # a mark without a letter after it is not part of the word that was found
        if not mark and text[past : past + 1] in ("'", "’") and whole.endswith("s"):
            past += 1
        ahead = text[: match.start()].rstrip(" \t\"'“‘(")
        begins = not ahead or ahead[-1] in ".!?:;\n•*–-"
        yield _Word(
            match.start(), end, past, text[match.start() : end], _plain(whole[: end - match.start()]), begins
        )


def _opens_a_sentence(word: _Word, text: str) -> bool:
    """Whether a word is one by which sentences begin, and stands first in one or behind the number of a line.

    "1.2 Finish Year 9 reviews" does; "Finish, Year 9" is set apart as a name is.
    """
    if word.plain not in OPENERS or _SET_APART.match(text, word.past):
        return False
    return word.begins_sentence or bool(_NUMBER_OF_A_LINE.search(text, 0, word.start))


def _may_be_a_name(word: _Word, known: frozenset[str], *, beside: Reason, apart: bool) -> bool:
    """Whether a word beside such a sign may be a name: with a capital, or known as a first name alone.

    ``apart``: a comma or a bracket follows it, as it follows a name.
    """
    if len(word.text) < 2 or word.plain in known or word.plain in TITLES:
        return False
    if word.plain in SURE or (word.plain in ALSO_WORDS and word.is_capitalised and not word.begins_sentence):
        return True
    if word.plain in ALSO_WORDS and (
        beside in (Reason.FAMILY, Reason.CALLED) or (apart and word.plain not in MONTHS)
    ):
        return word.is_capitalised
    return word.is_capitalised and not _is_known(word, known)


def _is_known(word: _Word, known: frozenset[str]) -> bool:
    """Whether a word is one of plans, or allowed. A first name is neither because it looks like a word."""
    if word.plain in known or word.plain in PLAN_WORDS or word.text in ABBREVIATIONS:
        return True
    parts = re.split(r"['’‑-]", word.plain)
    if len(parts) > 1 and all(part in PLAN_WORDS or part in known or len(part) < 3 for part in parts):
        return True
    singular = word.plain.removesuffix("s")
    return word.plain not in FIRST_NAMES and (singular in PLAN_WORDS or bool(_LIKE_A_WORD.search(word.plain)))


# Endings of ordinary words. No surname or first name of the list ends so.
_LIKE_A_WORD = re.compile(
    r"(?:tion|tions|sion|ment|ments|ness|ity|ities|ship|ships|ance|ances|ence|ences|ology|ing|ings|able|ible|ical|"
    r"ised|ized|ated|ating|ively|ally|ular|wards?|hood|ability|ist|ists|icians?|ators?|ologists?|ful|less)$"
)


def _with_surname(text: str, word: _Word, known: frozenset[str]) -> int:
    """The end of a name with the surname that may follow it."""
    match = re.compile(rf"[ \t\xa0]({_W})").match(text, word.end)
    if match is None or word.past != word.end or not match.group(1)[0].isupper():
        return word.end
    surname = _POSSESSIVE.sub("", match.group(1))
    plain = _plain(surname)
    follows = plain in PLAN_WORDS or plain in known or surname in ABBREVIATIONS
    return word.end if follows else match.start(1) + len(surname)


def _follows_title(text: str, word: _Word) -> bool:
    """Whether an adult is meant: Mrs Hall, Dr Anna Reid, Councillor Ahmed."""
    ahead = re.search(rf"({_W})\.?[ \t\xa0]+(?:{_W}[ \t\xa0]+)?$", text[: word.start])
    nearest = re.search(rf"({_W})\.?[ \t\xa0]+$", text[: word.start])
    return any(match is not None and _plain(match.group(1)) in TITLES for match in (ahead, nearest))


def _plain(word: str) -> str:
    """A word as it is compared: in small letters, without accents and marks of possession."""
    bare = _POSSESSIVE.sub("", word)
    parts = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).replace("’", "'")
