"""The register of risks and issues: writing down, judging, closing, and handing to the group above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lapwing.contexts.governance.answering import usual_day
from lapwing.contexts.governance.commands.about import NOTHING, Pointed, about_fields
from lapwing.contexts.governance.commands.common import (
    Nobody,
    RefusedError,
    clean,
    fetch,
    look_for_names,
    must_be_able,
    required,
    save_changes,
    user_id_of,
)
from lapwing.contexts.governance.commands.meetings import must_decide, must_run
from lapwing.contexts.governance.models import EscalatedItem, Risk, RiskKind, RiskScore
from lapwing.contexts.governance.rules import SCALE
from lapwing.contexts.governance.telling_raised import tell_of_raised
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.models import GovernanceGroup

CLOSED = "It is closed."


@dataclass(frozen=True, kw_only=True)
class RiskDetails:
    """What is said of a risk or an issue."""

    kind: str
    words: str
    cause: str = ""
    effect: str = ""
    mitigation: str = ""
    owner: User | None = None
    review_on: date | None = None
    about: Pointed = NOTHING


@transaction.atomic
def write_risk(
    *,
    actor: Actor,
    now: datetime,
    group: GovernanceGroup,
    details: RiskDetails,
    likelihood: int,
    impact: int,
    named_nobody: Nobody = (),
) -> Risk:
    """Put a risk or an issue into a group's register. Raises NotYoursError, RefusedError, ChildNamedError."""
    must_decide(actor, group, now)
    _look(group.partnership_id, details, named_nobody, None)
    risk = Risk.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        created_at=now,
        created_by_id=user_id_of(actor),
        **_fields(actor, now, group, details, None),
    )
    _score(risk, actor, now, likelihood, impact, "As it was recorded.")
    return risk


@transaction.atomic
def change_risk(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    details: RiskDetails,
    named_nobody: Nobody = (),
) -> Risk:
    """Change what is said of it: its owner may, and members of the group that holds it.

    Raises NotVisible, EditedByAnotherError, NotYoursError and RefusedError.
    """
    risk = _open(actor, now, ref, version)
    _look(risk.partnership_id, details, named_nobody, risk)
    return save_changes(risk, _fields(actor, now, risk.group, details, risk))


@transaction.atomic
def score_risk(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    likelihood: int,
    impact: int,
    reason: str,
    named_nobody: Nobody = (),
) -> RiskScore | None:
    """Judge it anew, for a reason; None when nothing changes.

    Raises NotVisible, NotYoursError and RefusedError.
    """
    risk = _open(actor, now, ref, None)
    why = required(reason, field="reason", message="Say why it is judged so.")
    look_for_names(risk.partnership_id, {"reason": why}, named_nobody)
    last = risk.scores.order_by("-scored_at", "-id").first()
    if last is not None and (last.likelihood, last.impact) == (likelihood, impact):
        return None
    return _score(risk, actor, now, likelihood, impact, why)


@transaction.atomic
def close_risk(
    *, actor: Actor, now: datetime, ref: str, version: int, words: str, named_nobody: Nobody = ()
) -> Risk:
    """Take it off the open register, and say why. Raises what ``change_risk`` does."""
    risk = _open(actor, now, ref, version)
    must_run(actor, risk.group, now)
    look_for_names(risk.partnership_id, {"words": words}, named_nobody)
    return save_changes(
        risk,
        {
            "closed_at": now,
            "closed_by_id": user_id_of(actor),
            "closing_words": required(words, field="words", message="Say why it is closed."),
        },
    )


@transaction.atomic
def raise_risk(
    *, actor: Actor, now: datetime, ref: str, version: int, reason: str, named_nobody: Nobody = ()
) -> EscalatedItem:
    """Hand it to the group that this one reports to, which then holds it and owes an answer.

    Raises what ``change_risk`` does.
    """
    risk = _open(actor, now, ref, version)
    must_decide(actor, risk.group, now)
    above = risk.group.reports_to
    if above is None or above.voided_at is not None:
        raise RefusedError("This group reports to no other.")
    look_for_names(risk.partnership_id, {"reason": reason}, named_nobody)
    item = EscalatedItem.objects.create(
        partnership_id=risk.partnership_id,
        group=above,
        from_group=risk.group,
        words=f"{RiskKind(risk.kind).label}: {risk.words}",
        reason=required(reason, field="reason", message="Say why it is escalated."),
        answer_by=usual_day(above, now),
        subject_kind="risk",
        subject_ref=risk.ref,
        subject_words=risk.words,
        created_at=now,
        created_by_id=user_id_of(actor),
    )
    save_changes(risk, {"group_id": above.pk})
    tell_of_raised(item, but=actor.user_id, now=now)
    return item


def must_look_after(actor: Actor, risk: Risk, now: datetime) -> None:
    """Raises NotYoursError for who neither looks after it nor is a member of the group that holds it."""
    if risk.owner_id != actor.user_id:
        must_decide(actor, risk.group, now)


def _open(actor: Actor, now: datetime, ref: str, version: int | None) -> Risk:
    risk: Risk = fetch(actor, Risk, ref, version=version)
    must_look_after(actor, risk, now)
    if risk.closed_at is not None:
        raise RefusedError(CLOSED)
    return risk


def _score(risk: Risk, actor: Actor, now: datetime, likelihood: int, impact: int, reason: str) -> RiskScore:
    if likelihood not in SCALE:
        raise RefusedError("Select how likely it is, from 1 to 5.", field="likelihood")
    if impact not in SCALE:
        raise RefusedError("Select how bad it would be, from 1 to 5.", field="impact")
    return RiskScore.objects.create(
        partnership_id=risk.partnership_id,
        risk=risk,
        likelihood=likelihood,
        impact=impact,
        scored_at=now,
        scored_by_id=user_id_of(actor),
        reason=reason,
    )


def _look(partnership_id: int, details: RiskDetails, named_nobody: Nobody, row: Risk | None) -> None:
    texts = {name: getattr(details, name) for name in ("words", "cause", "effect", "mitigation")}
    look_for_names(partnership_id, texts, named_nobody, row)


def _fields(
    actor: Actor, now: datetime, group: GovernanceGroup, details: RiskDetails, row: Risk | None
) -> dict[str, object]:
    if details.kind not in RiskKind.values:
        raise RefusedError("Select whether it is a risk or an issue.", field="kind")
    return {
        "kind": details.kind,
        "words": required(details.words, field="words", message="Enter what the risk or issue is."),
        "cause": clean(details.cause),
        "effect": clean(details.effect),
        "mitigation": clean(details.mitigation),
        "owner_id": must_be_able(
            details.owner, group.partnership_id, now, field="owner", before=row.owner_id if row else None
        ),
        "review_on": details.review_on,
        **about_fields(actor, group.partnership, details.about, row),
    }
