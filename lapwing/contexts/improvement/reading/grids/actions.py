"""An action from the rows that make it up: parts with dates and standing, criteria, owners, and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lapwing.contexts.improvement.interchange import Action, Milestone, Span, SuccessCriterion
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.grids.cell_text import words_of
from lapwing.contexts.improvement.reading.grids.drafts import Draft
from lapwing.contexts.improvement.reading.grids.dues import DueReader
from lapwing.contexts.improvement.reading.grids.owner_cells import owners_in
from lapwing.contexts.improvement.reading.grids.parts import (
    between_semicolons,
    criteria_of,
    parts_of,
    stems_of,
)
from lapwing.contexts.improvement.reading.grids.records import Field, Record
from lapwing.contexts.improvement.reading.grids.statuses import Standing, standing_of
from lapwing.contexts.improvement.reading.legend import Legend
from lapwing.contexts.improvement.reading.outline import Part
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.domain.due_columns import ColumnEvidence

_CARRIED = frozenset(
    [Role.REFERENCE, Role.ACTION, Role.STEP, Role.OUTCOME, Role.RATIONALE, Role.START, Role.DUE, Role.OWNER,
     Role.ACCOUNTABLE, Role.GROUP, Role.SUCCESS, Role.EVIDENCE, Role.STATUS, Role.COMPLETED,
     Role.ORGANISATION]
)  # fmt: skip

_REVISED = re.compile(r"\b(?:revised|new|updated|amended|extended|forecast|current)\b", re.IGNORECASE)
# Read with the measures, where a table of actions has columns for them.
_MEASURED = frozenset([Role.MEASURE, Role.BASELINE, Role.TARGET, Role.ACTUAL, Role.SOURCE])


@dataclass
class ActionReader:
    """Makes actions of drafts. ``carried`` gathers the lines that some field carries; ``dates`` is what all
    cells of dates show of the way they are written."""

    legend: Legend
    doubts: Doubts
    dates: ColumnEvidence | None = None
    _met: dict[str, int] = field(default_factory=dict)
    carried: set[int] = field(default_factory=set)

    def read(self, draft: Draft) -> Action:
        """The action of a draft, its key unique in the plan."""
        source = _span(draft.records)
        key, occurrence = self._key(draft.ref, source)
        first = draft.records[0]
        parts = parts_of(first.text(Role.ACTION) or first.text(Role.STEP), key, self.doubts)
        milestones = tuple(self._milestones(draft, key, parts.steps, parts.text))
        if not parts.text:
            text = "The row has no action of its own. Does it belong to the row above?"
            self.doubts.add("cell.merged", key, text)
        if any(record.carried for record in draft.records):
            text = "What these rows are for stands once, over the first. Does it hold for the others too?"
            self.doubts.add("cell.merged", key, text, cause="carried down", choices=("yes", "no"))
        for record in draft.records:
            self._note(record, key, _CARRIED | _MEASURED if draft.measured else _CARRIED)
        return Action(
            key=key,
            ref=draft.ref or None,
            occurrence=occurrence,
            group=draft.group,
            objective=draft.objective,
            text=parts.text,
            key_area=_texts(draft.records[:1], Role.OUTCOME, " – ") or None,
            owners=self._owners(draft.records, Role.OWNER, key),
            source=source,
            milestones=milestones,
            success_criteria=tuple(self._criteria(draft.records, key)),
            accountable=self._owners(draft.records, Role.ACCOUNTABLE, key),
            governance=_texts([first], Role.GROUP, "; ") or None,
            rationale=_texts(draft.records, Role.RATIONALE, "\n") or None,
            progress=_progress(draft.records) or None,
        )

    def _key(self, ref: str, source: Span) -> tuple[str, int]:
        if not ref:
            key = f"row-{source[0]}"
            self._met[key] = self._met.get(key, 0) + 1
            return (key if self._met[key] == 1 else f"{key}-{self._met[key]}"), 1
        self._met[ref] = count = self._met.get(ref, 0) + 1
        if count == 1:
            return ref, 1
        key = f"{ref}-{count}"
        text = f"The number {ref} is printed for {count} actions. It is shown as printed; should it change?"
        self.doubts.add("ref.duplicate", key, text, cause=ref)
        return key, count

    def _milestones(self, draft: Draft, key: str, steps: Sequence[Part], text: str) -> Iterator[Milestone]:
        """The parts of each row with the dates and standing of the row; a row may have none."""
        for at, record in enumerate(draft.records):
            self._ask_revised(record, key)
            dated = _dated_record(draft, at)
            standing: Standing | None = None
            for parts, when in self._parts_of_row(draft, at, key, steps, text):
                start, due = ("", when) if when else (_dates(dated, Role.START), _dates(dated, Role.DUE))
                reader = DueReader(key, self.doubts, self.dates)
                dues = reader.dues(start, due, [part.text for part in parts], [part.label for part in parts])
                standing = standing or standing_of(dated, key, self.legend, self.doubts)
                for part, each in zip(parts, dues, strict=True):
                    yield Milestone(
                        label=part.label,
                        text=part.text,
                        status=standing.status,
                        source=record.lines,
                        due=each,
                        reports=standing.reports,
                    )

    def _ask_revised(self, record: Record, key: str) -> None:
        if len(_due_cells(record)) > len(_dues_in_force(record)):
            text = "A revised date stands beside the first one, and is taken as the date. Is that right?"
            raw = " | ".join(words_of(cell.text) for cell in _due_cells(record))
            self.doubts.add("due.revised", key, text, cause="revised", choices=("yes", "no"), raw=raw)

    def _parts_of_row(
        self, draft: Draft, at: int, key: str, steps: Sequence[Part], text: str
    ) -> Iterator[tuple[tuple[Part, ...], str]]:
        """The parts of a row, with the date that the title of their column gives (empty for none)."""
        record, label = draft.records[at], draft.parts[at]
        told = [cell for cell in record.all(Role.STEP) if cell.text.strip() and not (at and cell.merged)]
        for cell in told:
            found = parts_of(cell.text, key, self.doubts).steps
            parts = found if label is None or len(found) > 1 else (Part(label, found[0].text),)
            yield parts, cell.title.period.as_written if cell.title.period else ""
        if told:
            return
        own = record.own_text(Role.ACTION)
        if at == 0 and (_heads_dated(draft) or _heads_steps(draft)):
            # the steps below are its parts; dates of its own make it one of them
            if _dates(record, Role.DUE).strip():
                yield (Part(None, text),), ""
        elif at == 0:
            yield tuple(steps) or (Part(None, text),), ""
        elif own.strip():
            yield (Part(label, words_of(own)),), ""
        elif record.own_text(Role.DUE).strip():
            yield (Part(label, text),), ""

    def _criteria(self, records: Sequence[Record], key: str) -> Iterator[SuccessCriterion]:
        for cell in _cells(records, Role.SUCCESS):
            for text in criteria_of(cell.text):
                for each in self._parted(text, key):
                    yield SuccessCriterion(text=each, source=cell.lines)
            for stem in stems_of(cell.text):
                question = (
                    "These words lead into a list of criteria and are not repeated in each. "
                    "May they be left out?"
                )
                self.doubts.add("text.stem", key, question, cause="stem", raw=stem)

    def _parted(self, text: str, key: str) -> tuple[str, ...]:
        """The criteria that semicolons part in one line; one question for all the lines that have them."""
        parted = between_semicolons(text)
        if len(parted) > 1:
            question = "Semicolons part these criteria, and each is read as one of its own. Is that right?"
            self.doubts.add("text.split", key, question, cause="semicolons", raw=text)
        return parted

    def _owners(self, records: Sequence[Record], role: Role, key: str) -> tuple[str, ...]:
        names: list[str] = []
        for record in records:
            for cell in _cells([record], role) if record is records[0] else _own_cells(record, role):
                read = owners_in(cell.text)
                names.extend(_at_organisation(read.names, record) if role is Role.OWNER else read.names)
                for raw in read.unsure:
                    text = "Owners run together without a mark between them. Is this where each one begins?"
                    self.doubts.add("owner.split", key, text, cause=raw, raw=raw)
        return tuple(dict.fromkeys(names))

    def _note(self, record: Record, key: str, carried: frozenset[Role]) -> None:
        """Note which lines are carried; a column that no field carries is asked about once."""
        for each in record.fields:
            spans = (each.lines, *each.more)
            if not each.text.strip():
                continue
            if set(each.title.roles) & carried:
                self.carried.update(n for span in spans for n in range(span[0], span[1] + 1))
                continue
            if each.merged:
                continue
            text = "Some columns are not part of an action here; they are kept beside it. What are they for?"
            named = f"{each.title.text}: " if each.title.text else ""
            self.doubts.add("cell.unread", key, text, cause="columns", raw=f"{named}{words_of(each.text)}")


def _span(records: Sequence[Record]) -> Span:
    return min(record.lines[0] for record in records), max(record.lines[1] for record in records)


def _cells(records: Sequence[Record], role: Role) -> Iterator[Field]:
    """The cells of a role: of the first row all, of the rows after it those that begin there."""
    for at, record in enumerate(records):
        for cell in record.all(role):
            if cell.text.strip() and (at == 0 or not cell.merged):
                yield cell


def _own_cells(record: Record, role: Role) -> Iterator[Field]:
    return (cell for cell in record.all(role) if cell.text.strip() and not cell.merged)


def _texts(records: Sequence[Record], role: Role, between: str) -> str:
    return between.join(dict.fromkeys(words_of(cell.text) for cell in _cells(records, role)))


def _progress(records: Sequence[Record]) -> str:
    """What is told so far; several columns of it each under their title."""
    cells = list(_cells(records, Role.EVIDENCE))
    titled = len({cell.title.column for cell in cells}) > 1
    return "\n".join(
        f"{cell.title.text}: {words_of(cell.text)}" if titled else words_of(cell.text) for cell in cells
    )


def _dates(record: Record, role: Role) -> str:
    """The cells of dates of a record; where one holds two roles, what it says goes to the due alone."""
    if role is Role.DUE:
        cells = _dues_in_force(record)
    else:
        cells = [cell for cell in record.all(role) if Role.DUE not in cell.title.roles and cell.text.strip()]
    return "\n".join(dict.fromkeys(cell.text for cell in cells))


def _due_cells(record: Record) -> list[Field]:
    return [cell for cell in record.all(Role.DUE) if cell.text.strip()]


def _dues_in_force(record: Record) -> list[Field]:
    """The cells of dates, or the revised ones alone where a row has both."""
    cells = _due_cells(record)
    return [cell for cell in cells if _REVISED.search(cell.title.text)] or cells


def _dated_record(draft: Draft, at: int) -> Record:
    """The row whose dates and standing a part has: its own, or those of the action when it gives none."""
    record = draft.records[at]
    given = any(record.text(role).strip() for role in (Role.DUE, Role.START, Role.STATUS))
    return record if given or draft.parts[at] else draft.records[0]


def _heads_steps(draft: Draft) -> bool:
    """Whether the first row says what is to be done, and the rows under it in which steps."""
    return any(each.own_text(Role.STEP).strip() for each in draft.records[1:])


def _heads_dated(draft: Draft) -> bool:
    """Whether lettered rows under the first say all of when its action is due and how it stands."""
    first, *rows = draft.records
    given = any(first.text(role).strip() for role in (Role.DUE, Role.START, Role.STATUS))
    dated = all(row.own_text(Role.DUE).strip() and row.own_text(Role.ACTION).strip() for row in rows)
    return bool(rows) and not given and dated and all(draft.parts[1:])


def _at_organisation(names: Sequence[str], record: Record) -> tuple[str, ...]:
    """Each owner at the organisation that stands in a column of its own."""
    cells = [cell for cell in record.all(Role.ORGANISATION) if cell.text.strip()]
    organisations = owners_in(cells[0].text).names if cells else ()
    if len(organisations) == len(names):
        return tuple(
            name if organisation in name else f"{name}, {organisation}"
            for name, organisation in zip(names, organisations, strict=True)
        )
    if len(organisations) == 1:
        return tuple(name if organisations[0] in name else f"{name}, {organisations[0]}" for name in names)
    return tuple(names) if names else organisations
