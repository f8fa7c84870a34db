"""What answers do to a plan, where no person is needed: dates, roles, targets, measures and lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from lapwing.contexts.improvement.commands.common import RefusedError
from lapwing.contexts.improvement.commands.common import today as today_of
from lapwing.contexts.improvement.commands.effects import Effects
from lapwing.contexts.improvement.commands.quarters import read_quarters_as
from lapwing.contexts.improvement.commands.relative import apply_reading
from lapwing.contexts.improvement.commands.splits import split_cells
from lapwing.contexts.improvement.models import (
    Measure,
    OwnerRole,
    Ownership,
    PrintedStatus,
    Question,
    StatusReport,
)
from lapwing.contexts.improvement.rules.questions import APPLIED
from lapwing.contexts.improvement.rules.status_words import is_the_word, printed_note, status_answered
from lapwing.platform.access.actor import Actor

_YES = ("one ", "yes", "the same", "same")


def carry_out(question: Question, answer: str, *, actor: Actor, now: datetime) -> None:
    """Do what the answer says and write it down with the question. Raises RefusedError.

    Answers in words that choose nothing known are kept, and change nothing.
    """
    act = _ACTS.get(question.code)
    if act is None:
        return
    effects = Effects(actor, now, f"Answer to “{question.text[:200]}”: {answer[:200]}")
    act(question, answer, effects)
    question.effects = {"made": effects.made}
    question.save(update_fields=["effects"])


def _quarter_basis(question: Question, answer: str, effects: Effects) -> None:
    """Every date written as a quarter is worked out again."""
    basis = next((word for word in ("calendar", "financial") if word in answer.casefold()), "")
    if basis:
        effects.set_field(question.plan, "quarter_basis", basis)
        read_quarters_as(question.plan, basis, effects)


def _owner_alias(question: Question, answer: str, effects: Effects) -> None:
    """The spellings are one role: the one that owns most keeps its name."""
    if not _says_yes(answer):
        return
    roles = _roles_spelled(question)
    if len(roles) > 1:
        kept, *others = sorted(roles, key=lambda role: (-roles[role], -len(role.name), role.pk))
        for role in others:
            effects.set_field(role, "joined_to_id", kept.pk)


def _roles_spelled(question: Question) -> dict[OwnerRole, int]:
    """The roles whose spellings a question shows, with how often each owns an action of the plan."""
    spellings = set(re.split(r"\s*\|\s*|\n", question.raw)) | set(
        re.findall(r"[“\"]([^”\"]+)[”\"]", question.text)
    )
    found: dict[OwnerRole, int] = {}
    rows = Ownership.objects.standing().filter(action__plan_id=question.plan_id, as_written__in=spellings)
    for row in rows.select_related("role__joined_to"):
        role = row.role.joined_to or row.role
        found[role] = found.get(role, 0) + 1
    return found


def _measure_duplicate(question: Question, answer: str, effects: Effects) -> None:
    """The measures are one: the first that the plan prints is kept."""
    if not _says_yes(answer):
        return
    among = Measure.objects.in_force().filter(plan_id=question.plan_id, key__in=question.where)
    found = list(among.order_by("position", "id"))
    if any(measure.same_as_id is not None for measure in found):
        raise RefusedError("One of these measures is joined to another already. Part them first.")
    for measure in found[1:]:
        effects.set_field(measure, "same_as_id", found[0].pk)


def _target_relative(question: Question, answer: str, effects: Effects) -> None:
    """Targets written as changes are resolved by the reading chosen, once their sign is certain."""
    for place in question.where:
        turn_sign = _sign_is_a_slip(question.plan_id, place)
        apply_reading(question.plan_id, place, answer, effects, turn_sign=turn_sign)


def _sign_is_a_slip(plan_id: int, measure_key: str) -> bool:
    """Whether a person said that the targets of a measure carry the wrong sign: the first answer offered.

    Raises RefusedError while that is asked and not answered with one of the two.
    """
    asked = Question.objects.filter(
        plan_id=plan_id, code="target.sign", where__contains=[measure_key]
    ).first()
    if asked is None:
        return False
    if asked.answer in asked.choices:
        return asked.choices.index(asked.answer) == 0
    raise RefusedError("Say first which sign is meant: the question about the sign of these targets is open.")


def _split(question: Question, answer: str, effects: Effects) -> None:
    """A cell is divided where the person says: one item to a line, an empty line between cells.

    An answer in words ("yes, as proposed") leaves the cell as it is proposed.
    """
    cells = {" ".join(cell.split()) for cell in question.raw.splitlines()}
    is_division = "\n" in answer.strip() or " ".join(answer.split()) in cells
    if is_division and answer not in question.choices:
        split_cells(question, answer, effects)


def _status_word(question: Question, answer: str, effects: Effects) -> None:
    """What the document said by a word is now understood: each place is reported as of its own day.

    A day still to come is the day on which somebody says what the word means.
    """
    status = status_answered(answer)
    if status is None:
        return
    printed = PrintedStatus.objects.filter(
        milestone__action__plan_id=question.plan_id, milestone__voided_at=None, status=""
    )
    today = today_of(effects.now)
    effects.replace(
        StatusReport.objects.none(),
        [
            StatusReport(
                partnership_id=row.partnership_id,
                milestone_id=row.milestone_id,
                status=status,
                effective_on=min(row.on or today, today),
                note=printed_note(row.as_written, row.period, row.note),
            )
            for row in printed
            if is_the_word(row.as_written, question.raw)
        ],
    )


def _says_yes(answer: str) -> bool:
    return answer.strip().casefold().startswith(_YES)


_ACTS: dict[str, Callable[[Question, str, Effects], None]] = {
    "due.quarter-basis": _quarter_basis,
    "owner.alias": _owner_alias,
    "measure.duplicate": _measure_duplicate,
    "target.relative": _target_relative,
    "text.split": _split,
    "owner.split": _split,
    "status.word": _status_word,
}

assert set(_ACTS) == APPLIED
