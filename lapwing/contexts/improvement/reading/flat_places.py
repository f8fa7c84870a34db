"""Rows with their place in the plan: heading and key, and what is asked of merged, cut and slipped cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.reading.columns import roles_in
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.flat_rows import FlatRow
from lapwing.contexts.improvement.reading.joining import Joiner
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.typing_slips import ask_about_slip

_ORDERS = frozenset(
    (*first, *second, Role.ACTION, Role.OWNER)
    for first in ((), (Role.REFERENCE,))
    for second in ((), (Role.OUTCOME,))
)


@dataclass
class PlacedRow:
    """A row with the headings it stands under, and the key it is known by."""

    row: FlatRow
    group: str | None
    objective: str | None
    titles: str = ""
    key: str = ""
    occurrence: int = 1


def give_keys(rows: Sequence[PlacedRow], doubts: Doubts) -> None:
    """A key for each row: its number mended, with ``#2`` where it is printed a second time."""
    met: Counter[str] = Counter()
    for placed in rows:
        plain = re.sub(r"\.\s*\.*\s*", ".", placed.row.ref).rstrip(".")
        met[plain] += 1
        placed.occurrence = met[plain]
        placed.key = plain if placed.occurrence == 1 else f"{plain}#{placed.occurrence}"
        _ask_about_number(placed, plain, doubts)
    for placed in rows:
        ref = placed.key.split("#")[0]
        if met[ref] > 1:
            text = (
                f"The number {ref} is printed for {met[ref]} actions. They are kept apart; is a number wrong?"
            )
            doubts.add("ref.duplicate", placed.key, text, cause=ref)


def _ask_about_number(placed: PlacedRow, plain: str, doubts: Doubts) -> None:
    if plain != placed.row.ref:
        ask_about_slip(placed.row.ref, plain, placed.key, doubts)
    elif not _in_its_place(placed, plain):
        text = f"Some numbers stand under another heading (first: {plain}). Are they right?"
        raw = f"{plain} under {placed.objective}"
        doubts.add("ref.typing", placed.key, text, cause="place", choices=("yes", "no"), raw=raw)


def _in_its_place(placed: PlacedRow, plain: str) -> bool:
    """A number of three parts begins with its objective's, one of two parts with its group's."""
    above = placed.group if plain.count(".") == 1 else placed.objective
    return not placed.objective or not above or plain.startswith(f"{above}.")


def ask_about_cells(rows: Sequence[PlacedRow], joiner: Joiner, doubts: Doubts) -> None:
    """Cells that were merged, cut by a page or out of place: how they were read, for a person to confirm."""
    _ask_merged(rows, joiner, doubts)
    _ask_columns(rows, doubts)
    for placed in rows:
        row = placed.row
        if row.key_area_in_pieces and len(_sharing(rows, placed)) == 1:
            text = (
                "The key area is printed in two pieces, with other cells between. They were joined. Rightly?"
            )
            doubts.add("cell.split", placed.key, text, choices=("yes", "no"), raw=joiner.join(row.key_area))
        if not row.milestones and not row.text:
            text = f"Nothing to do is printed for {placed.key}. What is its action?"
            doubts.add("action.empty", placed.key, text)
        if row.slipped_from:
            above = next(each for each in rows if each.row is row.slipped_from)
            text = (
                f"{placed.key} prints only an owner. The last milestone above its number is taken to be its "
                f"own, not that of {above.key}. Whose is it?"
            )
            raw = row.milestones[0].text(joiner)
            doubts.add("cell.slipped", f"{placed.key}/m1", text, choices=(placed.key, above.key), raw=raw)


def _ask_columns(rows: Sequence[PlacedRow], doubts: Doubts) -> None:
    """Flattened cells are told apart by their order: outcome, action, owner. Others are asked about."""
    for placed in rows:
        if placed.titles and roles_in(placed.titles) not in _ORDERS:
            text = (
                "The columns of this table are not outcome, action and owner, in that order, and their lines "
                "ran together. Cells may stand in the wrong place. Does each row read as it should?"
            )
            doubts.add("cell.order", placed.key, text, cause=placed.titles, raw=placed.titles)


def _sharing(rows: Sequence[PlacedRow], placed: PlacedRow) -> list[PlacedRow]:
    return [each for each in rows if each.row.key_area is placed.row.key_area]


def _ask_merged(rows: Sequence[PlacedRow], joiner: Joiner, doubts: Doubts) -> None:
    """One question for the merged key areas of a plan, naming the rows that share each."""
    shares = [_sharing(rows, placed) for placed in rows if placed.row.key_area]
    merged = list({same[0].key: same for same in shares if len(same) > 1}.values())
    listed = "; ".join(f"{same[0].key} for {', '.join(each.key for each in same[1:])}" for same in merged)
    raw = "\n".join(f"{same[0].key}: {joiner.join(same[0].row.key_area)}" for same in merged)
    for placed in (each for same in merged for each in same[1:]):
        text = (
            f"Key areas printed once are taken to hold for the rows below that print none: {listed}. Do they?"
        )
        doubts.add("cell.merged", placed.key, text, cause="key areas", choices=("yes", "no"), raw=raw)
