"""The document a plan was read from, a few lines at a time."""

from __future__ import annotations

from datetime import date

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Document
from lapwing.contexts.improvement.queries.standing import plan_and_head
from lapwing.contexts.improvement.queries.wayfinding import SourcePage, SourceText
from lapwing.contexts.improvement.reading.lines import lines_of
from lapwing.platform.access.actor import Actor

MOST_LINES = 400


def source_page(
    *, actor: Actor, plan_ref: str, on: date, first: int, last: int, number: int = 0
) -> SourcePage:
    """The same with the plan's head. Raises NotVisible."""
    _, head = plan_and_head(actor, plan_ref, on, None)
    text = source_text(actor=actor, plan_ref=plan_ref, first=first, last=last, number=number)
    return SourcePage(head, text)


def source_text(
    *, actor: Actor, plan_ref: str, first: int, last: int, around: int = 10, number: int = 0
) -> SourceText | None:
    """The lines that something was read from, with some around them; None when no document was kept.

    ``number`` says in which of the plan's documents; without it the last. At most 400 lines are given.
    Raises NotVisible.
    """
    plan = access.fetch_plan(actor, access.READ, plan_ref)
    kept = Document.objects.filter(plan=plan).order_by("-read_at", "-id")
    kept = kept.select_related("file")
    document = (kept.filter(number=number) if number else kept).first()
    if document is None:
        return None
    lines = [line.text for line in lines_of(document.text)]
    begin = max(1, min(first, len(lines)) - around)
    end = min(len(lines), max(last, first) + around, begin + MOST_LINES - 1)
    file_ref = document.file.ref if document.file else ""
    return SourceText(document.name, begin, tuple(lines[begin - 1 : end]), (first, last), file_ref)
