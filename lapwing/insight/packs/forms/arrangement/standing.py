"""Where the plan stands: the summary, exceptions, what is due, dates that moved, every action."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lapwing.insight.packs.forms.arrangement.lines import (
    cell,
    day,
    figure,
    labelled,
    marked,
    of_group,
    paragraphs,
    plain,
    quiet,
    strong,
    table,
)
from lapwing.insight.packs.forms.blocks import Beside, Block, Bullets, Column, Heading, Line, Row, Table, Text
from lapwing.insight.packs.shapes import (
    ActionsSection,
    ActionStanding,
    CountLine,
    DateChangesSection,
    DueSection,
    ExceptionLine,
    ExceptionsSection,
    FactLine,
    MilestoneStanding,
    MovedLine,
    SummarySection,
)


def summary(section: SummarySection) -> Iterator[Block]:
    """Headline, counts now and before, and what moved."""
    told = section.summary
    if told.headline:
        yield Text(told.headline, "lead")
    before = told.compared_with.text
    columns = [
        (Heading(2, title, listed=False), _counts(lines, title, before))
        for title, lines in (("Milestones", told.milestones), ("Measures", told.measures))
        if lines
    ]
    if told.facts:
        columns.append((Heading(2, "Also counted", listed=False), _facts(told.facts, before)))
    if columns:
        yield Beside(tuple(columns))
    for words in filter(None, (told.milestones_text, told.measures_text)):
        yield Text(words)
    if told.moved:
        yield Heading(2, "What moved", listed=False)
        yield Bullets(tuple((line.key, _moved(line)) for line in told.moved))
    if told.moved_left_out:
        yield Text(told.moved_left_out, "quiet")


def exceptions(section: ExceptionsSection, word: str = "") -> Iterator[Block]:
    """Why each is late or at risk, and what is done about it. ``word`` is what the plan calls a group."""
    if section.lines:
        columns = (
            Column("Milestone", 33),
            Column("Dates", 21),
            Column("Why", 22),
            Column("What is done about it", 24),
        )
        yield table(section.title, columns, tuple(_exception(line, word) for line in section.lines))


def due(section: DueSection, word: str = "") -> Iterator[Block]:
    """What is due in the next period. ``word`` is what the plan calls a group."""
    if section.lines:
        columns = (Column("Due", 18), Column("Milestone", 36), Column("Who", 30), Column("How it stands", 16))
        rows = tuple(
            Row(
                (
                    cell(Line(line.due.text, look="strong"), quiet(line.left)),
                    cell(
                        strong(line.action, line.milestone, link=line.link),
                        plain(line.text),
                        quiet(of_group(line.group, word)),
                    ),
                    cell(plain(line.owners)),
                    cell(marked(line.mark)),
                ),
                line.key,
            )
            for line in section.lines
        )
        yield table(section.title, columns, rows)


def date_changes(section: DateChangesSection) -> Iterator[Block]:
    """From when to when, and why."""
    if section.lines:
        columns = (Column("What moved", 32), Column("From", 15), Column("To", 15), Column("Why", 38))
        rows = tuple(
            Row(
                (
                    cell(strong(line.what, link=line.link)),
                    cell(day(line.from_)),
                    cell(day(line.to)),
                    cell(
                        plain(line.reason),
                        plain(line.changed.text, "Changed", "quiet"),
                        plain(line.approved_by, "Approved by", "quiet"),
                        plain(line.times.text, "Times moved", "quiet"),
                    ),
                ),
                line.key,
            )
            for line in section.lines
        )
        yield table(section.title, columns, rows)


def actions(section: ActionsSection, word: str = "") -> Iterator[Block]:
    """A table for each group, which the plan calls ``word``, with every action and its milestones."""
    columns = (
        Column("No.", 8),
        Column("Action and milestones", 37),
        Column("Who and when", 28),
        Column("How it stands", 27),
    )
    for group, found in groupby(section.actions, key=lambda action: action.group):
        if group:
            yield Heading(2, of_group(group, word))
        rows = tuple(row for action in found for row in _action(action))
        yield Table(of_group(group, word) or section.title, columns, rows)


def _counts(lines: tuple[CountLine, ...], what: str, before: str) -> Table:
    columns = (
        Column("Standing", 46),
        Column("Now", 16, figures=True),
        Column(before or "Before", 38, figures=True),
    )
    rows = tuple(
        Row((cell(marked(line.mark)), cell(figure(line.now)), cell(figure(line.before))), line.key)
        for line in lines
    )
    return Table(f"{what} by how they stand", columns, rows, heads=True)


def _facts(lines: tuple[FactLine, ...], before: str) -> Table:
    columns = (
        Column("What", 46),
        Column("Now", 20, figures=True),
        Column(before or "Before", 34, figures=True),
    )
    rows = tuple(
        Row((cell(plain(line.label)), cell(figure(line.now)), cell(figure(line.before))), line.key)
        for line in lines
    )
    return Table("Also counted", columns, rows, heads=True)


def _moved(line: MovedLine) -> Line:
    return Line(line.text, mark=line.now, link=line.link, look="sign")


def _exception(line: ExceptionLine, word: str) -> Row:
    return Row(
        (
            cell(
                marked(line.mark),
                strong(line.action, line.milestone, link=line.link),
                plain(line.text),
                quiet(of_group(line.group, word)),
                quiet(line.owners),
            ),
            cell(
                day(line.original, "First date"),
                day(line.due, "Due"),
                day(line.forecast, "Forecast"),
                figure(line.days_late, "Late"),
                figure(line.moved, "Moved"),
            ),
            cell(*map(plain, paragraphs(line.why))),
            cell(
                *map(plain, paragraphs(line.mitigation)),
                *labelled(line.next_steps, "Next"),
                plain(line.confidence, "Confidence", "quiet"),
                quiet(line.said),
            ),
        ),
        line.key,
    )


def _action(action: ActionStanding) -> Iterator[Row]:
    yield Row(
        (
            cell(strong(action.number, link=action.link)),
            cell(strong(action.text)),
            cell(plain(action.owners)),
            cell(marked(action.mark), quiet(action.done), plain(action.overdue.text, "Overdue", "quiet")),
        ),
        action.key,
        band=True,
    )
    for each in action.milestones:
        yield _milestone(each)


def _milestone(each: MilestoneStanding) -> Row:
    return Row(
        (
            cell(plain(each.label, link=each.link)),
            cell(plain(each.text)),
            cell(day(each.due), quiet(each.late)),
            cell(marked(each.mark), quiet(each.note)),
        ),
        each.key,
    )
