"""The target cells of a measure: amounts with their labels, set into rows as wide as the row of dates.

Cells were flattened row by row (``C 55% C 65% …``) or column by column (``G 43% RI 32% IN 18%`` for each
date). Either way the amounts of one label stand in the order of the dates, so the label is what counts.
The source of the figures is printed somewhere among them and is what no label explains.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.reading.amounts import Amount, find_amounts
from lapwing.contexts.improvement.reading.marks import ARROWS, BULLETS
from lapwing.contexts.improvement.reading.measure_stream import (
    Gap,
    TextLine,
    Word,
    joined,
    lines_in,
)

_NAME_AND_VALUE = re.compile(r"\S.*\s?(?:\s[–—-]|[=:])\s+\d[\d.,]*\s*(?:%|per\s?cent)?\s*(?:\(.*)?$")


@dataclass(frozen=True)
class TargetCell:
    """One amount as printed, with its own label in ``as_written`` when it has one."""

    amount: Amount
    as_written: str


@dataclass(frozen=True)
class TargetRow:
    """The cells of one series in the order of the dates; ``label`` is empty when none is printed."""

    label: str
    cells: tuple[TargetCell, ...]


@dataclass(frozen=True)
class TargetZone:
    """``odd`` rows do not fill the columns: which date each amount belongs to is not certain."""

    rows: tuple[TargetRow, ...]
    odd: tuple[TargetRow, ...]
    source: str | None


@dataclass(frozen=True)
class _Found:
    """An amount as printed, with the text that stands before it, since the amount before."""

    amount: Amount
    before: str
    printed: str


def split_continuation(zone: Sequence[Word]) -> tuple[tuple[TextLine, ...], tuple[Word, ...]]:
    """The lines of the baseline cell that go on after the end of a page, and the target words without them.

    After a page break the columns start again from the left: lines with bullets, or with a name, a dash
    and a value, are then baseline, not targets.
    """
    moved: list[TextLine] = []
    turned = taking = False
    for line in lines_in(zone):
        turned = turned or line.gap is Gap.PAGE
        starts = turned and (line.bulleted or bool(_NAME_AND_VALUE.match(line.text)))
        if starts or (taking and _is_open(moved[-1].text, moved)):
            moved.append(line)
            taking = True
        else:
            taking = False
    numbers = {line.number for line in moved}
    return tuple(moved), tuple(word for word in zone if word.line not in numbers)


def read_targets(words: Sequence[Word], columns: int, known: Sequence[str]) -> TargetZone:
    """The rows of targets among the words, ``columns`` wide. ``known`` are labels of the baseline cell."""
    text = _text(words)
    found, trailing = _amounts_with_labels(text, columns)
    labels, sources = _labels([each.before for each in found], known)
    rows, odd = _rows(found, labels, columns)
    source = joined([*sources, trailing]).strip(" ,;") or None
    return TargetZone(rows, odd, source)


def plain(text: str) -> str:
    """A label for comparing: without case, bullets and closing signs."""
    return " ".join(re.sub(r"[^\w%/+-]", " ", text.casefold()).split())


def _is_open(text: str, moved: Sequence[TextLine]) -> bool:
    """Whether the text must go on: an open bracket, or a word broken with a hyphen."""
    opened = "".join(line.text for line in moved)
    return opened.count("(") > opened.count(")") or bool(re.search(r"[a-z]-$", text))


def _text(words: Sequence[Word]) -> str:
    """The words as text, a line end kept where a line or block ends."""
    parts = (("\n" if word.gap else " ") + word.text for word in words)
    return "".join(parts).strip()


def _amounts_with_labels(text: str, columns: int) -> tuple[list[_Found], str]:
    amounts = _target_amounts(text, columns)
    found: list[_Found] = []
    end = 0
    for amount in amounts:
        found.append(
            _Found(amount, _one_line(text[end : amount.start]), _one_line(text[amount.start : amount.end]))
        )
        end = amount.end
    return found, _one_line(text[end:])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _target_amounts(text: str, columns: int) -> list[Amount]:
    """The amounts that are targets. Bare numbers count when they fill lines, or follow a repeated label.

    Beside percentages and changes a lone bare number is more likely a part of a label (*14-15*), so that
    a line must hold several of them.
    """
    every = find_amounts(text)
    labelled = _labelled_bare(text, every, columns)
    least = 2 if any(not amount.bare for amount in every) else 1
    return [
        amount
        for amount in every
        if not amount.bare or _amounts_on_line(text, amount) >= least or amount.start in labelled
    ]


def _labelled_bare(text: str, every: Sequence[Amount], columns: int) -> set[int]:
    """The places of bare numbers at line ends that follow one label as often as there are columns."""
    before: dict[int, list[str]] = {}
    end = 0
    for amount in every:
        if amount.bare and _ends_line(text, amount):
            before[amount.start] = _endings(text[end : amount.start])
        end = amount.end
    times = Counter(ending for endings in before.values() for ending in endings if ending)
    return {
        start for start, endings in before.items() if any(times[each] >= columns for each in endings if each)
    }


def _ends_line(text: str, amount: Amount) -> bool:
    rest = text[amount.end :].split("\n", 1)[0]
    return not rest.strip() or bool(re.match(r"\s+[A-Za-z]+\s+\d", rest))


def _amounts_on_line(text: str, amount: Amount) -> int:
    """How many amounts stand on the line of this one; 0 when there is anything else on it."""
    line = text[text.rfind("\n", 0, amount.start) + 1 :].split("\n", 1)[0]
    amounts = find_amounts(line)
    rest = line
    for each in reversed(amounts):
        rest = rest[: each.start] + rest[each.end :]
    return 0 if rest.strip() else len(amounts)


def _labels(before: Sequence[str], known: Sequence[str]) -> tuple[list[str], list[str]]:
    """The label of each amount, and the texts that are no label: pieces of the source, in order."""
    times = Counter(plain(text) for text in before if plain(text))
    endings = {ending for text in before for ending in _endings(text)[1:]}
    labels = {label for label, count in times.items() if count > 1 or label in endings}
    vocabulary = {word for label in known for word in plain(label).split()} if len(known) > 1 else set()
    pairs = [_parted(text, labels, vocabulary) for text in before]
    return [label for _, label in pairs], [source for source, _ in pairs if source]


def _endings(text: str) -> list[str]:
    """The text and every shorter ending of it, plain."""
    words = text.split()
    return [plain(" ".join(words[start:])) for start in range(len(words))]


def _parted(text: str, labels: set[str], vocabulary: set[str]) -> tuple[str, str]:
    """A text before an amount as source and label: the label is the longest ending known from elsewhere."""
    words, endings = text.split(), _endings(text)
    for start, ending in enumerate(endings):
        if ending in labels:
            return " ".join(words[:start]), " ".join(words[start:])
    for start, ending in enumerate(endings):
        if ending and vocabulary.issuperset(ending.split()):
            return " ".join(words[:start]), " ".join(words[start:])
    return text.strip(BULLETS + ARROWS + " "), ""


def _rows(
    found: Sequence[_Found], labels: Sequence[str], columns: int
) -> tuple[tuple[TargetRow, ...], tuple[TargetRow, ...]]:
    rows: list[TargetRow] = []
    odd: list[TargetRow] = []
    for places in _gathered(labels, columns):
        row = _row([(labels[place], found[place]) for place in places])
        if not columns or len(places) % columns or not (row.label or _side_by_side(places)):
            odd.append(row)
            continue
        chunks = range(0, len(row.cells), columns)
        rows += [TargetRow(row.label, row.cells[at : at + columns]) for at in chunks]
    return _in_population_order(rows), tuple(odd)


def _gathered(labels: Sequence[str], columns: int) -> list[list[int]]:
    """The places of the amounts of each label. One printed once for a whole row holds for those after it."""
    gathered: dict[str, list[int]] = {}
    running, run = "", 0
    for place, label in enumerate(labels):
        if label:
            run = run + 1 if plain(label) == plain(running) else 1
            running = label
        elif running and run < columns:
            run += 1
        else:
            running, run = "", 0
        gathered.setdefault(plain(running), []).append(place)
    return list(gathered.values())


def _side_by_side(places: Sequence[int]) -> bool:
    """Amounts without a label make a row only where no labelled ones stand between them."""
    return places[-1] - places[0] == len(places) - 1


def _row(pairs: Sequence[tuple[str, _Found]]) -> TargetRow:
    """Cells as written: with their label when each prints it, without when it titles the row once."""
    each_has_one = all(label for label, _ in pairs)
    cells = (
        TargetCell(found.amount, f"{label} {found.printed}" if each_has_one else found.printed)
        for label, found in pairs
    )
    return TargetRow(pairs[0][0], tuple(cells))


def _in_population_order(rows: Sequence[TargetRow]) -> tuple[TargetRow, ...]:
    """Rows of labels that repeat for several populations, one population after the other."""
    seen: Counter[str] = Counter()
    placed: list[tuple[int, int, TargetRow]] = []
    for index, row in enumerate(rows):
        placed.append((seen[plain(row.label)], index, row))
        seen[plain(row.label)] += 1
    return tuple(row for _, _, row in sorted(placed, key=lambda each: each[:2]))
