"""The roles of a table's columns: from the titles, from each other, and from what the cells hold.

What a title does not tell may be understood from the cells (dates, words of status, posts, numbers); then a
person is asked, once for the column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lapwing.contexts.improvement.reading.columns import plain_title
from lapwing.contexts.improvement.reading.grids.headers import ColumnTitle, Header
from lapwing.contexts.improvement.reading.grids.owner_cells import names_post, owners_in
from lapwing.contexts.improvement.reading.grids.purpose import MEASURING, why_no_actions
from lapwing.contexts.improvement.reading.grids.titles import Meaning
from lapwing.contexts.improvement.reading.legend import Legend, colour_name
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.domain.due import read_due
from lapwing.platform.extraction.document import Grid, GridCell

STEPS_ALONE = "steps, and no column of actions beside them"
_NUMBER = re.compile(
    r"^(?:action\s*)?[A-Z]{0,4}[-.]?\d{1,3}(?:\.\d{1,3}){0,3}[.)]?[a-z]?$|^[A-H]\d?$", re.IGNORECASE
)
_AREA = re.compile(r"^\s*action\s+(?:area\s+)?\d{1,2}\b(?!\.\d)", re.IGNORECASE)
_UNDER = re.compile(r"^\s*(?:action\s+)?\d{1,2}\.\d{1,2}\b", re.IGNORECASE)
_PER_CENT = re.compile(r"^\s*\d{1,3}\s*%\s*$")
_LEVEL = re.compile(r"^(?:h|m|l|high|medium|med|low|\d)(?:\s*[-/]\s*(?:high|medium|low))?$", re.IGNORECASE)
_YES = re.compile(r"^(?:y|n|yes|no|✓|✔|x)\W*$", re.IGNORECASE)
_LEAST_SHARE = 0.6


@dataclass(frozen=True)
class Guess:
    """A column understood from its cells. ``why`` says what was found in them."""

    column: ColumnTitle
    why: str


@dataclass(frozen=True)
class Settled:
    """The header with every role settled; ``why_not`` says why the table holds no actions, or is empty."""

    header: Header
    guesses: tuple[Guess, ...] = ()
    why_not: str = ""


def settled(grid: Grid, header: Header, legend: Legend, *, heading: str = "") -> Settled:
    """The roles of all columns, and whether these are columns of actions."""
    cells = {title.column: _cells(grid, header, title.column) for title in header.titles}
    titles = [_with_period(title, cells[title.column], legend) for title in header.titles]
    titles = [_levelled(title, cells[title.column], legend) for title in titles]
    titles = _areas_apart(titles, cells)
    guesses: list[Guess] = []
    before = titles
    titles = _reconciled(titles)
    guesses.extend(
        Guess(title, "nothing else says of success")
        for title, old in zip(titles, before, strict=True)
        if old.role is Role.EVIDENCE and title.role is Role.SUCCESS
    )
    for at, title in enumerate(titles):
        if title.role is None and title.period is None:
            guess = _guess(title, cells[title.column], {r for t in titles for r in t.roles}, legend)
            if guess is not None:
                titles[at] = guess.column
                guesses.append(guess)
    titles, acting = _acting(titles, cells)
    if acting is not None:
        guesses.append(acting)
    result = replace(header, titles=tuple(titles))
    return Settled(result, tuple(guesses), why_no_actions(result, heading))


def _cells(grid: Grid, header: Header, column: int) -> list[GridCell]:
    rows = range(*header.body)
    return [
        cell
        for cell in grid.cells
        if cell.column == column and cell.row in rows and cell.columns < max(2, grid.columns - 1)
    ]


def _share(cells: Sequence[GridCell], holds: Callable[[GridCell], bool]) -> bool:
    filled = [cell for cell in cells if cell.text.strip() or cell.colour]
    return bool(filled) and sum(map(holds, filled)) >= _LEAST_SHARE * len(filled)


def _is_status(cell: GridCell, legend: Legend) -> bool:
    if not cell.text.strip():
        return (
            cell.colour is not None
            and (legend.of_colour(cell.colour) or colour_name(cell.colour)) is not None
        )
    return len(cell.text.split()) <= 30 and legend.reading(cell.text).status is not None


def _is_rating(cell: GridCell, legend: Legend) -> bool:
    """A word of status and hardly more, so that the column tells no story."""
    return bool(cell.text.strip()) and len(cell.text.split()) <= 4 and _is_status(cell, legend)


def _with_period(title: ColumnTitle, cells: Sequence[GridCell], legend: Legend) -> ColumnTitle:
    """A column named for nothing but a period tells how things stood then, when its cells say so."""
    if title.period is None or title.role is not None:
        return title
    if _share(cells, lambda cell: _is_status(cell, legend)) or not any(
        c.text.strip() or c.colour for c in cells
    ):
        meaning = Meaning(
            (Role.STATUS,), "a period over words or colours of status", title.period, exact=True
        )
        return replace(title, meaning=meaning)
    return title


def _levelled(title: ColumnTitle, cells: Sequence[GridCell], legend: Legend) -> ColumnTitle:
    """*Priority* over high, medium and low is a level; a number of a status column is no status."""
    if plain_title(title.text) in {"priority", "rank"} and _share(
        cells, lambda cell: bool(_LEVEL.match(cell.text.strip()))
    ):
        return _as(title, Role.PRIORITY, "levels in its cells")
    if (
        title.role is Role.EVIDENCE
        and len(cells) > 1
        and _share(cells, lambda cell: _is_rating(cell, legend))
    ):
        return _as(title, Role.STATUS, "nothing but words of status in its cells")
    if title.role is Role.STATUS and _share(cells, lambda cell: bool(_PER_CENT.match(cell.text))):
        return _as(title, Role.EVIDENCE, "how much is done, in per cent")
    completes = plain_title(title.text) in {"complete", "completed", "completion", "completed by"}
    if (
        completes
        and Role.DUE in title.roles
        and _share(cells, lambda cell: bool(_YES.match(cell.text.strip())))
    ):
        return _as(title, Role.STATUS, "yes and no in its cells")
    return title


def _as(title: ColumnTitle, role: Role, reason: str) -> ColumnTitle:
    return replace(title, meaning=Meaning((role,), reason, title.period))


def _reconciled(titles: Sequence[ColumnTitle]) -> list[ColumnTitle]:
    """Roles that depend on the columns beside: a step without an action is one, indicators say of success."""
    found = list(titles)

    def roles() -> set[Role]:
        return {role for title in found for role in title.roles}

    def turn(old: Role, new: Role, reason: str) -> None:
        for at, title in enumerate(found):
            if title.role is old:
                found[at] = _as(title, new, reason)

    if Role.ACTION not in roles() and Role.STEP in roles():
        turn(Role.STEP, Role.ACTION, STEPS_ALONE)
    actions = [at for at, title in enumerate(found) if Role.ACTION in title.roles]
    if len(actions) > 1:
        _apart(found, actions)
    if Role.OWNER not in roles():
        old = next((role for role in (Role.ORGANISATION, Role.ACCOUNTABLE) if role in roles()), None)
        if old is not None:
            turn(old, Role.OWNER, "nobody else is named as the owner")
    impact = [at for at, title in enumerate(found) if plain_title(title.text) == "impact"]
    if impact and not roles() & {Role.SUCCESS, Role.STATUS} and Role.EVIDENCE in found[impact[0]].roles:
        found[impact[0]] = _as(
            found[impact[0]], Role.SUCCESS, "impact, and nothing else beside it says of success"
        )
    if Role.ACTION in roles() and not roles() & {Role.MEASURE, Role.BASELINE, Role.ACTUAL}:
        for at, title in enumerate(found):
            if title.role is Role.TARGET and "milestone" in plain_title(title.text):
                found[at] = _as(title, Role.STEP, "milestones of an action, without figures beside them")
    if Role.ACTION in roles():
        if not roles() & {Role.BASELINE, Role.TARGET, Role.ACTUAL}:
            turn(
                Role.MEASURE, Role.SUCCESS, "indicators beside an action"
            ) if Role.SUCCESS not in roles() else None
        if Role.TARGET not in roles() and Role.MEASURE not in roles() and Role.RATIONALE not in roles():
            for at, title in enumerate(found):
                if title.role is Role.BASELINE and "position" in plain_title(title.text):
                    found[at] = _as(title, Role.RATIONALE, "where things are now, and no target beside it")
    return found


def _apart(found: list[ColumnTitle], actions: Sequence[int]) -> None:
    """Of two columns of actions the wider is split into the narrower: *Objective action* and *Tasks*."""
    steps = {"task", "tasks", "key tasks", "activity", "activities", "key activities", "what", "how", "steps",
             "next steps", "next step", "deliverable", "deliverables", "key deliverables"}  # fmt: skip
    main = next((at for at in actions if plain_title(found[at].text) not in steps), actions[0])
    for at in actions:
        if at == main:
            continue
        plainly = plain_title(found[at].text)
        if plainly in {"next step", "next steps", "what will we do next", "whats next"}:
            found[at] = _as(found[at], Role.EVIDENCE, "next steps beside a column of actions")
        elif found[at].text and plain_title(found[main].text) != plainly:
            found[at] = _as(found[at], Role.STEP, "a second column of what is done")


def _areas_apart(titles: Sequence[ColumnTitle], cells: dict[int, list[GridCell]]) -> list[ColumnTitle]:
    """Of two columns of actions, one whose cells are ``Action 1: …`` beside numbers under it names areas."""
    found = list(titles)
    acting = [at for at, title in enumerate(found) if title.role is Role.ACTION]
    for at in acting[:1] if len(acting) > 1 else ():
        own, beside = (cells[found[place].column] for place in acting[:2])
        if _share(own, lambda cell: bool(_AREA.match(cell.text))) and _share(
            beside, lambda cell: bool(_UNDER.match(cell.text))
        ):
            found[at] = _as(found[at], Role.OUTCOME, "its cells name areas, with numbered actions beside")
    return found


def _guess(title: ColumnTitle, cells: Sequence[GridCell], taken: set[Role], legend: Legend) -> Guess | None:
    """A column whose title tells nothing, understood from its cells."""
    filled = [cell for cell in cells if cell.text.strip()]
    if (
        Role.STATUS not in taken
        and len(filled or cells) > 1
        and _share(cells, lambda c: _is_status(c, legend))
    ):
        return Guess(_as(title, Role.STATUS, "its cells are words of status"), "words of status")
    if len(filled) < 2:
        return None
    if Role.REFERENCE not in taken and _share(cells, lambda c: bool(_NUMBER.match(c.text.strip()))):
        return Guess(_as(title, Role.REFERENCE, "its cells are numbers"), "numbers")
    if Role.DUE not in taken and _share(cells, _is_date):
        return Guess(_as(title, Role.DUE, "its cells are dates"), "dates")
    if Role.OWNER not in taken and _share(cells, _is_owner):
        return Guess(_as(title, Role.OWNER, "its cells are posts"), "names of posts")
    return None


def guessed_header(grid: Grid) -> tuple[Header, tuple[Guess, ...]] | None:
    """The columns of a table that prints no titles at all, when numbers, dates and posts stand in them.

    All three must be there, and one column of sentences beside them: then those are actions.
    """
    if grid.rows < 2 or grid.columns < 4:
        return None
    header = Header((), tuple(ColumnTitle(at, "") for at in range(grid.columns)), (0, grid.rows))
    found: dict[int, Role] = {}
    cells = {at: _cells(grid, header, at) for at in range(grid.columns)}
    for role, holds in _TOLD_BY_CELLS:
        column = next(
            (at for at in cells if at not in found and len(cells[at]) > 1 and _share(cells[at], holds)), None
        )
        if column is None:
            return None
        found[column] = role
    left = {at: sum(len(cell.text) for cell in cells[at]) for at in cells if at not in found}
    if not left or max(left.values()) < 20 * grid.rows:
        return None
    found[max(left, key=lambda at: left[at])] = Role.ACTION
    titles = tuple(
        _as(title, found[title.column], "its cells") if title.column in found else title
        for title in header.titles
    )
    guesses = tuple(Guess(title, "the table prints no titles") for title in titles if title.role)
    return replace(header, titles=titles), guesses


def _is_number(cell: GridCell) -> bool:
    return bool(_NUMBER.match(cell.text.strip()))


def _is_date(cell: GridCell) -> bool:
    return len(cell.text.split()) <= 10 and bool(read_due(cell.text).points)


def _is_owner(cell: GridCell) -> bool:
    return names_post(cell.text) and len(cell.text.split()) <= 20 and bool(owners_in(cell.text).names)


def _acting(
    titles: list[ColumnTitle], cells: dict[int, list[GridCell]]
) -> tuple[list[ColumnTitle], Guess | None]:
    """A table with an owner and a date, no column of actions: its fullest other column says what is done."""
    roles = {role for title in titles for role in title.roles}
    if (
        Role.ACTION in roles
        or len(roles & {Role.DUE, Role.OWNER, Role.STATUS}) < 2
        or roles & {Role.RISK, *MEASURING}
    ):
        return titles, None
    may = [
        title
        for title in titles
        if title.role in {Role.OUTCOME, Role.RATIONALE, Role.TARGET, None}
        and title.text
        and title.period is None
    ]
    long = [(sum(len(cell.text) for cell in cells[title.column]), title) for title in may]
    if not long:
        return titles, None
    most, best = max(long, key=lambda each: (each[0], -each[1].column))
    count = len([cell for cell in cells[best.column] if cell.text.strip()])
    if not count or most / count < 18:
        return titles, None
    column = _as(best, Role.ACTION, "the fullest column, beside an owner and a date")
    return [column if title is best else title for title in titles], Guess(column, "what is to be done")


_TOLD_BY_CELLS: tuple[tuple[Role, Callable[[GridCell], bool]], ...] = (
    (Role.REFERENCE, _is_number),
    (Role.DUE, _is_date),
    (Role.OWNER, _is_owner),
)
