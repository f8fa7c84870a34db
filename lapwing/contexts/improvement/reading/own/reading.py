"""Reads a document in Lapwing's own layout: exact where nobody edited it, asking where an edit is unclear."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lapwing.contexts.improvement.interchange import Group, Objective, Plan
from lapwing.contexts.improvement.publishing import forms
from lapwing.contexts.improvement.publishing.forms import SECTIONS, Parts
from lapwing.contexts.improvement.publishing.layout import Form
from lapwing.contexts.improvement.reading.own import frame
from lapwing.contexts.improvement.reading.own.action_rows import ActionReader
from lapwing.contexts.improvement.reading.own.assembly import assembled
from lapwing.contexts.improvement.reading.own.drafts import PlanDraft
from lapwing.contexts.improvement.reading.own.measure_rows import read_measure_row
from lapwing.contexts.improvement.reading.own.sheets import read_sheets
from lapwing.contexts.improvement.reading.own.tables import OwnHeading, OwnRow, OwnTable, elements_of
from lapwing.platform.extraction.document import Document

_PLACE = re.compile(rf"^({Parts.GROUP}|{Parts.OBJECTIVE}) (.*?):(?: (.*))?$", re.IGNORECASE)
_FRAME = {
    forms.ABOUT: frame.read_about,
    forms.AREAS: frame.read_areas,
    forms.FINDINGS: frame.read_findings,
    forms.QUESTIONS: frame.read_questions,
    forms.LEGEND: frame.read_legend,
}


def is_own(document: Document) -> bool:
    """Whether a document has the table that every document of Lapwing's begins with."""
    return any(isinstance(each, OwnTable) and each.form == forms.ABOUT for each in elements_of(document))


def read_own(document: Document) -> Plan:
    """The plan that a document of Lapwing's own holds, without its remainder."""
    elements = list(elements_of(document))
    draft = PlanDraft()
    tables = [each for each in elements if isinstance(each, OwnTable)]
    for form, read in _FRAME.items():
        rows = [row for table in tables if table.form == form for row in table.rows]
        if rows:
            read(rows, draft)
    _read_sections(elements, draft)
    read_sheets(_sheets(tables), draft)
    title = next((each.text for each in elements if isinstance(each, OwnHeading)), document.name)
    return assembled(draft, title)


def _sheets(tables: Sequence[OwnTable]) -> dict[Form, list[OwnRow]]:
    found: dict[Form, list[OwnRow]] = {}
    for table in tables:
        found.setdefault(table.form, []).extend(table.rows)
    return found


def _read_sections(elements: Sequence[OwnHeading | OwnTable], draft: PlanDraft) -> None:
    """Headings of the outline with the tables under them, and the measures."""
    reader = ActionReader(draft)
    within = False
    for element in elements:
        if isinstance(element, OwnHeading):
            if element.is_heading:
                within = element.text == SECTIONS["actions"] or (
                    within and element.text not in SECTIONS.values()
                )
            if element.is_heading and within:
                _place(element, reader)
        elif element.form == forms.ACTIONS:
            for row in element.rows:
                reader.read(row)
        elif element.form == forms.MEASURES:
            for row in element.rows:
                read_measure_row(row, draft)


def _place(heading: OwnHeading, reader: ActionReader) -> None:
    """Go to the place in the outline that a heading names."""
    if heading.text == forms.NO_GROUP:
        reader.group = reader.objective = None
        return
    match = _PLACE.match(heading.text)
    if match is None:
        return
    word, ref, title = match[1].casefold(), match[2], match[3] or ""
    if word == Parts.GROUP.casefold():
        reader.group, reader.objective = ref, None
        reader.draft.groups.append(Group(ref=ref, title=title, source=heading.lines))
    elif reader.group is not None:
        reader.objective = ref
        reader.draft.objectives.append(
            Objective(ref=ref, group=reader.group, title=title, source=heading.lines)
        )
