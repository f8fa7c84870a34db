"""The paper that a plan was brought in from: printed by Lapwing itself, kept as a file in two versions.

The parts of the plan point to the lines on which they stand, as they would after a reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from lapwing.contexts.improvement.imports import DocumentText
from lapwing.contexts.improvement.interchange import Plan, Span
from lapwing.contexts.improvement.plan_files import PLAN_DOCUMENT
from lapwing.contexts.improvement.publishing.arrangement import layout_of
from lapwing.contexts.improvement.publishing.files import file_name, written
from lapwing.contexts.improvement.publishing.layout import Layout, Row, Table
from lapwing.platform.access.actor import Actor
from lapwing.platform.documents.keeping import add_version, keep_file
from lapwing.registry.models import Partnership

# The copy for the board had no measures yet, and came a fortnight before the one that was published.
BEFORE = timedelta(days=14)


def keep_paper(
    plan: Plan, *, partnership: Partnership, by: Actor, now: datetime
) -> tuple[Plan, DocumentText]:
    """Keep the paper; the plan with the lines of its parts, and the text to bring in with it."""
    # what was doubtful was found when it was read, and is not printed
    printed = replace(plan, questions=())
    name = file_name(plan.title, "pdf")
    file = keep_file(
        by=by,
        partnership_id=partnership.pk,
        name=f"for-the-board-{name}",
        content=written(replace(printed, measures=()), "pdf"),
        purpose=PLAN_DOCUMENT,
        now=now - BEFORE,
    )
    add_version(by=by, file=file, name=name, content=written(printed, "pdf"), now=now)
    lines = list(lines_of(layout_of(printed)))
    return pointed(plan, lines), DocumentText(name, "\n".join(lines), file.pk)


def lines_of(layout: Layout) -> Iterator[str]:
    """A document as lines of text, a row of a table on each."""
    yield layout.title
    yield from layout.under
    for part in layout.parts:
        for block in part.blocks:
            if isinstance(block, Table):
                yield from (_line(row, block.form.titles) for row in block.rows)
            else:
                yield block.text


def pointed(plan: Plan, lines: Sequence[str]) -> Plan:
    """The plan, its actions, milestones and measures with the line on which each stands."""

    def standing(words: str) -> Span | None:
        sought = _plain(words)
        found = next((number for number, line in enumerate(lines, 1) if sought in line), None)
        return (found, found) if found else None

    return replace(
        plan,
        actions=tuple(
            replace(
                action,
                source=standing(action.text),
                milestones=tuple(replace(each, source=standing(each.text)) for each in action.milestones),
            )
            for action in plan.actions
        ),
        measures=tuple(replace(measure, source=standing(measure.name)) for measure in plan.measures),
    )


def _line(row: Row, titles: Sequence[str]) -> str:
    cells = (_plain(row.cells.get(title, "")) for title in titles)
    return "   ".join(cell for cell in cells if cell)


def _plain(text: str) -> str:
    return " ".join(text.split())
