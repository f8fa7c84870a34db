"""Which rows make up one action: its own row, rows that share its cell, and rows that only carry it on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.grids.cell_text import lines_of_cell, words_of
from lapwing.contexts.improvement.reading.grids.folding import folded, may_fold
from lapwing.contexts.improvement.reading.grids.records import Field, Record
from lapwing.contexts.improvement.reading.pieces import Role

_REF = r"[A-Z]{0,4}[-.]?\d{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?"
_REFERENCE = re.compile(
    rf"^(?:(?:action|activity|task|item|ref(?:erence)?|no"
    rf"|number)\.?\s*(?:no\.?\s*)?[:#]?\s*)?(?P<ref>{_REF}|[A-H]|[ivx]{{1,4}}|[a-z])[.):]?$",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    r"^(?P<ref>[A-Z]{0,3}\d{1,2}(?:\.\d{1,2}){1,3}[a-z]?)[.):]?\s+(?P<text>\S.*)$", re.DOTALL
)
_NAMED = re.compile(
    rf"^(?:action|activity|task)\s+(?:no\.?\s*)?(?P<ref>{_REF})\s*[:.)–-]+\s*(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SINGLE = re.compile(r"^(?P<ref>\d{1,3})[.)]\s+(?P<text>\S.*)$", re.DOTALL)
_LETTERED = re.compile(r"^(?P<parent>.*\d)[.\s(]*(?P<letter>[a-z]|[ivx]{1,4})\)?$")
# Fields that make a row more than a few words of the action above it.
_TELLING = (Role.DUE, Role.OWNER, Role.SUCCESS, Role.STATUS, Role.STEP, Role.START, Role.ACCOUNTABLE)


@dataclass
class Draft:
    """The rows of one action. ``ref`` as printed, without words before it and the full stop after it."""

    ref: str
    records: list[Record]
    group: str | None = None
    objective: str | None = None
    parts: list[str | None] = field(default_factory=list)
    measured: bool = False


@dataclass
class Drafter:
    """Takes the records of a table in order; ``found`` are the actions so far, the last one open.

    ``measured`` tells that measures are read from the table too.
    """

    doubts: Doubts
    found: list[Draft] = field(default_factory=list)
    open: bool = False
    measured: bool = False

    def take(self, record: Record, group: str | None, objective: str | None) -> None:
        """File a record with the action above, or as a new one."""
        above = self.found[-1] if self.found and self.open else None
        for each in _several(record):
            if above is not None and (label := self._belongs(above, each)) is not None:
                self._add(above, each, label)
                continue
            ref, numbered = _numbered(each)
            above = Draft(ref, [numbered], group, objective, [None], self.measured)
            self.found.append(above)
            self.open = True

    def _add(self, above: Draft, record: Record, label: str) -> None:
        """Add a row to the action above: as a row of its own, or folded into the last that it carries on."""
        own = record.own_text(Role.ACTION).strip()
        goes_on = (not own or own[:1].islower()) and not label
        if goes_on and may_fold(above.records[-1], record):
            above.records[-1] = folded(above.records[-1], record)
            return
        above.records.append(record)
        above.parts.append(label or None)

    def close(self) -> None:
        """What comes next belongs to no row above."""
        self.open = False

    def _belongs(self, above: Draft, record: Record) -> str | None:
        """The label of a row that is part of the action above (empty for none); None when it is not."""
        action, ref = record.field(Role.ACTION), record.field(Role.REFERENCE)
        own_ref = plain_ref(record.own_text(Role.REFERENCE))
        if action is not None and action.merged and not own_ref:
            return ""
        if ref is not None and ref.merged and not heads_outcome(record, ref):
            return ""
        own_action = words_of(record.own_text(Role.ACTION))
        if not own_action:
            return "" if not own_ref and any(each.text.strip() for each in record.fields) else None
        lettered = _LETTERED.match(own_ref)
        if lettered and above.ref and lettered["parent"] == above.ref and not _stands_alone(record):
            return lettered["letter"]
        if not own_ref and above.ref and own_action[:1].islower() and _has_numbers(above):
            return ""
        return self._carried_on(above, record, own_ref, own_action)

    def _carried_on(self, above: Draft, record: Record, own_ref: str, own_action: str) -> str | None:
        """Words of an action without a number or anything beside them, where the row above has a number."""
        if own_ref or not above.ref or any(record.own_text(role).strip() for role in _TELLING):
            return None
        if not _has_numbers(above):
            return None
        text = "These rows hold words of an action and nothing else. Do they belong to the row above?"
        self.doubts.add("cell.merged", above.ref, text, cause="carried on", raw=own_action)
        return ""


def _has_numbers(draft: Draft) -> bool:
    """Whether the table has a column of numbers."""
    return any(Role.REFERENCE in each.title.roles for each in draft.records[0].fields)


def _stands_alone(record: Record) -> bool:
    """Whether a lettered row is a promise of its own: it has both an owner and criteria."""
    return bool(record.own_text(Role.OWNER).strip() and record.own_text(Role.SUCCESS).strip())


def heads_outcome(record: Record, ref: Field) -> bool:
    """Whether a number over several rows numbers what is beside it over the same rows, not the action."""
    outcome = record.field(Role.OUTCOME) or record.field(Role.RATIONALE)
    action = record.field(Role.ACTION)
    alone = action is None or action.rows < ref.rows
    return outcome is not None and outcome.rows == ref.rows and ref.rows > 1 and alone


def plain_ref(text: str) -> str:
    """A printed number without the word before it and the stop after it; any other text as it is."""
    words = words_of(text)
    match = _REFERENCE.match(words)
    return match["ref"] if match else words


def _numbered(record: Record) -> tuple[str, Record]:
    """The number of an action from its own column, or from the beginning of its text."""
    ref = record.field(Role.REFERENCE)
    if ref is not None and ref.text.strip() and not (ref.rows > 1 and heads_outcome(record, ref)):
        return plain_ref(ref.text), record
    action = record.field(Role.ACTION)
    if action is None or (ref is not None and ref.text.strip()):
        return "", record
    if match := _leading(action.text):
        return match["ref"], _with_text(record, action, match["text"])
    return "", record


def _leading(text: str) -> re.Match[str] | None:
    plain = text.strip()
    lines = lines_of_cell(text)
    several = sum(line.listed for line in lines) > 1
    found = _DOTTED.match(plain) or _NAMED.match(plain) or (None if several else _SINGLE.match(plain))
    return found if found and re.match(r"[\W_]*[A-Za-z]", found["text"]) else None


def _with_text(record: Record, cell: Field, text: str) -> Record:
    fields = tuple(replace(each, text=text) if each is cell else each for each in record.fields)
    return replace(record, fields=fields)


def _several(record: Record) -> Iterator[Record]:
    """One record for each action of a row: a cell whose paragraphs each begin with a number of their own."""
    action = record.own(Role.ACTION)
    if action is None:
        yield record
        return
    cuts = [at for at, line in enumerate(action.text.splitlines()) if _DOTTED.match(line.strip())]
    refs = [line for line in record.own_text(Role.REFERENCE).splitlines() if line.strip()]
    lines = action.text.splitlines()
    if len(refs) > 1 and not cuts:
        starts = _paragraphs(lines)
        cuts = starts if len(starts) == len(refs) else []
    elif refs or (cuts and cuts[0] != 0):
        cuts = cuts if len(refs) == len(cuts) else []
    if len(cuts) < 2:
        yield record
        return
    yield from _shared(record, action, _pieces(lines, cuts), refs)


def _paragraphs(lines: Sequence[str]) -> list[int]:
    return [at for at, line in enumerate(lines) if line.strip()]


def _pieces(lines: Sequence[str], cuts: Sequence[int]) -> list[str]:
    return ["\n".join(lines[a:b]) for a, b in zip(cuts, [*cuts[1:], len(lines)], strict=True)]


def _shared(record: Record, action: Field, pieces: Sequence[str], refs: Sequence[str]) -> Iterator[Record]:
    """The row once for each action; cells that list as many lines as there are actions give one to each."""
    for at, piece in enumerate(pieces):
        yield replace(record, fields=tuple(_share(record.fields, action, at, piece, len(pieces), refs)))


def _share(
    fields: Iterable[Field], action: Field, at: int, piece: str, count: int, refs: Sequence[str]
) -> Iterator[Field]:
    for each in fields:
        lines = [line for line in each.text.splitlines() if line.strip()]
        if each is action:
            yield replace(each, text=piece)
        elif Role.REFERENCE in each.title.roles and refs:
            yield replace(each, text=refs[at])
        elif len(lines) == count and each.role in {Role.DUE, Role.OWNER, Role.STATUS, Role.START}:
            yield replace(each, text=lines[at])
        else:
            yield each
