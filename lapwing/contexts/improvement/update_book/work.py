"""What the rows of a workbook would save, saving it, and taking it back while it is a draft still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from lapwing.contexts.improvement.access import NotVisible
from lapwing.contexts.improvement.commands.asking import settle_answered
from lapwing.contexts.improvement.commands.common import EditedByAnotherError, RefusedError, today
from lapwing.contexts.improvement.commands.update_drafts import let_draft_go, why_not_let_go
from lapwing.contexts.improvement.commands.update_locks import share_cycle
from lapwing.contexts.improvement.commands.update_round import Round
from lapwing.contexts.improvement.commands.updates import save_update, submit_update
from lapwing.contexts.improvement.models import Cycle, Update, UpdateState
from lapwing.contexts.improvement.queries.open_words import TEXTS
from lapwing.contexts.improvement.queries.update_units import takes_updates
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Missing, Said, missing
from lapwing.contexts.improvement.update_book.asked import AskedRow, rows_of
from lapwing.contexts.improvement.update_book.columns import KEY, LOCKED, TITLES
from lapwing.contexts.improvement.update_book.keys import RowKey, check_of, plain, read_key
from lapwing.contexts.improvement.update_book.saying import (
    changes_between,
    plain_said,
    said_by,
    said_from,
    said_in,
)
from lapwing.domain.names_in_text import names_in
from lapwing.platform.imports.errors import ImportRefusedError, RowsMovedError
from lapwing.platform.imports.feeds import (
    Change,
    Choice,
    Decision,
    Dependent,
    Desk,
    Made,
    Option,
    Problem,
    Row,
    Verdict,
    Wrong,
)
from lapwing.registry.names import ChildNamedError, allowed_names, sentence_about

OVER = (
    "The cycle takes no updates of yours now: it was signed off or taken out, or they are no longer yours to "
    "write. Nothing of the workbook is saved."
)
_LOST = (
    "The hidden key of this row is missing or was changed, so nobody knows which update it is. Download the "
    "workbook again, and put the words there."
)
_OF_ANOTHER = "This row is of the workbook of another cycle. Send it there."
_NOT_YOURS = "This is none of the updates that the cycle asks of you, or that you may write."
_MEANWHILE = (
    "This update was changed in Lapwing after the workbook was downloaded. Download it again to see what it "
    "says now, and put your words there."
)
_SENT = "This update is {state} and cannot be changed. Withdraw it on its page first, or leave the row out."
_BY_TURN = (
    "An update of one of its times answers for it. What is to be said besides, say on the milestone's page, "
    "and leave the row out."
)
_KEPT = (
    "Somebody else has begun this update, and it is not yours to read or to write before it is submitted or "
    "signed off. Leave the row out."
)
_AGREED = "no child:"


class UpdateWork:
    """The rows of one workbook, for one cycle."""

    def __init__(self, cycle: Cycle, desk: Desk) -> None:
        self.cycle, self.desk = cycle, desk

    def decide(self, rows: Sequence[Row], *, locking: bool) -> Sequence[Verdict]:
        """What each row would save, or what is wrong with it."""
        if locking:
            self._lock()
        known = {
            (row.kind, row.ref): row for row in rows_of(self.desk.actor, self.cycle, today(self.desk.now))
        }
        return [self._verdict(row, known) for row in rows]

    def apply(self, decisions: Sequence[Decision]) -> Sequence[Made]:
        """Save the drafts, or submit them. Raises RowsMovedError, and ImportRefusedError with a sentence."""
        shared = Round(self.desk.now)
        made = [Made(each.line, self._save(each, shared)) for each in decisions]
        if any(each.data["submits"] for each in decisions):
            shared.tell()
            settle_answered(self.cycle, self.desk.now)
        return made

    def dependents(self, made: Sequence[Made]) -> Sequence[Dependent]:
        """Updates that are no longer the drafts that the workbook made of them."""
        found = {
            row.ref: row for row in Update.objects.filter(ref__in=[each.data["update"] for each in made])
        }
        told = [(each.line, why_not_undone(each.data, found.get(each.data["update"]))) for each in made]
        return [Dependent(line, words) for line, words in told if words]

    def undo(self, made: Sequence[Made]) -> None:
        """Let new drafts go, and give the others their words of before. Raises RowsMovedError."""
        try:
            for each in made:
                self._put_back(each.data)
        except (NotVisible, RefusedError, EditedByAnotherError) as error:
            raise RowsMovedError from error

    def _lock(self) -> None:
        """The cycle, then its updates: the order in which everybody takes them. Raises ImportRefusedError."""
        found = share_cycle(self.cycle.pk)
        if found.voided_at is not None or not takes_updates(found):
            raise ImportRefusedError(OVER)
        list(Update.objects.filter(cycle=found).order_by("pk").select_for_update(of=("self",)).values("pk"))

    def _verdict(self, row: Row, known: Mapping[tuple[str, str], AskedRow]) -> Verdict:
        key = read_key(row.text(KEY))
        if key is None:
            return _wrong(row, _LOST)
        if key.cycle != self.cycle.ref:
            return _wrong(row, _OF_ANOTHER)
        asked = known.get((key.kind, key.ref))
        if asked is None:
            return _wrong(row, _NOT_YOURS)
        said, problems = said_in(row)
        problems = [*_of_locked_cells(row, key, asked), *problems]
        changes = changes_between(said_by(asked.update), said)
        if not problems and (changes or self._submits(asked, changes)):
            problems = self._in_the_way(key, asked, said, changes)
        if problems:
            return Wrong(row.line, tuple(problems))
        return self._names_asked(row, asked, said, changes) or self._decision(row, key, asked, said, changes)

    def _submits(self, asked: AskedRow, changes: Sequence[Change]) -> bool:
        """What was written in the workbook, and drafts of one's own; never what others are still writing."""
        is_own_draft = asked.is_by_actor and asked.state == UpdateState.DRAFT
        return self.desk.is_ticked and asked.is_writable and (bool(changes) or is_own_draft)

    def _in_the_way(
        self, key: RowKey, asked: AskedRow, said: Said, changes: Sequence[Change]
    ) -> list[Problem]:
        """What keeps a row that would do something from doing it."""
        if asked.is_kept:
            return [Problem("state", _KEPT)]
        if asked.by_turn:
            return [Problem("state", _BY_TURN)]
        if not asked.is_writable:
            state = asked.state if asked.state == "submitted" else "signed off"
            return [Problem("state", _SENT.format(state=state))]
        if changes and key.version != asked.version:
            return [Problem("number", _MEANWHILE)]
        return [
            Problem(each.field, each.message)
            for each in missing(said, before=asked.before, points=asked.points, today=today(self.desk.now))
            if self.desk.is_ticked or _is_of_off_track(said, each)
        ]

    def _names_asked(self, row: Row, asked: AskedRow, said: Said, changes: Sequence[Change]) -> Choice | None:
        """Whether a person has still to say that no child is named."""
        if not changes and not self._submits(asked, changes):
            return None
        agreed = agreed_names(row.choice)
        for name in TEXTS:
            places = [
                each
                for each in names_in(getattr(said, name), allowed=self._allowed)
                if each.text not in agreed
            ]
            if places:
                every = sorted({*agreed, *(each.text for text in _texts(said) for each in self._named(text))})
                words = f"{TITLES[name]} {sentence_about(places)}"
                option = Option(_AGREED + "|".join(every), "No child is named here: save it as it is", name)
                return Choice(row.line, words, (option,))
        return None

    def _named(self, text: str) -> list[Any]:
        return list(names_in(text, allowed=self._allowed))

    @cached_property
    def _allowed(self) -> frozenset[str]:
        return allowed_names(self.cycle.partnership_id)

    def _decision(
        self, row: Row, key: RowKey, asked: AskedRow, said: Said, changes: tuple[Change, ...]
    ) -> Decision:
        submits = self._submits(asked, changes)
        if submits:
            changes = (*changes, Change(TITLES["state"], asked.locked["state"], "Submitted"))
        effect = "same" if not changes else "add" if asked.update is None else "change"
        return Decision(
            line=row.line,
            effect=effect,  # type: ignore[arg-type]
            identity=f"{asked.kind} {asked.ref}",
            saw=f"{asked.version} {asked.state}",
            words=asked.words,
            changes=changes,
            data={
                "kind": asked.kind,
                "ref": asked.ref,
                "version": asked.version,
                "submits": submits,
                "agreed": sorted(agreed_names(row.choice)),
                "said": plain_said(said),
                "before": plain_said(said_by(asked.update)) if asked.update else None,
            },
        )

    def _save(self, decided: Decision, shared: Round) -> dict[str, Any]:
        data = decided.data
        given: dict[str, Any] = {
            "actor": self.desk.actor,
            "now": self.desk.now,
            "cycle_ref": self.cycle.ref,
            "kind": data["kind"],
            "ref": data["ref"],
            "version": data["version"],
            "said": said_from(data["said"]),
        }
        try:
            if data["submits"]:
                saved = submit_update(**given, named_nobody=data["agreed"], together=shared)
            else:
                saved = save_update(**given)
        except (NotVisible, EditedByAnotherError) as error:
            raise RowsMovedError from error
        except (RefusedError, ChildNamedError) as error:
            raise ImportRefusedError(f"Line {decided.line}: {error} Nothing was saved.") from error
        kept = ("kind", "ref", "before", "submits")
        return {"update": saved.ref, "version": saved.version, **{name: data[name] for name in kept}}

    def _put_back(self, data: Mapping[str, Any]) -> None:
        common: dict[str, Any] = {"actor": self.desk.actor, "now": self.desk.now, "version": data["version"]}
        if data["before"] is None:
            let_draft_go(ref=data["update"], **common)
            return
        save_update(
            cycle_ref=self.cycle.ref,
            kind=data["kind"],
            ref=data["ref"],
            said=said_from(data["before"]),
            **common,
        )


def why_not_undone(data: Mapping[str, Any], update: Update | None) -> str:
    """Why what a row made of an update cannot be taken back; "" when it can."""
    if update is None or update.voided_at is not None:
        return "the update was taken out since."
    if data["submits"] or update.state == "submitted":
        return "the update was submitted. Withdraw it on its page instead."
    if update.version != data["version"]:
        return "the update was changed since."
    return why_not_let_go(update) if data["before"] is None else ""


def agreed_names(choice: str) -> frozenset[str]:
    """The words of a row of which a person said that they name no child."""
    if not choice.startswith(_AGREED):
        return frozenset()
    return frozenset(choice.removeprefix(_AGREED).split("|")) - {""}


def _texts(said: Said) -> list[str]:
    return [getattr(said, name) for name in TEXTS]


def _is_of_off_track(said: Said, lacks: Missing) -> bool:
    """A draft may lack anything but this: what is off track is told with what is done, and by when."""
    return said.status is Status.OFF_TRACK and lacks.field in ("mitigation", "forecast_on")


def _of_locked_cells(row: Row, key: RowKey, asked: AskedRow) -> list[Problem]:
    """Locked cells that say neither what they said when the workbook was made nor what the plan says now."""
    found = {column.name: row.text(column.name) for column in LOCKED}
    if check_of(found) == key.check:
        return []
    return [
        Problem(
            name,
            f"This cell is locked, and was changed. It should say “{right}”. What the plan says is changed "
            "in the plan, and not here.",
            found[name][:60],
        )
        for name, right in asked.locked.items()
        if plain(found[name]) != plain(right)
    ]


def _wrong(row: Row, words: str) -> Wrong:
    return Wrong(row.line, (Problem("number", words, row.text("number")),))
