"""What was asked, decided, answered and said: decisions, questions, risks, voice, the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.insight.packs.forms.arrangement.lines import (
    cell,
    labelled,
    marked,
    paragraphs,
    plain,
    quiet,
    strong,
    table,
)
from lapwing.insight.packs.forms.blocks import Block, Card, Column, Line, Row, Table
from lapwing.insight.packs.shapes import (
    AskedSection,
    DecisionsSection,
    GlossarySection,
    QuestionsSection,
    RisksSection,
    VoiceSection,
)


def asked(section: AskedSection) -> Iterator[Block]:
    """What the meeting is asked to decide."""
    for line in section.lines:
        yield Card(
            line.key,
            line.text,
            paragraphs(line.why),
            cell(
                plain(line.asked_of, "Asked of"),
                plain(line.asked_by, "Asked by"),
                plain(line.escalated_from, "Escalated from"),
            ),
            link=line.link,
        )


def voice(section: VoiceSection) -> Iterator[Block]:
    """What changed for children and families, and what they said."""
    for line in section.lines:
        yield Card(
            line.key,
            " · ".join(filter(None, (line.kind_text, line.about))),
            paragraphs(line.text),
            cell(
                *labelled(line.response, "What families said"),
                quiet(line.by, line.on.text),
                quiet(line.accepted),
                *(plain(each, "Shown by", "quiet") for each in line.shown_by),
            ),
            quote=line.kind == "quote",
            link=line.link,
        )


def risks(section: RisksSection) -> Iterator[Block]:
    """Risks and issues with what is done about them."""
    if section.lines:
        columns = (
            Column("How heavy", 20),
            Column("What could happen, or has", 32),
            Column("What is done about it", 28),
            Column("Who and when", 20),
        )
        rows = tuple(
            Row(
                (
                    cell(
                        marked(line.mark),
                        quiet(line.kind_text, line.moved),
                        plain(line.likelihood, "Likelihood", "quiet"),
                        plain(line.impact, "Impact", "quiet"),
                        plain(line.score.text, "Score", "quiet"),
                    ),
                    cell(
                        *(Line(text, link=line.link) for text in paragraphs(line.text)),
                        *labelled(line.cause, "Cause"),
                        *labelled(line.effect, "Effect"),
                    ),
                    cell(*map(plain, paragraphs(line.mitigation))),
                    cell(plain(line.owner), plain(line.review.text, "Review", "quiet")),
                ),
                line.key,
            )
            for line in section.lines
        )
        yield table(section.title, columns, rows)


def decisions(section: DecisionsSection) -> Iterator[Block]:
    """The action log."""
    if section.lines:
        columns = (
            Column("Decided", 22),
            Column("What is to be done", 38),
            Column("Who and by when", 20),
            Column("How it stands", 20),
        )
        rows = tuple(
            Row(
                (
                    cell(plain(line.decided.text), quiet(line.meeting)),
                    cell(*(Line(text, link=line.link) for text in paragraphs(line.text))),
                    cell(plain(line.owner), Line(line.by.text, look="strong")),
                    cell(marked(line.mark), plain(line.outcome)),
                ),
                line.key,
            )
            for line in section.lines
        )
        yield table(section.title, columns, rows)


def questions(section: QuestionsSection) -> Iterator[Block]:
    """Questions on the last pack, and their answers."""
    if section.lines:
        columns = (Column("Question", 44), Column("Answer", 38), Column("How it stands", 18))
        rows = tuple(
            Row(
                (
                    cell(
                        strong(line.line, link=line.link),
                        *map(plain, paragraphs(line.text)),
                        quiet(line.asked_by, line.asked.text),
                    ),
                    cell(*map(plain, paragraphs(line.answer)), quiet(line.answered_by, line.answered.text)),
                    cell(marked(line.mark)),
                ),
                line.key,
            )
            for line in section.lines
        )
        yield table(section.title, columns, rows)


def glossary(section: GlossarySection) -> Iterator[Block]:
    """Words, signs and colours, explained."""
    if section.lines:
        rows = tuple(
            Row((cell(strong(line.term)), cell(plain(line.meaning))), line.key) for line in section.lines
        )
        yield Table(section.title, (Column("Word", 32), Column("What it means here", 68)), rows, heads=True)
