"""The review page put together: what each of its sides shows, and what a choice of a line or a part opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lapwing.contexts.improvement.drafts import OpenDraft
from lapwing.contexts.improvement.interchange import Plan, Span
from lapwing.contexts.improvement.presenters.review_document import Block, blocks_of
from lapwing.contexts.improvement.presenters.review_plan import PlanSeen, plan_seen
from lapwing.contexts.improvement.presenters.review_questions import (
    QuestionsSeen,
    anchor_of,
    pieces_of,
    questions_seen,
)
from lapwing.contexts.improvement.presenters.review_sources import Sources
from lapwing.contexts.improvement.reviewing import EditError, Place
from lapwing.contexts.improvement.reviewing.parts import starts_of, texts_of
from lapwing.contexts.improvement.reviewing.words import name_of

_MOST_EDITS = 30


@dataclass(frozen=True)
class EditSeen:
    words: str
    who: str
    when: datetime
    undone: bool


@dataclass(frozen=True)
class Frame:
    """What stands around either page: the document, and the edits made so far, the last first."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    lines: int
    edits: tuple[EditSeen, ...]
    last: EditSeen | None
    can_redo: bool


@dataclass(frozen=True)
class PageSeen:
    questions: QuestionsSeen
    plan: PlanSeen
    lines_left: int
    lines: int
    kind: str
    # The lines that are in the draft, as a page that is not drawn anew is told of them: "1-4 9-9".
    read: str


@dataclass(frozen=True)
class LineChosen:
    """Lines that somebody chose: what was read from the first, and what could be made of them."""

    first: int
    last: int
    text: str
    most: int
    read_as: tuple[tuple[str, str, str], ...]
    actions: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PlaceSeen:
    """Something to be corrected: its name, its lines, where it may be moved, and its id on the page."""

    place: str
    name: str
    lines: Span | None
    anchor: str
    removable: bool
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Word:
    """A word of a list; ``starts`` tells whether a part begins with it."""

    number: int
    text: str
    starts: bool


@dataclass(frozen=True)
class Dividing:
    """Lists to divide, each a run of words. ``question`` is the number of the one that asks, if one does."""

    title: str
    at: str
    question: int | None
    runs: tuple[tuple[Word, ...], ...]
    cells: tuple[str, ...]
    lines: Span | None
    anchor: str
    noun: str


def frame_of(opened: OpenDraft, *, with_document: bool) -> Frame:
    """The document and the edits of a draft; without the document where only the other side is asked for."""
    rows = list(opened.draft.edits.select_related("made_by").order_by("-position")[:_MOST_EDITS])
    edits = tuple(
        EditSeen(row.words, row.made_by.name, row.made_at, row.undone_at is not None) for row in rows
    )
    document = opened.document if with_document else None
    read = Sources(opened.review.plan, opened.lines).read_lines() if document else frozenset()
    return Frame(
        blocks=tuple(blocks_of(document, read)) if document else (),
        notes=tuple(note["text"] for note in (opened.draft.content or {}).get("notes", ())),
        lines=len(opened.lines),
        edits=edits,
        last=next((each for each in edits if not each.undone), None),
        can_redo=any(each.undone for each in edits),
    )


def page_seen(opened: OpenDraft) -> PageSeen:
    """Questions first, then the plan as it will look."""
    plan, sources = opened.review.plan, Sources(opened.review.plan, opened.lines)
    open_numbers = opened.open_questions
    read = sources.read_lines()
    return PageSeen(
        questions=questions_seen(plan, open_numbers, opened.review.later, sources),
        plan=plan_seen(opened.review, open_numbers, sources),
        lines_left=sum(
            bool(line.strip()) and number not in read for number, line in enumerate(opened.lines, 1)
        ),
        lines=sum(bool(line.strip()) for line in opened.lines),
        kind=plan.document,
        read=_stretches(sorted(read)),
    )


def _stretches(numbers: Sequence[int]) -> str:
    """Neighbouring numbers said together."""
    ends: list[list[int]] = []
    for number in numbers:
        if ends and number == ends[-1][1] + 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    return " ".join(f"{first}-{last}" for first, last in ends)


def line_seen(opened: OpenDraft, first: int, last: int) -> LineChosen:
    """The lines from first to last (at most thirty), and what was read from the first."""
    plan = opened.review.plan
    last = min(last, len(opened.lines), first + 29)
    parts = Sources(plan, opened.lines).parts_at(first)
    return LineChosen(
        first=first,
        last=last,
        text=" ".join(" ".join(opened.lines[first - 1 : last]).split()),
        most=len(opened.lines),
        read_as=tuple((name_of(plan, place), str(place), _anchor(plan, place)) for place, _ in parts),
        actions=_actions(plan),
        groups=tuple((group.ref, f"{group.ref} {group.title}"[:80]) for group in plan.groups),
    )


def place_seen(opened: OpenDraft, place: Place) -> PlaceSeen:
    """What is at a place, before it is corrected. Raises EditError when nothing is."""
    plan = opened.review.plan
    sources = Sources(plan, opened.lines)
    is_part = place.kind == "action" and place.at is not None
    return PlaceSeen(
        place=str(place),
        name=name_of(plan, place),
        lines=_lines(sources, place),
        anchor=_anchor(plan, place),
        removable=place.kind in ("action", "measure"),
        others=tuple(pair for pair in _actions(plan) if pair[0] != place.key) if is_part else (),
    )


def dividing(opened: OpenDraft, place: Place) -> Dividing:
    """The words of a list of an action, with where its parts begin now. Raises EditError for no words."""
    action = opened.review.action(place.key)
    texts = texts_of(action, place.part)
    starts = {0, *starts_of(texts)}
    words = tuple(Word(at, word, at in starts) for at, word in enumerate(" ".join(texts).split()))
    if not words:
        raise EditError("There is nothing to divide.")
    noun = {"milestone": "milestones", "criterion": "success criteria", "owner": "owners"}[place.part]
    return Dividing(
        title=f"The {noun} of {name_of(opened.review.plan, place.whole())}",
        at=str(place),
        question=None,
        runs=(words,),
        cells=(),
        lines=Sources(opened.review.plan, opened.lines).of_key(place.key),
        anchor=_anchor(opened.review.plan, place),
        noun=noun,
    )


def recut(opened: OpenDraft, number: int) -> Dividing:
    """The cells that a question asks about, divided as they were read. Raises EditError, IndexError."""
    plan = opened.review.plan
    question = plan.questions[number]
    if not question.raw:
        raise EditError("There is no cell to divide.")
    cells = tuple(" ".join(cell.split()) for cell in question.raw.split("\n"))
    runs = []
    for cell, pieces in zip(cells, pieces_of(plan, question), strict=True):
        starts = {0, *starts_of(pieces)}
        runs.append(tuple(Word(at, word, at in starts) for at, word in enumerate(cell.split())))
    return Dividing(
        title=question.text,
        at="",
        question=number,
        runs=tuple(runs),
        cells=cells,
        lines=Sources(plan, opened.lines).of_question(question.where, question.raw),
        anchor="questions",
        noun="owners" if question.code == "owner.split" else "parts",
    )


def _lines(sources: Sources, place: Place) -> Span | None:
    if place.kind == "plan" or not sources.lines:
        return None
    plan = sources.plan
    action = next(
        (each for each in plan.actions if place == Place("action", each.key, place.part, place.at)), None
    )
    if action is not None and place.part and place.at is not None:
        text = texts_of(action, place.part)[place.at : place.at + 1]
        return sources.words_at(text[0], action.source) if text else None
    return sources.of_key(place.key)


def _actions(plan: Plan) -> tuple[tuple[str, str], ...]:
    return tuple((each.key, f"{each.ref or '–'} {each.text}"[:80]) for each in plan.actions)


def _anchor(plan: Plan, place: Place) -> str:
    return anchor_of(plan, place.key) if place.kind in ("action", "measure") else "draft"
