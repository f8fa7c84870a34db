"""Raising something to a group, answering it, and raising it further when the group cannot settle it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from lapwing.contexts.governance.access import TAKE_PART, may_run
from lapwing.contexts.governance.answering import day_above, raisers, stand_aside, usual_day, way_of
from lapwing.contexts.governance.commands.about import Pointed, about_fields
from lapwing.contexts.governance.commands.common import (
    Nobody,
    NotYoursError,
    RefusedError,
    fetch,
    look_for_names,
    required,
    save_changes,
    today,
    user_id_of,
)
from lapwing.contexts.governance.commands.meetings import must_decide
from lapwing.contexts.governance.models import Decision, EscalatedItem, ItemKind
from lapwing.contexts.governance.telling_raised import (
    settle_raised,
    tell_of_late,
    tell_of_passed_on,
    tell_of_raised,
)
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.ui.filters import day
from lapwing.registry.models import GovernanceGroup

ANSWERED = "It is answered already."
OWNED = "You own what this is about. Another member of the group answers it; you may escalate it further."


@transaction.atomic
def raise_item(
    *,
    actor: Actor,
    now: datetime,
    partnership_id: int,
    to_group_id: int,
    subject_kind: str,
    subject_ref: str,
    words: str,
    rule_key: str,
    reason: str,
    episode: str = "",
    subject_words: str = "",
    answer_by: date | None = None,
) -> EscalatedItem:
    """A rule raises something to a group, which owes an answer by a day (the usual one, if none is given);
    whoever runs the group is told.

    Doing it twice raises it once: for one ``episode`` (a cycle's reference, say) of a rule and a subject, or,
    without an episode, as long as what the same rule raised about the same subject is not answered.
    Raises NotVisible for a group that is not the partnership's, and RefusedError without words or a reason.
    """
    if not rule_key:
        raise ValueError("A rule has a key; a person raises by raise_by_hand.")
    group = _group_held(to_group_id, partnership_id)
    before = EscalatedItem.objects.filter(
        group=group, rule_key=rule_key, subject_kind=subject_kind, subject_ref=subject_ref
    )
    same = before.filter(episode=episode) if episode else before.unanswered()
    if (found := same.order_by("-id").first()) is not None:
        return found
    item = EscalatedItem.objects.create(
        partnership_id=partnership_id,
        group=group,
        words=required(words, field="words", message="Say what is escalated."),
        reason=required(reason, field="reason", message="Say why it is escalated."),
        answer_by=answer_by or usual_day(group, now),
        rule_key=rule_key,
        # each time without an episode is one of its own, once the one before is answered
        episode=episode or f"#{before.count() + 1}",
        subject_kind=subject_kind,
        subject_ref=subject_ref,
        subject_words=subject_words,
        created_at=now,
        created_by_id=user_id_of(actor),
    )
    tell_of_raised(item, but=None, now=now)
    return item


def _group_held(group_id: int, partnership_id: int) -> GovernanceGroup:
    """The group that something is raised to, locked. Raises NotVisible.

    Two workers that raise the same thing at once wait for each other here; who only refers to the group, with
    a meeting or a decision, does not wait. Whoever raises to several locks them first: ``hold_groups``.
    """
    rows = GovernanceGroup.objects.in_force().select_for_update(of=("self",), no_key=True)
    group = rows.filter(pk=group_id, partnership_id=partnership_id).first()
    if group is None:
        raise NotVisible("No such group")
    return group


@transaction.atomic
def raise_by_hand(
    *,
    actor: Actor,
    now: datetime,
    group: GovernanceGroup,
    words: str,
    reason: str,
    about: Pointed,
    named_nobody: Nobody = (),
) -> EscalatedItem:
    """A person raises something to a group. Raises NotYoursError, RefusedError and ChildNamedError."""
    if not (actor.may(TAKE_PART, group.partnership_id) or may_run(actor, group, today(now))):
        raise NotYoursError("Only people who take part in a group can escalate something to one.")
    look_for_names(group.partnership_id, {"words": words, "reason": reason}, named_nobody)
    item = EscalatedItem.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        words=required(words, field="words", message="Say what is escalated."),
        reason=required(reason, field="reason", message="Say why it is escalated."),
        answer_by=usual_day(group, now),
        created_at=now,
        created_by_id=user_id_of(actor),
        **about_fields(actor, group.partnership, about),
    )
    tell_of_raised(item, but=actor.user_id, now=now)
    return item


@transaction.atomic
def answer_item(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    answer: str,
    decision_number: int | None = None,
    named_nobody: Nobody = (),
) -> EscalatedItem:
    """The group's answer, by a member who did not raise it, and does not own what it is about while another
    member can answer; with the decision that it led to, if any.

    Raises NotVisible, EditedByAnotherError, NotYoursError and RefusedError.
    """
    item = _open(actor, now, ref, version)
    must_answer(actor, item, now)
    said = required(answer, field="answer", message="Enter the answer.")
    look_for_names(item.partnership_id, {"answer": said}, named_nobody)
    return answered(item, actor, now, said, decision_id=_decision(item, decision_number))


@transaction.atomic
def raise_further(
    *, actor: Actor, now: datetime, ref: str, version: int, reason: str, named_nobody: Nobody = ()
) -> EscalatedItem:
    """To the group that this one reports to, which then owes the answer. Gives the item there.

    Raises NotVisible, EditedByAnotherError, NotYoursError and RefusedError.
    """
    item = _open(actor, now, ref, version)
    above = item.group.reports_to
    if above is None or above.voided_at is not None:
        raise RefusedError("This group reports to no other. It has to answer itself.")
    why = required(reason, field="reason", message="Say why this group cannot settle it.")
    look_for_names(item.partnership_id, {"reason": why}, named_nobody)
    further = _further(item, above, now, reason=why, by=user_id_of(actor))
    answered(item, actor, now, f"Escalated to {above.name}: {why}")
    tell_of_raised(further, but=actor.user_id, now=now)
    return further


@transaction.atomic
def pass_on(*, actor: Actor, now: datetime, item_id: int) -> EscalatedItem | None:
    """Take what a group left unanswered past its day to the group that it reports to, and on up to the top.

    What is over by then stays, and so does what no group is above, or only one from which it came: the
    group's members are told that it is late, once. Gives the item there; None when it stays, or has its
    answer. For the daily job.
    """
    rows = EscalatedItem.objects.late_on(today(now)).filter(pk=item_id, group__voided_at=None)
    item = rows.select_for_update(of=("self",)).select_related("group__reports_to").first()
    if item is None or item.answer_by is None:
        return None
    above = item.group.reports_to
    came_from = {row.group_id for row in way_of(item)}
    if item.over_at is not None or above is None or above.voided_at is not None or above.pk in came_from:
        tell_of_late(item, now=now)
        return None
    why = f"{item.group.name} gave no answer by {day(item.answer_by)}."
    # whoever raised it has raised it still: nobody else did
    further = _further(
        item,
        above,
        now,
        reason=f"{item.reason}\n\n{why}",
        rule_key=item.rule_key,
        by=item.created_by_id,
    )
    answered(item, actor, now, f"Passed to {above.name}: no answer was given by {day(item.answer_by)}.")
    tell_of_raised(further, but=None, now=now)
    tell_of_passed_on(item, further, now=now)
    return further


def must_settle(actor: Actor, item: EscalatedItem, now: datetime) -> None:
    """Raises NotYoursError for who is no member of the group, or raised it themselves."""
    must_decide(actor, item.group, now)
    if actor.user_id in raisers(item):
        did = "asked for" if item.kind == ItemKind.DECISION else "escalated"
        raise NotYoursError(f"You {did} this. Somebody else of the group answers it.")


def must_answer(actor: Actor, item: EscalatedItem, now: datetime) -> None:
    """The same, and for who owns what it is about while another member can answer."""
    must_settle(actor, item, now)
    if actor.user_id in stand_aside(item, today(now)):
        raise NotYoursError(OWNED)


def _open(actor: Actor, now: datetime, ref: str, version: int) -> EscalatedItem:
    item: EscalatedItem = fetch(actor, EscalatedItem, ref, version=version)
    must_settle(actor, item, now)
    if item.answered_at is not None:
        raise RefusedError(ANSWERED)
    return item


def _further(
    item: EscalatedItem,
    above: GovernanceGroup,
    now: datetime,
    *,
    reason: str,
    by: int,
    rule_key: str = "",
) -> EscalatedItem:
    """The item at the group above."""
    further = EscalatedItem.objects.create(
        partnership_id=item.partnership_id,
        group=above,
        from_group=item.group,
        kind=item.kind,
        words=item.words,
        options=item.options,
        recommendation=item.recommendation,
        reason=reason,
        answer_by=day_above(item, above, now),
        rule_key=rule_key,
        episode=item.episode if rule_key else "",
        subject_kind=item.subject_kind,
        subject_ref=item.subject_ref,
        subject_words=item.subject_words,
        created_at=now,
        created_by_id=by,
    )
    item.raised_further = further
    item.save(update_fields=["raised_further"])
    return further


def answered(
    item: EscalatedItem, actor: Actor, now: datetime, answer: str, *, decision_id: int | None = None
) -> EscalatedItem:
    """Keep the answer; nothing is left to do about it."""
    saved = save_changes(
        item,
        {
            "answer": answer,
            "answered_at": now,
            "answered_by_id": user_id_of(actor),
            "decision_id": decision_id,
        },
    )
    settle_raised(saved, now=now)
    return saved


def _decision(item: EscalatedItem, number: int | None) -> int | None:
    if number is None:
        return None
    rows = Decision.objects.in_force().filter(group=item.group, number=number)
    # locked: it cannot be withdrawn meanwhile, and leave what it answers answered
    found = rows.select_for_update(of=("self",), no_key=True).first()
    if found is None:
        raise RefusedError("Enter the number of a decision of this group.", field="decision_number")
    return found.pk
