"""A row of an action table as an action: parts, due points, criteria and owners, with their doubts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Action, Milestone, SuccessCriterion
from lapwing.contexts.improvement.reading.cells import Kind, passages_of, plain_text
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.due_cells import due_of
from lapwing.contexts.improvement.reading.job_titles import propose_owners
from lapwing.contexts.improvement.reading.lexicon import Lexicon
from lapwing.contexts.improvement.reading.outline import Outline, Part, outline_of
from lapwing.contexts.improvement.reading.pieces import Role, Row
from lapwing.contexts.improvement.reading.splitting import propose_items
from lapwing.domain.due_columns import ColumnEvidence

_READ = frozenset({Role.REFERENCE, Role.ACTION, Role.DUE, Role.START, Role.SUCCESS, Role.OWNER, Role.OUTCOME})


@dataclass(frozen=True)
class Place:
    """Where a row stands: the group of its table, and the key and count that its number was given."""

    ref: str
    key: str
    occurrence: int
    group: str | None


def read_row(
    row: Row, place: Place, lexicon: Lexicon, doubts: Doubts, dates: ColumnEvidence | None = None
) -> Action:
    """The action of a row. Every part carries the due points of the row; ``source`` is the row throughout.

    ``dates`` is what the table's cells show of the way its dates are written."""
    outline = outline_of(_text(row, Role.ACTION), _splitter(lexicon))
    parts = _parts(outline)
    _ask_parts(outline, parts, place.key, doubts)
    due = due_of(_text(row, Role.START), _text(row, Role.DUE), place.key, doubts, len(parts), dates)
    return Action(
        key=place.key,
        ref=place.ref or None,
        occurrence=place.occurrence,
        group=place.group,
        text=outline.text,
        key_area=plain_text(_text(row, Role.OUTCOME)) or None,
        owners=_owners(_text(row, Role.OWNER), place.key, lexicon, doubts),
        source=row.source,
        milestones=tuple(
            Milestone(label=part.label, text=part.text, source=row.source, due=due) for part in parts
        ),
        success_criteria=tuple(
            SuccessCriterion(text=text, source=row.source)
            for text in _criteria(_text(row, Role.SUCCESS), place.key, lexicon, doubts)
        ),
    )


def unread_cells(row: Row, titles: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Title and words of each cell that no field carries: of another role, or a second of the same."""
    named = [*titles, *[""] * (len(row.cells) - len(titles))]
    return tuple(
        (title, words)
        for title, cell in zip(named, row.cells, strict=False)
        if (cell.role not in _READ or cell is not row.cell(cell.role)) and (words := plain_text(cell.text))
    )


def _text(row: Row, role: Role) -> str:
    cell = row.cell(role)
    return cell.text if cell else ""


def _splitter(lexicon: Lexicon) -> Callable[[str], tuple[str, ...]]:
    return lambda run: propose_items(run, lexicon)


def _parts(outline: Outline) -> tuple[Part, ...]:
    """The parts that are milestones: labelled or listed ones; an action without any is one itself."""
    listed = outline.runs or outline.stems or any(part.label for part in outline.parts)
    if listed and outline.parts:
        return outline.parts
    return (Part(None, outline.text),)


def _ask_parts(outline: Outline, parts: tuple[Part, ...], key: str, doubts: Doubts) -> None:
    if not outline.text:
        doubts.add("cell.merged", key, "The row has no action of its own. Does it belong to the row above?")
    for run in outline.runs:
        if len(parts) > 1 and not any(part.text == run for part in parts):
            doubts.add(
                "text.split",
                key,
                "The parts of this action have lost the marks of their list. Is this where each one begins?",
                cause=run,
                raw=run,
            )


def _criteria(cell: str, key: str, lexicon: Lexicon, doubts: Doubts) -> tuple[str, ...]:
    outline = outline_of(cell, _splitter(lexicon))
    texts = tuple(f"{part.label} {part.text}" if _printed(part) else part.text for part in outline.parts)
    runs = outline.runs
    if not runs and len(texts) == 1 and passages_of(cell)[0].kind is Kind.PARAGRAPH:
        proposed = propose_items(texts[0], lexicon)
        if len(proposed) > 1:
            runs, texts = texts, proposed
    for run in runs:
        _ask_criteria(run, texts, key, doubts)
    for stem in outline.stems:
        _ask_stem(stem, key, doubts)
    return texts


def _printed(part: Part) -> bool:
    """A label that stands in the text, not one made from its place in a list."""
    return bool(part.label and not part.label.isdigit() and "(" not in part.label[1:])


def _ask_criteria(run: str, texts: tuple[str, ...], key: str, doubts: Doubts) -> None:
    if run in texts:
        doubts.add(
            "text.split",
            key,
            "These cells have lost the marks of their lists and each reads as one criterion. Is that right?",
            cause="one criterion",
            raw=run,
        )
        return
    doubts.add(
        "text.split",
        key,
        "The success criteria have lost the marks of their list. Is this where each one begins?",
        cause=run,
        raw=run,
    )


def _ask_stem(stem: str, key: str, doubts: Doubts) -> None:
    doubts.add(
        "text.stem",
        key,
        "These words lead into a list of criteria and are not repeated in each. May they be left out?",
        cause="stem",
        raw=stem,
    )


def _owners(cell: str, key: str, lexicon: Lexicon, doubts: Doubts) -> tuple[str, ...]:
    names: list[str] = []
    for passage in passages_of(cell):
        if passage.kind is Kind.ITEM:
            names.append(passage.text.rstrip(",;"))
            continue
        owners = propose_owners(passage.text, lexicon)
        names.extend(owners.names)
        if len(owners.names) > 1:
            _ask_owners(passage.text, owners.sure, key, doubts)
    return tuple(names)


def _ask_owners(run: str, sure: bool, key: str, doubts: Doubts) -> None:
    if sure:
        text = "Owners run together here, each of whom stands alone in another cell. Is each of them meant?"
        doubts.add("owner.split", key, text, cause="each stands alone elsewhere", raw=run)
        return
    text = "Owners run together without a mark between them. Is this where each one begins?"
    doubts.add("owner.split", key, text, cause=run, raw=run)
