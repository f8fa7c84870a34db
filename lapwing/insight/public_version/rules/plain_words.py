"""Plain English: abbreviations spelled out, and what may be hard to read or give somebody away.

These are hints. What a line says is decided by a person, and approved by another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lapwing.insight.public_version.rules.children import CHILDREN

# Written out the first time they stand in a public version.
SPELLED = {
    "ADHD": "attention deficit hyperactivity disorder",
    "AP": "alternative provision",
    "CAMHS": "child and adolescent mental health services",
    "CQC": "Care Quality Commission",
    "CYP": "children and young people",
    "DCO": "designated clinical officer",
    "DfE": "Department for Education",
    "DSCO": "designated social care officer",
    "EHC": "education, health and care",
    "EHCP": "education, health and care plan",
    "EHCPs": "education, health and care plans",
    "EP": "educational psychologist",
    "EPs": "educational psychologists",
    "ICB": "integrated care board",
    "KPI": "key performance indicator",
    "LA": "local authority",
    "LAP": "local area partnership",
    "LO": "Local Offer",
    "OT": "occupational therapy",
    "PCF": "parent carer forum",
    "PfA": "preparation for adulthood",
    "SALT": "speech and language therapy",
    "SENCO": "special educational needs co-ordinator",
    "SENCOs": "special educational needs co-ordinators",
    "SEND": "special educational needs and disabilities",
    "SENDIASS": "SEND information, advice and support service",
    "SLT": "speech and language therapy",
}
# Guidance on writing for GOV.UK asks for sentences of no more.
LONGEST = 25
# "Making written information easier to understand for people with learning disabilities" (Department of
# Health, 2010) asks for short sentences; fifteen words is what easy-read writers commonly keep to.
LONGEST_EASY = 15
_WORD = re.compile(r"[A-Za-z]+")
_SENTENCE = re.compile(r"[^.!?;:\n]+")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# The most that are few where a partnership has not chosen otherwise.
FEW = 4


def spelled_out(text: str, seen: set[str]) -> str:
    """The text with each abbreviation written out where it stands first; ``seen`` remembers them."""

    def said(found: re.Match[str]) -> str:
        word = str(found.group())
        long = SPELLED.get(word)
        if long is None or word in seen or long.lower() in text.lower():
            return word
        seen.add(word)
        return f"{word} ({long})"

    return _WORD.sub(said, text)


def hints(text: str, *, easy: bool = False, few: int = FEW) -> Iterator[str]:
    """What may be hard to read in a text, or give one of up to ``few`` children away, as sentences."""
    most = LONGEST_EASY if easy else LONGEST
    for sentence in _SENTENCE.findall(text):
        words = len(sentence.split())
        if words > most:
            yield f"One sentence has {words} words. Sentences of up to {most} are easier to read."
            break
    if found := _few(few).search(text):
        yield f"“{found.group()}”: so few may be known. Say “a few”, or leave it out."
    if unspelled := _unspelled(text):
        yield f"{unspelled}: say what it stands for."


def few_in(text: str, few: int = FEW) -> list[str]:
    """Every "three children" and "3 of 7 pupils" of a text, as it stands there: up to ``few`` of them."""
    return [found.group() for found in _few(few).finditer(text)]


@cache
def _few(most: int) -> re.Pattern[str]:
    """A number from 1, of how many if that is said, up to two words more, and a word for children."""
    known = range(1, most + 1)
    numbers = "|".join([*_NUMBERS[:most], *map(str, known)])
    whole = r"\s*/\s*\d[\d,]*|\s+(?:out\s+)?of(?:\s+(?:the|our|all|these|those))?\s+(?:\d[\d,]*|[a-z-]+)"
    return re.compile(
        rf"(?<!\d[.,])\b(?:{numbers})(?:{whole})?\s+(?:[a-z-]+\s+){{0,2}}(?:{CHILDREN}|family(?! hubs?))\b",
        re.IGNORECASE,
    )


def _unspelled(text: str) -> str:
    """The first word all in capitals that nothing in the text explains."""
    words: list[str] = re.findall(r"\b[A-Z]{2,}s?\b", text)
    for word in words:
        if word not in {"NHS", "GP", "GPs", "UK"} and f"{word} (" not in text and f"({word})" not in text:
            return word
    return ""
