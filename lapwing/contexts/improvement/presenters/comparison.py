"""A comparison for the page: sections by kind, a card for each part, a row for each difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.comparing import (
    Comparison,
    Difference,
    Doubt,
    Kind,
    Part,
    Place,
    Run,
    part_at,
    word_differences,
)
from lapwing.contexts.improvement.comparing.fields import label_of, number_of, text_of
from lapwing.contexts.improvement.edit_views.places import shortened
from lapwing.contexts.improvement.interchange import Plan

# Cards of a section where all kinds are shown, and where one is.
FEW, MOST = 12, 60
# Values up to this length stand in one line, the old before the new.
SHORT = 60

KINDS: dict[str, tuple[str, str]] = {
    "uncertain": (
        "To decide",
        "Until you say that they are one, they are two: one that went, one that came.",
    ),
    Kind.CHANGED: ("Changed", "Other words, dates, owners or targets. What was reported stays."),
    Kind.MOVED: ("Moved", "Another number, place or order. Reports, figures and history move along."),
    Kind.ADDED: ("Added", "Only in the new version."),
    Kind.REMOVED: (
        "Not in the new version",
        "Accepting takes them out of the plan with the document as the reason. They can be brought back.",
    ),
    Kind.REPORTED: (
        "Reported in the document",
        "Recorded for the day they are of. A later report of your own goes on standing.",
    ),
}
PARTS: dict[Part, str] = {
    Part.PLAN: "Plan",
    Part.AREA: "Area for improvement",
    Part.FINDING: "Finding",
    Part.GROUP: "Group",
    Part.OBJECTIVE: "Objective",
    Part.ACTION: "Action",
    Part.MILESTONE: "Milestone",
    Part.CRITERION: "Success criterion",
    Part.MEASURE: "Measure",
    Part.SERIES: "Line of a measure",
}


@dataclass(frozen=True)
class Row:
    """One difference: ``was`` and ``now`` as runs of words that stayed, went or came."""

    id: str
    label: str
    was: tuple[Run, ...]
    now: tuple[Run, ...]
    is_short: bool
    ticked: bool
    # What accepting it would take back.
    note: str = ""


@dataclass(frozen=True)
class Card:
    """A part with what differs in it. ``within`` names what it lies in, ``holds`` what lies in it."""

    part: str
    title: str
    within: str
    holds: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Pairing:
    """Two parts that may be one, side by side."""

    id: str
    part: str
    question: str
    was: tuple[Run, ...]
    now: tuple[Run, ...]
    confirmed: bool


@dataclass(frozen=True)
class Section:
    """The differences of one kind: ``more`` counts the cards that are not shown."""

    kind: str
    title: str
    about: str
    cards: tuple[Card, ...]
    doubts: tuple[Pairing, ...]
    total: int
    ticked: int
    more: int


@dataclass(frozen=True)
class Compared:
    """The page: sections to show, and the counts of all kinds as (kind, words, number)."""

    sections: tuple[Section, ...]
    counts: tuple[tuple[str, str, int], ...]
    total: int
    ticked: int
    shown: tuple[str, ...]
    pages: int


def compared_for(
    comparison: Comparison,
    accepted: frozenset[str],
    notes: Mapping[str, str],
    *,
    show: str = "",
    words: str = "",
    page: int = 1,
) -> Compared:
    """The comparison with what is accepted ticked, and what taking it in would take back noted.

    ``show`` names one kind, ``words`` must be in a card.
    """
    kinds = [kind for kind in KINDS if show in ("", kind)]
    counts = tuple((str(kind), KINDS[kind][0], _count(comparison, kind)) for kind in KINDS)
    limit = MOST if show else FEW
    sections, pages = [], 1
    for kind in kinds:
        cards = [card for card in _cards(comparison, kind, accepted, notes) if _has(card, words)]
        pages = max(pages, -(-len(cards) // MOST)) if show else 1
        start = (min(page, pages) - 1) * MOST if show else 0
        some = tuple(cards[start : start + limit])
        doubts = _doubts(comparison) if kind == "uncertain" else ()
        found = () if kind == "uncertain" else comparison.of_kind(Kind(kind))
        section = Section(
            kind=str(kind),
            title=KINDS[kind][0],
            about=KINDS[kind][1],
            cards=some,
            doubts=doubts,
            total=len(doubts) or len(found),
            ticked=sum(each.id in accepted for each in found),
            more=0 if show else len(cards) - len(some),
        )
        if section.cards or section.doubts:
            sections.append(section)
    return Compared(
        sections=tuple(sections),
        counts=tuple(each for each in counts if each[2]),
        total=len(comparison.differences),
        ticked=len(accepted & set(comparison.by_id)),
        shown=tuple(row.id for section in sections for card in section.cards for row in card.rows),
        pages=pages,
    )


def _count(comparison: Comparison, kind: str) -> int:
    if kind == "uncertain":
        return sum(not each.confirmed for each in comparison.doubts)
    return len(comparison.of_kind(Kind(kind)))


def _has(card: Card, words: str) -> bool:
    if not words:
        return True
    texts = [card.title, card.within, *(run.text for row in card.rows for run in (*row.was, *row.now))]
    return words.casefold() in " ".join(texts).casefold()


def _cards(
    comparison: Comparison, kind: str, accepted: frozenset[str], notes: Mapping[str, str]
) -> list[Card]:
    if kind == "uncertain":
        return []
    by_part: dict[tuple[Place | None, Place | None], list[Difference]] = {}
    for each in comparison.of_kind(Kind(kind)):
        by_part.setdefault((each.before, each.after), []).append(each)
    return [_card(comparison, found, accepted, notes) for found in by_part.values()]


def _card(
    comparison: Comparison, found: Sequence[Difference], accepted: frozenset[str], notes: Mapping[str, str]
) -> Card:
    first = found[0]
    plan, place = side_of(comparison, first)
    part = part_at(plan, place)
    holds = () if first.field else _holds(place, part)
    return Card(
        part=PARTS[place.part],
        title=title_of(plan, place),
        within=_within(plan, place),
        holds=holds,
        rows=tuple(_row(each, each.id in accepted, notes.get(each.id, "")) for each in found),
    )


def side_of(comparison: Comparison, difference: Difference) -> tuple[Plan, Place]:
    """The plan in which a difference's part is best shown: as it was known, or as it comes."""
    if difference.before is not None:
        return comparison.before, difference.before
    assert difference.after is not None
    return comparison.after, difference.after


def title_of(plan: Plan, place: Place) -> str:
    """The number and the words of a part."""
    found = part_at(plan, place)
    return (
        " ".join(filter(None, (number_of(place.part, found), text_of(place.part, found)))) or "Without words"
    )


def _within(plan: Plan, place: Place) -> str:
    return shortened(title_of(plan, place.above), 70) if place.above else ""


def _holds(place: Place, found: object) -> tuple[str, ...]:
    """What comes or goes with an action or a measure, in short lines."""
    if place.part is Part.ACTION:
        owners = "; ".join(getattr(found, "owners", ()))
        lines = [f"Owners: {owners}"] if owners else []
        for each in getattr(found, "milestones", ()):
            due = "; ".join(point.as_written for point in each.due.points)
            lines.append(f"{shortened(each.text)}{f' – {due}' if due else ''}")
        return tuple(lines)
    if place.part is Part.MILESTONE:
        due = "; ".join(point.as_written for point in found.due.points)  # type: ignore[attr-defined]
        return (due,) if due else ()
    if place.part is Part.MEASURE:
        return tuple(shortened(each.label) for each in getattr(found, "series", ()))
    return ()


def _row(difference: Difference, ticked: bool, note: str) -> Row:
    runs = word_differences(difference.was, difference.now)
    if difference.kind is Kind.REPORTED:
        runs = (Run("new", difference.now),)
    was = tuple(run for run in runs if run.kind != "new")
    now = tuple(run for run in runs if run.kind != "gone")
    alone = not difference.field
    label = label_of(difference.part, difference.field)
    return Row(
        id=difference.id,
        label=_whole(difference) if alone else label[:1].upper() + label[1:],
        was=() if alone else was,
        now=() if alone else now,
        is_short=len(difference.was) <= SHORT and len(difference.now) <= SHORT,
        ticked=ticked,
        note=note,
    )


def _whole(difference: Difference) -> str:
    part = PARTS[difference.part].lower()
    return f"Add this {part}" if difference.kind is Kind.ADDED else f"Take this {part} out"


def _doubts(comparison: Comparison) -> tuple[Pairing, ...]:
    return tuple(_pairing(comparison, each) for each in comparison.doubts)


def _pairing(comparison: Comparison, doubt: Doubt) -> Pairing:
    old, new = title_of(comparison.before, doubt.before), title_of(comparison.after, doubt.after)
    runs = word_differences(old, new)
    one = number_of(doubt.before.part, part_at(comparison.before, doubt.before))
    other = number_of(doubt.after.part, part_at(comparison.after, doubt.after))
    if one and other:
        question = f"Is {other} the former {one}, written anew?"
    else:
        question = "Is this the same, written anew?"
    return Pairing(
        id=doubt.id,
        part=PARTS[doubt.before.part],
        question=question,
        was=tuple(run for run in runs if run.kind != "new"),
        now=tuple(run for run in runs if run.kind != "gone"),
        confirmed=doubt.confirmed,
    )
