"""A judgement of a criterion keeps the evidence it rests on, and does not outlive it unseen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands.tests.test_evidence import QUOTE
from lapwing.contexts.improvement.models import (
    Action,
    CriterionJudgement,
    Evidence,
    OwnerRole,
    Plan,
    RoleHolder,
    SuccessCriterion,
)
from lapwing.contexts.improvement.queries.judged import CriterionJudged
from lapwing.contexts.improvement.queries.reported import plan_reported
from lapwing.contexts.improvement.queries.tree_lines import CriterionLine
from lapwing.contexts.improvement.tests.factories import LATER, NOW, acting_as
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import LONG_AGO

DAY = timedelta(days=1)


@pytest.fixture
def criterion(plan: Plan) -> SuccessCriterion:
    return SuccessCriterion.objects.get()


@pytest.fixture
def ada(partnership: Partnership, plan: Plan, manager: Actor) -> User:
    """Holds the role that owns the action."""
    who = registry.member(partnership, "action-owner", name="Ada Action")
    role = OwnerRole.objects.get(name="Head of Play")
    RoleHolder.objects.create(partnership=partnership, role=role, user=who, from_date=LONG_AGO)
    return who


def accepted(ada: User, manager: Actor, criterion: SuccessCriterion) -> Evidence:
    with acting_as(ada) as actor:
        row = commands.give_evidence(
            actor=actor,
            now=NOW,
            action_ref=criterion.action.ref,
            criterion_ref=criterion.ref,
            details=QUOTE,
        )
    return commands.accept_evidence(actor=manager, now=NOW, ref=row.ref, version=row.version)


def judge(manager: Actor, criterion: SuccessCriterion, judgement: str, note: str = "") -> CriterionJudgement:
    return commands.judge_criterion(
        actor=manager, now=LATER, criterion_ref=criterion.ref, judgement=judgement, note=note
    )


def withdraw(manager: Actor, row: Evidence) -> None:
    commands.withdraw_evidence(
        actor=manager, now=LATER + DAY, ref=row.ref, version=row.version, reason="Of another year"
    )


def shown(manager: Actor, criterion: SuccessCriterion) -> CriterionLine:
    on = (LATER + DAY).date()
    page = queries.action_page(actor=manager, action_ref=criterion.action.ref, on=on)
    return next(line for line in page.criteria if line.ref == criterion.ref)


def told(manager: Actor, criterion: SuccessCriterion) -> list[CriterionJudged]:
    """What the report says that follows the one of the day of the judgement."""
    plan = Action.objects.get(pk=criterion.action_id).plan
    found = plan_reported(
        actor=manager, plan_ref=plan.ref, today=(LATER + DAY).date(), since=LATER.date(), last_told=LATER
    )
    return list(found.judged)


def test_a_judgement_without_a_note_goes_with_the_last_evidence_of_it(
    ada: User, manager: Actor, criterion: SuccessCriterion
) -> None:
    judge(manager, criterion, "partly", "By the survey of May")
    rows = [accepted(ada, manager, criterion) for _ in range(2)]
    made = judge(manager, criterion, "met")
    assert made.rests_on is not None
    assert set(made.rests_on) == {row.ref for row in rows}
    withdraw(manager, rows[0])
    assert (shown(manager, criterion).judgement, shown(manager, criterion).lost_evidence) == ("met", True)
    withdraw(manager, rows[1])
    line = shown(manager, criterion)
    assert (line.judgement, line.note, line.lost_evidence) == ("partly", "By the survey of May", False)
    (found,) = told(manager, criterion)
    assert (found.judgement, found.fell_from) == ("Partly met", "Met")
    made.refresh_from_db()
    assert made.withdrawn_reason == "The evidence that it rested on was withdrawn."
    plan = criterion.action.plan
    changes = queries.changes(
        actor=manager, plan_ref=plan.ref, since=NOW.date() - DAY, until=(LATER + DAY).date()
    )
    said = [each.words for each in changes if each.kind == "judgement"]
    assert "“Met” withdrawn: The evidence that it rested on was withdrawn." in said


def test_a_criterion_that_was_never_judged_before_is_not_met_yet(
    ada: User, manager: Actor, criterion: SuccessCriterion
) -> None:
    CriterionJudgement.objects.filter(criterion=criterion).update(
        withdrawn_at=NOW, withdrawn_by_id=manager.user_id, withdrawn_reason="Not of this plan"
    )
    row = accepted(ada, manager, criterion)
    judge(manager, criterion, "met")
    assert told(manager, criterion) == []
    withdraw(manager, row)
    assert shown(manager, criterion).judgement == "not yet"
    (found,) = told(manager, criterion)
    assert (found.judgement, found.fell_from) == ("Not yet", "Met")


def test_one_with_a_note_stands_and_says_that_evidence_was_withdrawn(
    ada: User, manager: Actor, criterion: SuccessCriterion
) -> None:
    row = accepted(ada, manager, criterion)
    judge(manager, criterion, "met", "And by the survey of May")
    withdraw(manager, row)
    line = shown(manager, criterion)
    assert (line.judgement, line.lost_evidence) == ("met", True)
    (found,) = told(manager, criterion)
    assert (found.judgement, found.lost_evidence, found.fell_from) == ("Met", True, "")


def test_that_evidence_was_withdrawn_is_told_once_and_again_when_more_of_it_is(
    ada: User, manager: Actor, criterion: SuccessCriterion
) -> None:
    rows = [accepted(ada, manager, criterion) for _ in range(2)]
    judge(manager, criterion, "met", "And by the survey of May")
    withdraw(manager, rows[0])
    plan = Action.objects.get(pk=criterion.action_id).plan

    def later(as_at: date | None = None) -> list[bool]:
        found = plan_reported(
            actor=manager,
            plan_ref=plan.ref,
            today=(LATER + 3 * DAY).date(),
            since=(LATER + DAY).date(),
            last_told=LATER + DAY + timedelta(hours=1),
            as_at=as_at,
        )
        return [each.lost_evidence for each in found.judged]

    assert [each.lost_evidence for each in told(manager, criterion)] == [True]
    assert later() == []
    commands.withdraw_evidence(
        actor=manager, now=LATER + 2 * DAY, ref=rows[1].ref, version=rows[1].version, reason="Of another year"
    )
    assert later() == later((LATER + 2 * DAY).date()) == [True]
    assert later((LATER + DAY).date()) == []


def test_evidence_that_came_later_is_nothing_that_it_rests_on(
    ada: User, manager: Actor, criterion: SuccessCriterion
) -> None:
    judge(manager, criterion, "met", "By the survey of May")
    withdraw(manager, accepted(ada, manager, criterion))
    line = shown(manager, criterion)
    assert (line.judgement, line.lost_evidence) == ("met", False)


def test_one_of_before_evidence_was_kept_with_it_rests_on_what_was_accepted_by_then(
    ada: User, manager: Actor, criterion: SuccessCriterion
) -> None:
    row = accepted(ada, manager, criterion)
    made = judge(manager, criterion, "met")
    CriterionJudgement.objects.filter(pk=made.pk).update(rests_on=None)
    withdraw(manager, row)
    assert shown(manager, criterion).judgement == "partly"  # as the document says
