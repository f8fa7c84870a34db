"""Actions told in labelled blocks: ``Action 3: …``, ``Lead: …``, ``Due date: May 25``, ``Success criteria:``.

Each block becomes a row, each label a column. A label may stand alone on its line with its text under it,
share a line with others, or repeat in one block. ``Action 1`` with nothing of its own names an area whose
actions are under it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.report_headings import report_heading
from lapwing.contexts.improvement.reading.texts.bracketed import told_in_brackets
from lapwing.contexts.improvement.reading.texts.cell_words import cell_of, texts_in_doubt
from lapwing.contexts.improvement.reading.texts.looks import is_date
from lapwing.contexts.improvement.reading.texts.parts import TextCell, TextRow, TextTable
from lapwing.contexts.improvement.reading.texts.pieces_of_rows import Piece
from lapwing.contexts.improvement.reading.texts.regions import is_heading
from lapwing.contexts.improvement.reading.texts.title_lines import role_of_title

_REF = r"(?P<ref>[A-Z]{0,3}\d{1,3}(?:\.\d{1,2}){0,3}[a-z]?)"
_NUMBERED = re.compile(
    rf"^\s*(?:[#*•]+\s*)?(?P<label>Action|Recommendation|Activity|Task|Step|Ref|Reference)(?:\s+(?:no\.?|number))?"
    rf"\s*:?\s*{_REF}(?:\s*[:.)–—-]\s*(?P<rest>.*)|\s{{3,}}(?P<beside>\S.*)|\s*)$",
    re.I,
)
_NUMBER_FIRST = re.compile(
    r"^\s*(?P<ref>[A-Z]{0,3}\d{1,2}(?:\.\d{1,2}){1,3}[a-z]?)[.:)]?\s+(?P<rest>[A-Z‘“].*)$"
)
_LISTED = re.compile(r"^\s*(?P<ref>\d{1,3})[.)]\s+(?P<rest>[A-Z‘“].*)$")
# A label and its text side by side, as a page with its layout kept sets them.
_LABEL_BESIDE = re.compile(r"(?P<label>[A-Z]\S*(?: \S+)*):?\s{3,}(?P<text>\S+(?:\s{1,2}\S+)*)$")
_ITEM = re.compile(r"^[•*·▪◦‣–-]\s+")
_LINES_TO_A_LABEL = 4
_COLON = re.compile(r":(?=\s|$)")
_MOST_WORDS = 9
_BESIDE = frozenset(
    [
        Role.OWNER,
        Role.DUE,
        Role.START,
        Role.SUCCESS,
        Role.STATUS,
        Role.EVIDENCE,
        Role.ACCOUNTABLE,
        Role.OUTCOME,
        Role.RATIONALE,
    ]
)
_REFERENCE_TITLE = "Action no."


@dataclass
class _Label:
    """A label with its text: the rest of its line, and the lines under it."""

    text: str
    role: Role
    number: int
    ref: str | None = None
    pieces: list[Piece] = field(default_factory=list)


def read_label_blocks(lines: Sequence[Line], headings: Collection[int] = ()) -> tuple[TextTable, ...]:
    """The table that the blocks make; none when fewer than two blocks stand there.

    ``headings`` are the lines that the document itself marks as headings.
    """
    labels, ends = _labels(lines, headings)
    opener = _opener(labels)
    if opener is None:
        return ()
    blocks = [block for block in _blocks(labels, opener) if _is_action(block)]
    if len(blocks) < 2 and not (blocks and len({label.role for label in blocks[0]}) > 3):
        return ()
    _end_last(blocks)
    return tuple(_table(run) for run in _runs(blocks, labels, opener, ends))


def _labels(lines: Sequence[Line], headings: Collection[int]) -> tuple[list[_Label], list[int]]:
    """Every label with its text, and the headings between them. Words before the first label belong to none;
    a heading ends a text."""
    found: list[_Label] = []
    ends: list[int] = []
    open_: _Label | None = None
    gap = 0
    alone = Counter(_bare(line.text) for line in lines if _alone(line.text))
    repeated = {text for text, times in alone.items() if times > 1}
    filled = [line for line in lines if not line.blank]
    numbered = _numbered_actions(filled, repeated)
    for line in lines:
        if line.blank:
            gap += 1
            continue
        told = _told_at_end(line)
        here = told or (
            [numbered[line.number]] if line.number in numbered else list(_labels_of(line, repeated))
        )
        if here:
            found += here
            # lines under an action go on with it, and not with what its brackets say
            open_ = here[0] if told else here[-1]
        elif line.number in headings or is_heading(line.text):
            ends.append(line.number)
        elif open_ is not None and not (ends and ends[-1] > open_.number):
            open_.pieces.append(Piece(line.text.strip(), line.number, gap))
        gap = 0
    return found, ends


def _told_at_end(line: Line) -> list[_Label]:
    """A numbered action with what brackets at its end say of it; empty for any other line."""
    match = _NUMBER_FIRST.match(line.text) or _LISTED.match(line.text)
    told = told_in_brackets(match["rest"]) if match else None
    if match is None or told is None:
        return []
    words, labels = told
    action = _Label("Action", Role.ACTION, line.number, match["ref"], [Piece(words, line.number)])
    return [
        action,
        *(_Label(title, role, line.number, None, [Piece(text, line.number)]) for title, role, text in labels),
    ]


def _numbered_actions(filled: Sequence[Line], alone: set[str]) -> dict[int, _Label]:
    """Actions that open with a number and no label, with labels right below: ``1.1 Hold a forum``."""
    found: dict[int, _Label] = {}
    named = any(_NUMBERED.match(line.text) or _NUMBER_FIRST.match(line.text) for line in filled)
    for at, line in enumerate(filled):
        match = _NUMBER_FIRST.match(line.text) or (None if named else _LISTED.match(line.text))
        if not match:
            continue
        below = filled[at + 1 : at + 1 + _LINES_TO_A_LABEL]
        roles = [label.role for each in below for label in _labels_of(each, alone)]
        if roles and roles[0] in _BESIDE:
            label = _Label("Action", Role.ACTION, line.number, match["ref"])
            label.pieces.append(Piece(match["rest"].strip(), line.number))
            found[line.number] = label
    return found


def _bare(text: str) -> str:
    """What stands before the first colon or wide gap, to compare."""
    return re.split(r":|\s{3,}", text.strip(), maxsplit=1)[0].strip(" \t#*•").casefold()


def _alone(text: str) -> bool:
    """A line that is a title plans use, or begins with one and a colon."""
    plain = _bare(text)
    return bool(plain) and len(plain) < 60 and role_of_title(plain) is not None


def _labels_of(line: Line, alone: set[str]) -> Iterator[_Label]:
    """The labels in a line, each with what follows it up to the next."""
    text = _ITEM.sub("", line.text.strip())
    if (numbered := _NUMBERED.match(text)) and not report_heading(text):
        role = Role.REFERENCE if numbered["label"].casefold().startswith("ref") else Role.ACTION
        label = _Label(numbered["label"], role, line.number, numbered["ref"])
        rest = (numbered["rest"] or numbered["beside"] or "").strip()
        if rest:
            label.pieces.append(Piece(rest, line.number))
        yield label
        return
    if text.casefold() in alone:
        role_alone = role_of_title(text)
        assert role_alone is not None
        yield _Label(text, role_alone, line.number)
        return
    beside = _LABEL_BESIDE.match(text)
    role_beside = _role_of_label(beside["label"]) if beside else None
    # two titles side by side are those of a table
    if beside and role_beside and role_of_title(beside["text"]) is None:
        yield _Label(beside["label"], role_beside, line.number, None, [Piece(beside["text"], line.number)])
        return
    places = list(_places(text))
    if not places or places[0][0] > 0:
        return
    for (_, end, title, role), following in zip(places, [*places[1:], None], strict=True):
        words = text[end : following[0] if following else None].strip(" \t|;,•")
        yield _Label(title, role, line.number, None, [Piece(words, line.number)] if words else [])


def _places(text: str) -> Iterator[tuple[int, int, str, Role]]:
    """Where labels stand in a line: first and last character, the label, its role."""
    taken = 0
    for colon in _COLON.finditer(text):
        starts = [m.start() for m in re.finditer(r"(?<![^\s|;,(])[A-Z#]", text[taken : colon.start()])]
        for start in starts[-_MOST_WORDS:]:
            title = text[taken + start : colon.start()].strip()
            role = _role_of_label(title)
            if role is not None:
                yield taken + start, colon.end(), title, role
                taken = colon.end()
                break


def _role_of_label(title: str) -> Role | None:
    """The role of a label: a title that plans use, without dates or the end of another text in it."""
    if not title or len(title.split()) > _MOST_WORDS or re.search(r"\s{2,}|[|;\t]|\d", title):
        return None
    return role_of_title(title)


def _opener(labels: Sequence[_Label]) -> Role | None:
    """The role of the label that opens a block: the reference, where those come first, or the action."""
    order = list(dict.fromkeys(label.role for label in labels))
    openers = [role for role in order if role in {Role.ACTION, Role.REFERENCE}]
    if Role.ACTION not in openers:
        return None
    counts = Counter(label.role for label in labels)
    first = openers[0]
    return first if counts[first] >= counts[Role.ACTION] / 2 else Role.ACTION


def _blocks(labels: Sequence[_Label], opener: Role) -> list[list[_Label]]:
    blocks: list[list[_Label]] = []
    for label in labels:
        if label.role is opener and not (blocks and _goes_on(blocks[-1], label)):
            blocks.append([label])
        elif blocks:
            blocks[-1].append(label)
    return blocks


def _goes_on(block: Sequence[_Label], label: _Label) -> bool:
    """A second label of the opening kind right under a number: ``Action 3`` above ``Action: …``."""
    last = block[-1]
    return last.ref is not None and not last.pieces and label.ref is None and len(block) == 1


def _is_action(block: Sequence[_Label]) -> bool:
    """Whether a block has anything beside its action; one that has not names an area or a list."""
    return any(label.role in _BESIDE for label in block)


def _end_last(blocks: Sequence[Sequence[_Label]]) -> None:
    """The last text ends where a gap is wider than any in the blocks above it."""
    gaps = [piece.gap for block in blocks[:-1] for label in block for piece in label.pieces[1:]]
    widest = max([0, *gaps])
    last = blocks[-1][-1]
    for at, piece in enumerate(last.pieces):
        if piece.gap > widest and at:
            del last.pieces[at:]
            return


def _runs(
    blocks: Sequence[list[_Label]], labels: Sequence[_Label], opener: Role, headings: Sequence[int]
) -> Iterator[list[list[_Label]]]:
    """Blocks with no heading of an area between them, together."""
    areas = list(headings)
    areas += [
        label.number
        for block in _blocks(labels, opener)
        if not _is_action(block)
        for label in block
        if label.ref is not None
    ]
    run: list[list[_Label]] = []
    for block in blocks:
        if run and any(run[-1][0].number < area < block[0].number for area in areas):
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _table(blocks: Sequence[Sequence[_Label]]) -> TextTable:
    columns = _columns(blocks)
    texts = [piece.text for block in blocks for label in block for piece in label.pieces]
    width = max(map(len, texts), default=0)
    rows = tuple(_row(block, list(columns), width) for block in blocks)
    titles = tuple(columns.values())
    how = "blocks of labels, each with its text"
    return TextTable(titles, rows, (blocks[0][0].number, rows[-1].lines[1]), how)


def _columns(blocks: Sequence[Sequence[_Label]]) -> dict[Role, TextCell]:
    """A column for each role, titled as its label is first printed; numbers have a column of their own."""
    columns: dict[Role, TextCell] = {}
    for block in blocks:
        for label in block:
            lines = (label.number, label.number)
            if label.ref is not None:
                columns.setdefault(Role.REFERENCE, TextCell(_REFERENCE_TITLE, lines))
            if label.role is not Role.REFERENCE or label.pieces:
                columns.setdefault(label.role, TextCell(label.text.rstrip(" :"), lines))
    return columns


def _row(block: Sequence[_Label], columns: Sequence[Role], width: int) -> TextRow:
    pieces: dict[Role, list[Piece]] = {role: [] for role in columns}
    last = block[0].number
    for label in block:
        if label.ref is not None:
            pieces[Role.REFERENCE].insert(0, Piece(label.ref, label.number))
        pieces.setdefault(label.role, []).extend(_apart(label.pieces, pieces.get(label.role, ())))
        last = max([last, label.number, *(piece.number for piece in label.pieces)])
    cells = tuple(cell_of(pieces[role], role, width) for role in columns)
    doubt = "text.split" if texts_in_doubt(pieces.get(Role.SUCCESS, []), width) else ""
    if sum(is_date(piece.text) for piece in pieces.get(Role.DUE, ())) > 1:
        # several rows ran into one block
        doubt = "cell.order"
    return TextRow(cells, (block[0].number, last), doubt)


def _apart(more: Sequence[Piece], before: Sequence[Piece]) -> list[Piece]:
    """The text of a label that repeats stands on lines of its own."""
    if not more or not before:
        return list(more)
    first = more[0]
    return [Piece(first.text, first.number, max(first.gap, 2), begins=True), *more[1:]]
