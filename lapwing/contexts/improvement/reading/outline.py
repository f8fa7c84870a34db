"""The parts of a cell: its stem, its lettered, numbered or listed items, and the lists that lost their marks.

Labels are read as printed (``a)``, ``1:``, ``(ii)``). Items that hang on a labelled part are labelled after
it (``b)(i)``), and that part's own words become a stem: they lead into its items.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lapwing.contexts.improvement.reading.cells import Kind, Passage, one_line, passages_of

Splitter = Callable[[str], tuple[str, ...]]

_LEADING = re.compile(
    r"\(?(?P<mark>\d{1,2}|[A-Za-z]|[ivx]{1,4})\)\s*(?=\S)|(?P<colon>\d{1,2})[:.](?!\d)\s*(?=\S)"
    r"|(?P<dot>[a-z]|[ivx]{2,4})\.\s+(?=[^\W\d_])"
)
_INLINE = re.compile(r"(?:^|(?<=\s))\(?(?P<mark>\d{1,2}|[a-z]|[ivx]{1,4})\)\s*(?=\S)")
_FIRST = frozenset({"a", "A", "1", "i"})
_TENS = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
_LONGEST_ROMAN = 39


@dataclass(frozen=True)
class Part:
    """One part of a cell; ``label`` as printed, or made from its place in a list, or None."""

    label: str | None
    text: str


@dataclass(frozen=True)
class Outline:
    """A cell in parts. ``text`` is all of its words; ``runs`` the texts of lists that lost their marks."""

    text: str
    stems: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    runs: tuple[str, ...] = ()


def outline_of(cell: str, split: Splitter) -> Outline:
    """The outline of a cell; ``split`` proposes the items of a list that lost its marks."""
    return outline_of_passages(passages_of(cell), split)


def outline_of_passages(passages: Sequence[Passage], split: Splitter) -> Outline:
    """The outline of a cell that has been cut into passages."""
    builder = _Builder(split)
    for at, passage in enumerate(passages):
        following = passages[at + 1] if at + 1 < len(passages) else None
        builder.take(passage, leads=following is not None and _hangs_on(following, passage))
    text = one_line(" ".join(passage.text for passage in passages))
    return Outline(text, tuple(builder.stems), tuple(builder.parts), tuple(builder.runs))


def cut_labels(text: str) -> tuple[str, tuple[Part, ...]]:
    """What stands before the first label, and the labelled parts: ``we will a) do b) see`` gives two.

    A label at the very beginning may be any; inside a text a, b, c or 1, 2, 3 must run from the first on,
    at least two of them, so that a letter in brackets is not taken for a label.
    """
    leading = _LEADING.match(text)
    marks = list(_INLINE.finditer(text))
    run = _run_of(marks)
    if leading and (not run or run[0].start() > 0):
        first = leading["mark"] or leading["colon"] or leading["dot"]
        later = (
            []
            if leading["colon"] or leading["dot"]
            else _run_of([m for m in marks if m.start() > 0], after=first)
        )
        return "", _cut(text, [(0, leading.end()), *((m.start(), m.end()) for m in later)])
    if not run or (len(run) < 2 and not leading):
        return text, ()
    return text[: run[0].start()].strip(), _cut(text, [(m.start(), m.end()) for m in run])


def _run_of(marks: list[re.Match[str]], after: str | None = None) -> list[re.Match[str]]:
    """The labels that follow one another from the first of their kind (or ``after`` one)."""
    found: list[re.Match[str]] = []
    last = after
    for mark in marks:
        if (mark["mark"] in _FIRST) if last is None else mark["mark"] in _next(last):
            found.append(mark)
            last = mark["mark"]
    return found


def roman(number: int) -> str:
    """A number from 1 as small Roman numerals: 4 gives ``iv``."""
    letters = ""
    for numeral, value in _TENS:
        letters += numeral * (number // value)
        number %= value
    return letters


_ROMAN = tuple(map(roman, range(1, _LONGEST_ROMAN)))


def _next(mark: str) -> set[str]:
    if mark.isdigit():
        return {str(int(mark) + 1)}
    following = {chr(ord(mark) + 1)} if len(mark) == 1 else set()
    if mark in _ROMAN[:-1]:
        following.add(_ROMAN[_ROMAN.index(mark) + 1])
    return following


def _cut(text: str, labels: list[tuple[int, int]]) -> tuple[Part, ...]:
    ends = [start for start, _ in labels[1:]] + [len(text)]
    return tuple(
        Part(text[start:open_].strip(), text[open_:end].strip())
        for (start, open_), end in zip(labels, ends, strict=True)
    )


def _hangs_on(following: Passage, passage: Passage) -> bool:
    """Whether ``following`` is the first item of a list that ``passage`` leads into."""
    if following.kind is Kind.PARAGRAPH:
        first = _LEADING.match(following.text)
        return bool(
            first
            and (first["mark"] or first["colon"] or first["dot"]) in _FIRST
            and not cut_labels(passage.text)[1]
        )
    if following.level <= passage.level:
        return False
    return not passage.text.endswith((".", "!", "?"))


@dataclass
class _Builder:
    split: Splitter
    stems: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    _over: str | None = None
    _under: int = 0
    _place: int = 0

    def take(self, passage: Passage, leads: bool) -> None:
        """File one passage. ``leads``: a list hangs on it."""
        opening, labelled = cut_labels(passage.text)
        if passage.kind is Kind.PARAGRAPH:
            self._over, self._place = None, 0
            self._paragraph(opening, labelled, leads)
        elif labelled:
            self._labelled(opening, labelled, leads, passage.level)
        else:
            self._items(passage, leads)

    def _paragraph(self, opening: str, labelled: tuple[Part, ...], leads: bool) -> None:
        if labelled:
            self._labelled(opening, labelled, leads, 0)
        elif leads and not self.parts:
            self.stems.append(opening)
        else:
            self.parts.append(Part(None, opening))

    def _labelled(self, opening: str, labelled: tuple[Part, ...], leads: bool, level: int) -> None:
        if opening:
            self.stems.append(opening)
        *whole, last = labelled
        self.parts.extend(whole)
        if leads:
            self.stems.append(f"{last.label} {last.text}")
            self._over, self._under, self._place = last.label, level, 0
        else:
            self.parts.append(last)

    def _items(self, passage: Passage, leads: bool) -> None:
        texts: tuple[str, ...] = (passage.text,)
        if passage.kind is Kind.RUN:
            self.runs.append(passage.text)
            texts = self.split(passage.text)
        if leads:
            self.stems.append(passage.text)
            return
        if passage.level <= self._under:
            self._over = None
        for text in texts:
            self._place += 1
            self.parts.append(Part(self._label(passage), text))

    def _label(self, passage: Passage) -> str | None:
        if self._over is not None:
            return f"{self._over}({roman(self._place)})"
        return str(self._place) if passage.ordered else None
