"""The rows of the workbook: each update that a cycle expects and the actor may write, as it stands now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from lapwing.contexts.improvement import access, update_access
from lapwing.contexts.improvement.models import (
    Action,
    Cycle,
    Expected,
    Move,
    Update,
    UpdateMove,
    UpdateState,
)
from lapwing.contexts.improvement.presenters.my_updates import STATES
from lapwing.contexts.improvement.queries.cycle_lines import LastSaid
from lapwing.contexts.improvement.queries.lines import ActionLine, MilestoneLine
from lapwing.contexts.improvement.queries.loading import load_actions
from lapwing.contexts.improvement.queries.my_updates import About, said_before, said_outside
from lapwing.contexts.improvement.queries.standing import When
from lapwing.contexts.improvement.rules import Point, Status
from lapwing.contexts.improvement.rules.cycles import ANSWERS
from lapwing.contexts.improvement.rules.workflow import WRITABLE
from lapwing.contexts.improvement.update_book.keys import RowKey, check_of
from lapwing.platform.access.actor import Actor
from lapwing.platform.imports.reading.cells import text_cell
from lapwing.platform.ui.filters import day
from lapwing.platform.writing.legible import legible

_LONGEST = 2000
_LAST = 300


@dataclass(frozen=True)
class AskedRow:
    """One update that the cycle expects. ``update`` is None while nobody has begun it.

    ``is_kept``: somebody has, and the actor may not read it; then it is None too. ``is_by_actor``: the actor
    wrote in it. ``by_turn``: the turn of a recurring milestone whose update answers for it, with where that
    stands, while nobody has begun one of the milestone.
    """

    action: ActionLine
    milestone: MilestoneLine | None
    update: Update | None
    last: LastSaid | None
    is_own: bool
    comment: str
    is_kept: bool = False
    is_by_actor: bool = False
    by_turn: str = ""

    @property
    def kind(self) -> str:
        return "milestone" if self.milestone else "action"

    @property
    def ref(self) -> str:
        return self.milestone.ref if self.milestone else self.action.ref

    @property
    def version(self) -> int:
        return self.update.version if self.update else 0

    @property
    def state(self) -> str:
        return self.update.state if self.update else ""

    @property
    def is_writable(self) -> bool:
        if self.is_kept or self.by_turn:
            return False
        return self.update is None or UpdateState(self.update.state) in WRITABLE

    @property
    def words(self) -> str:
        """1.2 Begin talks."""
        text = self.milestone.text if self.milestone else self.action.text
        return f"{self.action.number} {text}".strip()

    @property
    def before(self) -> Status:
        """How its milestone stands; of an action as a whole anything may be said."""
        return self.milestone.status if self.milestone else Status.NOT_STARTED

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(Point(due.role, due.latest) for due in self.milestone.due) if self.milestone else ()

    @property
    def locked(self) -> dict[str, str]:
        """What the plan says, as it stands in the locked cells."""
        milestone = self.milestone
        texts = {
            "number": self.action.number,
            "action": self.action.text,
            "milestone": milestone.text if milestone else "The action as a whole",
            "due": day(milestone.last_due) if milestone and milestone.last_due else "No date set",
            "first": _first(milestone),
            "last": _last_words(self.last),
            "state": self._state_words,
        }
        return {name: _kept(text) for name, text in texts.items()}

    @property
    def _state_words(self) -> str:
        if self.is_kept:
            return "Begun by others: not yours to read yet"
        if self.by_turn:
            return f"Answered: {self.by_turn}"
        return STATES[self.state] + (f": {self.comment}" if self.comment else "")

    def key(self, cycle_ref: str) -> str:
        return str(RowKey(cycle_ref, self.kind, self.ref, self.version, check_of(self.locked)))


@dataclass(frozen=True)
class _Updates:
    """The updates of a cycle: those that the actor may read, and what of others is known, which is no words.

    ``comments``: with which words the returned ones were returned last, by their numbers.
    """

    readable: Mapping[About, Update]
    kept: frozenset[About]
    by_actor: frozenset[int]
    comments: Mapping[int, str]
    by_turn: Mapping[About, str]

    @classmethod
    def of(cls, actor: Actor, cycle: Cycle) -> _Updates:
        rows = Update.objects.in_force().filter(cycle=cycle, occurrence=None)
        found = update_access.updates.visible_to(actor, rows, permission=access.READ)
        readable = {(row.action_id, row.milestone_id): row for row in found}
        every = frozenset(rows.values_list("action_id", "milestone_id"))
        mine = UpdateMove.objects.filter(
            update_moved__in=[row.pk for row in readable.values()],
            move=Move.WRITTEN,
            made_by_id=actor.user_id,
        )
        returned = [row.pk for row in readable.values() if row.state == UpdateState.RETURNED]
        moves = UpdateMove.objects.filter(update_moved__in=returned, move=Move.RETURNED)
        return cls(
            readable=readable,
            kept=every - readable.keys(),
            by_actor=frozenset(mine.values_list("update_moved_id", flat=True)),
            comments=dict(moves.order_by("made_at", "id").values_list("update_moved_id", "comment")),
            by_turn=_by_turn(cycle, every),
        )


def _by_turn(cycle: Cycle, own: Collection[About]) -> dict[About, str]:
    """The turn that answers for each recurring milestone which has no update of its own, and its state."""
    rows = Update.objects.in_force().filter(cycle=cycle, occurrence__isnull=False, state__in=ANSWERS)
    return {
        (row.action_id, row.milestone_id): f"{row.occurrence.label}, {STATES[row.state].lower()}"
        for row in rows.select_related("occurrence").order_by("occurrence__due_on", "pk")
        if row.occurrence is not None and (row.action_id, row.milestone_id) not in own
    }


def places_of(actor: Actor, partnership_id: int) -> QuerySet[Cycle]:
    """The cycles that take updates now and expect one that the actor may write, the first to close first."""
    mine = access.actions.visible_to(actor, Action.objects.in_force(), permission=access.REPORT)
    expects = Expected.objects.standing().filter(cycle=OuterRef("pk"), action__in=mine.values("pk"))
    going = Cycle.objects.taking_updates().filter(partnership=partnership_id, plan__voided_at=None)
    found = access.cycles.visible_to(actor, going.filter(Exists(expects)), permission=access.READ)
    return found.select_related("plan").order_by("closes_on", "pk")


def rows_of(actor: Actor, cycle: Cycle, on: date) -> list[AskedRow]:
    """What the cycle expects of the actor, and what else of it they may write, in the plan's order."""
    mine = access.actions.visible_to(
        actor, Action.objects.in_force().filter(plan=cycle.plan_id), permission=access.REPORT
    )
    asked = Expected.objects.standing().filter(cycle=cycle, action__in=mine.values("pk"))
    rows = list(asked.select_related("cycle"))
    loaded = load_actions(Action.objects.filter(pk__in={row.action_id for row in rows}), When(on))
    actions = {loaded.rows[line.ref].pk: (place, line) for place, line in enumerate(loaded.actions)}
    milestones = {
        loaded.milestone_rows[line.ref].pk: (place, line) for place, line in enumerate(loaded.milestones)
    }
    updates = _Updates.of(actor, cycle)
    readable = update_access.updates.visible_to(actor, Update.objects.in_force(), permission=access.READ)
    before, owned = said_before(rows, readable), access.owned_actions(actor, on)
    found = []
    for row in rows:
        if row.action_id not in actions or row.milestone_id not in (None, *milestones):
            continue
        about = (row.action_id, row.milestone_id)
        place, action = actions[row.action_id]
        nth, milestone = milestones[row.milestone_id] if row.milestone_id else (-1, None)
        update = updates.readable.get(about)
        asked_row = AskedRow(
            action=action,
            milestone=milestone,
            update=update,
            last=before.get((cycle.pk, about)) or said_outside(milestone),
            is_own=row.action_id in owned,
            comment=updates.comments.get(update.pk, "") if update else "",
            is_kept=about in updates.kept,
            is_by_actor=update is not None and update.pk in updates.by_actor,
            by_turn=updates.by_turn.get(about, ""),
        )
        found.append((place, nth, asked_row))
    return [row for _, _, row in sorted(found, key=lambda each: each[:2])]


def _first(milestone: MilestoneLine | None) -> str:
    if milestone is None:
        return "–"
    moves = ", ".join(filter(None, (milestone.moved.words, milestone.turns_moved_words)))
    first = "–" if milestone.moved.first is None else day(milestone.moved.first)
    return f"{first} ({moves})" if moves else first


def _last_words(last: LastSaid | None) -> str:
    if last is None:
        return "Nothing said yet"
    words = f": {last.words}" if last.words else ""
    text = f"{last.status}, {day(last.on)}{words}"
    return text if len(text) <= _LAST else f"{text[: _LAST - 1]}…"


def _kept(text: str) -> str:
    """A text as a cell gives it back when the workbook is read."""
    found = text_cell(legible(text.replace("\r\n", "\n")))
    words = found if isinstance(found, str) else found["shown"]
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
