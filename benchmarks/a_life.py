"""What people did with an invented plan, so that every section of a board pack has something to say.

Written in bulk: filling the database is no part of what is measured.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lapwing.contexts.improvement.models import Action, Plan
    from lapwing.platform.accounts.models import User
    from lapwing.registry.models import GovernanceGroup

# One action in so many gives evidence, has a date that moves, and stands behind one thing that a group keeps.
ONE_IN = 4
# One milestone in so many of those whose date is past is late; the others are done.
LATE_ONE_IN = 5
WORDS = (
    "Waits are longer than planned since two officers left in the spring; families were told in June, "
    "schools know whom to ask, and the team looks at every case that is older than ten weeks."
)


def fill(plan: Plan, manager: User, *, at: datetime, earlier_pack: str) -> None:
    """Updates that were signed off, accepted evidence, judgements, dates that moved, and what a group keeps,
    all of the moment ``at``; questions are on the pack with this reference. As maintenance."""
    from lapwing.contexts.governance.tests.factories import group, sitting
    from lapwing.registry.models import Capacity

    board = group(plan.partnership)
    member = sitting(board, Capacity.DEPUTY_CHAIR, name="Member of the board")
    actions = list(plan.actions.order_by("position").prefetch_related("milestones", "criteria"))
    done = _do_what_was_due(actions, manager, at)
    _say(plan, actions, done, member, manager, at)
    some = actions[::ONE_IN]
    _show(some, member, manager, at)
    _move_dates(some, manager, at)
    _govern(board, member, len(some), at, earlier_pack)


def _made(by: User, at: datetime, **more: Any) -> dict[str, Any]:
    return {"created_by": by, "created_at": at, **more}


def _do_what_was_due(actions: list[Action], manager: User, at: datetime) -> set[int]:
    """Milestones whose date is past are done, but for one in so many. Gives the keys of the done ones."""
    from lapwing.contexts.improvement.models import DuePoint, StatusReport

    milestones = [milestone for action in actions for milestone in action.milestones.all()]
    points = DuePoint.objects.standing().filter(milestone__in=milestones, latest__lt=at.date())
    due = set(points.values_list("milestone_id", flat=True))
    past = [each for each in milestones if each.pk in due]
    done = [each for number, each in enumerate(past) if number % LATE_ONE_IN]
    StatusReport.objects.bulk_create(
        StatusReport(
            partnership_id=each.partnership_id,
            milestone=each,
            status="done",
            effective_on=at.date(),
            recorded_at=at,
            recorded_by=manager,
        )
        for each in done
    )
    return {each.pk for each in done}


def _say(
    plan: Plan, actions: list[Action], done: set[int], member: User, manager: User, at: datetime
) -> None:
    """An update of each action's first milestone that is not done, signed off."""
    from lapwing.contexts.improvement.models import Cycle, Move, Update, UpdateMove

    place, day = {"partnership": plan.partnership}, at.date()
    cycle = Cycle.objects.create(
        **place,
        plan=plan,
        label="The last two months",
        from_date=day - timedelta(days=60),
        to_date=day,
        opens_on=day - timedelta(days=14),
        closes_on=day,
        opened_at=at - timedelta(days=14),
        **_made(manager, at),
    )
    statuses = ("off track", "at risk", "on track")
    updates = Update.objects.bulk_create(
        Update(
            **place,
            cycle=cycle,
            action=action,
            milestone=milestone,
            status=statuses[number % len(statuses)],
            done=WORDS,
            impact=WORDS,
            next_steps=WORDS,
            mitigation=WORDS,
            forecast_on=day + timedelta(days=90),
            state="signed off",
            submitted_at=at,
            submitted_by=member,
            **_made(member, at),
        )
        for number, action in enumerate(actions)
        for milestone in [each for each in action.milestones.all() if each.pk not in done][:1]
    )
    UpdateMove.objects.bulk_create(
        UpdateMove(**place, update_moved=each, move=Move.SIGNED_OFF, made_at=at, made_by=manager)
        for each in updates
    )


def _show(actions: list[Action], member: User, manager: User, at: datetime) -> None:
    """A quote and a link for each action, accepted, and each criterion judged."""
    from lapwing.contexts.improvement.models import CriterionJudgement, Evidence

    Evidence.objects.bulk_create(
        Evidence(
            partnership_id=action.partnership_id,
            action=action,
            kind="impact",
            title="What families say",
            words=WORDS,
            on=at.date(),
            accepted_at=at,
            accepted_by=manager,
            **form,
            **_made(member, at),
        )
        for action in actions
        for form in ({"form": "quote"}, {"form": "link", "link": "https://offer.example/what-families-say"})
    )
    CriterionJudgement.objects.bulk_create(
        CriterionJudgement(
            partnership_id=action.partnership_id,
            criterion=criterion,
            judgement="partly",
            note=WORDS,
            effective_on=at.date(),
            recorded_at=at,
            recorded_by=manager,
        )
        for action in actions
        for criterion in action.criteria.all()
    )


def _move_dates(actions: list[Action], manager: User, at: datetime) -> None:
    """The date of one milestone of each action is another since."""
    from lapwing.contexts.improvement.models import DuePoint

    first = [action.milestones.all()[0] for action in actions]
    standing = list(DuePoint.objects.standing().filter(milestone__in=first))
    told: dict[str, Any] = {"effective_on": at.date(), "recorded_at": at, "recorded_by": manager}
    DuePoint.objects.filter(pk__in=[each.pk for each in standing]).update(
        withdrawn_at=at, withdrawn_by=manager, withdrawn_reason=WORDS
    )
    DuePoint.objects.bulk_create(
        DuePoint(
            partnership_id=each.partnership_id,
            milestone_id=each.milestone_id,
            role=each.role,
            as_written="three months later",
            latest=_later(each.latest),
            reason=WORDS,
            **told,
        )
        for each in standing
    )


def _later(day: date | None) -> date | None:
    return day + timedelta(days=90) if day else None


def _govern(board: GovernanceGroup, member: User, many: int, at: datetime, earlier_pack: str) -> None:
    """Risks, decisions to act on, things escalated, questions on a pack, and what families were told."""
    from lapwing.contexts.governance.models import (
        Decision,
        EscalatedItem,
        PackQuestion,
        Risk,
        RiskScore,
        ToldToFamilies,
    )

    usual: dict[str, Any] = {"partnership": board.partnership, **_made(member, at)}
    kept: dict[str, Any] = {**usual, "group": board, "words": WORDS}
    numbers, day = range(1, many + 1), at.date()
    risks = Risk.objects.bulk_create(
        Risk(**kept, kind="risk", cause=WORDS, effect=WORDS, mitigation=WORDS, owner=member) for _ in numbers
    )
    RiskScore.objects.bulk_create(
        RiskScore(
            partnership=board.partnership,
            risk=risk,
            likelihood=1 + number % 5,
            impact=1 + number % 4,
            scored_at=at,
            scored_by=member,
        )
        for number, risk in enumerate(risks)
    )
    Decision.objects.bulk_create(
        Decision(
            **kept,
            number=number,
            decided_on=day,
            actor=member,
            act_by=day + timedelta(days=number),
            state="open",
        )
        for number in numbers
    )
    EscalatedItem.objects.bulk_create(EscalatedItem(**kept, reason=WORDS) for _ in numbers)
    PackQuestion.objects.bulk_create(
        PackQuestion(
            **usual,
            pack_ref=earlier_pack,
            line_key=f"due:{number}",
            line_words=WORDS,
            question=WORDS,
            answer=WORDS,
            answered_at=at,
            answered_by=member,
        )
        for number in numbers
    )
    ToldToFamilies.objects.bulk_create(
        ToldToFamilies(
            **usual, told_on=day, words=WORDS, channels=["newsletter"], audience="Families", response=WORDS
        )
        for _ in numbers
    )
