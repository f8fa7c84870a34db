"""The pack as a document: its cover, its sections in order, and how it can be told from another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lapwing.insight.packs.forms.arrangement import measured, said, standing
from lapwing.insight.packs.forms.arrangement.lines import paragraphs
from lapwing.insight.packs.forms.blocks import Block, Document, Front, Note, Part, Text
from lapwing.insight.packs.shapes import Cover, Pack, Section

# How the lines of each kind of section are laid out, and which begin on a page of their own.
_BLOCKS: dict[str, Callable[..., Iterator[Block]]] = {
    "summary": standing.summary,
    "exceptions": standing.exceptions,
    "asked": said.asked,
    "due": standing.due,
    "measures": measured.measures,
    "voice": said.voice,
    "date_changes": standing.date_changes,
    "risks": said.risks,
    "decisions": said.decisions,
    "questions": said.questions,
    "actions": standing.actions,
    "glossary": said.glossary,
}
# Of these each line belongs to a group of the plan.
_BY_GROUP = frozenset({"exceptions", "due", "actions"})
_FRESH = frozenset({"summary", "measures"})
# Given out as one sheet: nothing else stands on its page.
_SHEETS = frozenset({"summary"})


def document_of(pack: Pack, digest: str) -> Document:
    """The pack, laid out. ``digest`` is the SHA-256 of the frozen pack."""
    return Document(
        front=_front(pack.cover),
        running=" · ".join(filter(None, (pack.cover.title, pack.cover.as_at.text))),
        parts=tuple(
            _part(
                section, pack.cover.group_word, behind_a_sheet=before is not None and before.kind in _SHEETS
            )
            for before, section in zip((None, *pack.sections), pack.sections, strict=False)
        ),
        colophon=facts_of_file(pack.cover, digest),
    )


def facts_of_file(cover: Cover, digest: str) -> tuple[tuple[str, str], ...]:
    """How a file is told from another, by name."""
    return (
        ("Built", cover.built_at_text),
        ("Built by", cover.built_by),
        ("Number of the pack", str(cover.number)),
        ("Change of the plan", str(cover.plan_version)),
        ("SHA-256 of the frozen pack", digest),
    )


def facts_of_cover(cover: Cover) -> tuple[tuple[str, str], ...]:
    """What the cover says, by name; what is not said is left out."""
    found = (
        ("Plan", cover.plan),
        ("Local area", cover.local_area),
        ("For", cover.group),
        ("Meeting", cover.meeting),
        ("Meeting on", cover.meeting_on.text),
        ("Reporting cycle", cover.cycle),
        ("Period", cover.period),
        ("As at", cover.as_at.text),
    )
    return tuple((name, value) for name, value in found if value)


def _front(cover: Cover) -> Front:
    return Front(
        title=cover.title,
        over=cover.partnership,
        under=tuple(filter(None, (cover.group, cover.meeting_on.text))),
        facts=facts_of_cover(cover),
        words=paragraphs(cover.words),
    )


def _part(section: Section, group_word: str, *, behind_a_sheet: bool) -> Part:
    words = (group_word,) if section.kind in _BY_GROUP else ()
    note = paragraphs(section.annotation)
    return Part(
        key=section.key,
        title=section.title,
        blocks=(
            *((Note(note),) if note else ()),
            *((Text(section.empty, "quiet"),) if section.empty else ()),
            *_BLOCKS[section.kind](section, *words),
        ),
        fresh=behind_a_sheet or section.kind in _FRESH,
        one_page=section.kind in _SHEETS,
    )
