"""What groups did about a plan, as it stands in its bundle: of this plan alone, by posts, as at its day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lapwing.contexts.governance.models import Decision, Risk, RiskScore, ToldToFamilies
from lapwing.contexts.governance.tests.factories import group
from lapwing.contexts.improvement.models import Action, ChangeRequest, Milestone, Occurrence, Plan
from lapwing.insight.bundles.models import MonitoringEvent
from lapwing.insight.bundles.tests.test_bundles import NOW, ask, made, opened, rows
from lapwing.insight.bundles.tests.test_bundles import event as event
from lapwing.insight.packs.tests.test_governed import decided, raised
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.models import GovernanceGroup, Partnership
from lapwing.registry.tests import factories

ELSEWHERE = {"subject_kind": "action", "subject_ref": "ofanotherone"}


@pytest.fixture
def board(partnership: Partnership, manager: Actor) -> GovernanceGroup:
    return group(partnership)


@pytest.fixture
def member(partnership: Partnership) -> User:
    return factories.member(partnership, "board-member", name="Bertha Boardmember")


def kept(board: GovernanceGroup, by: Actor, **more: object) -> dict[str, object]:
    at = NOW - timedelta(days=2)
    return {"partnership": board.partnership, "created_at": at, "created_by_id": by.user_id, **more}


def test_what_groups_did_about_the_plan_is_in_it_and_nothing_about_another(
    manager: Actor, plan: Plan, event: MonitoringEvent, board: GovernanceGroup, member: User
) -> None:
    mine = {"subject_kind": "action", "subject_ref": Action.objects.filter(plan=plan)[0].ref}
    decided(manager, board, 1, member, words="Write to every school", **mine)
    decided(manager, board, 2, member, words="Close the other hall", **ELSEWHERE)
    decided(manager, board, 3, member, words="Meet every month")
    raised(manager, board, "A second room", **mine)
    raised(manager, board, "A third hall", **ELSEWHERE)
    for words, subject in (("The rent rises", mine), ("The roof leaks", ELSEWHERE)):
        risk = Risk.objects.create(kind="risk", group=board, words=words, **kept(board, manager, **subject))
        RiskScore.objects.create(
            risk=risk,
            partnership=board.partnership,
            likelihood=4,
            impact=3,
            scored_at=NOW - timedelta(days=2),
            scored_by=member,
        )
    for words, subject in (("A new place opens", mine), ("A hall closes", ELSEWHERE)):
        ToldToFamilies.objects.create(
            told_on=date(2026, 6, 1),
            words=words,
            channels=[],
            audience="All",
            **kept(board, manager, **subject),
        )
    packed = opened(made(ask(manager, event)))
    assert [line[3] for line in rows(packed, "decisions/decisions.csv")[1:]] == [
        "Write to every school",
        "Meet every month",
    ]
    assert [line[2] for line in rows(packed, "governance/escalations.csv")[1:]] == ["A second room"]
    assert [line[2] for line in rows(packed, "governance/risks.csv")[1:]] == ["The rent rises"]
    assert [line[5:8] for line in rows(packed, "governance/risks.csv")[1:]] == [["4", "3", "12"]]
    assert [line[1] for line in rows(packed, "governance/told-to-families.csv")[1:]] == ["A new place opens"]
    for path in packed.namelist():
        if path.endswith(".csv"):
            assert "Bertha" not in packed.read(path).decode("utf-8-sig"), path


def test_an_escalated_risk_is_in_it_with_what_the_risk_is_about(
    manager: Actor, plan: Plan, event: MonitoringEvent, board: GovernanceGroup, member: User
) -> None:
    mine = {"subject_kind": "action", "subject_ref": Action.objects.filter(plan=plan)[0].ref}
    after = NOW + timedelta(days=9)
    closed = {"closed_at": after, "closed_by_id": manager.user_id, "closing_words": "It is let anew"}
    withdrawn = {"voided_at": after, "voided_by_id": manager.user_id, "voided_reason": "Twice"}
    for words, about in (
        ("The rent rises", mine),
        ("The lease ends", {**mine, **closed}),
        ("The heating fails", {**mine, **withdrawn}),
        ("Staff leave", {}),
        ("The roof leaks", ELSEWHERE),
    ):
        risk = Risk.objects.create(kind="risk", group=board, words=words, **kept(board, manager, **about))
        raised(manager, board, words, subject_kind="risk", subject_ref=risk.ref)
        number = Decision.objects.count() + 1
        about_it = {"subject_kind": "risk", "subject_ref": risk.ref}
        decided(manager, board, number, member, words=words, **about_it)
    raised(manager, board, "A risk of nobody", subject_kind="risk", subject_ref="zzzzzzzzzzzz")
    raised(manager, board, "A thing of another kind", subject_kind="boat", subject_ref="zzzzzzzzzzzz")
    packed = opened(made(ask(manager, event)))
    ours = ["The rent rises", "The lease ends", "The heating fails", "Staff leave"]
    assert [line[2] for line in rows(packed, "governance/escalations.csv")[1:]] == ours
    assert [line[3] for line in rows(packed, "decisions/decisions.csv")[1:]] == ours


def test_what_was_answered_after_the_day_was_waiting_on_it(
    manager: Actor, plan: Plan, event: MonitoringEvent, board: GovernanceGroup, member: User
) -> None:
    later = NOW + timedelta(days=30)
    raised(manager, board, "A second room", answer="Yes", answered_at=later, answered_by=member)
    (line,) = rows(opened(made(ask(manager, event))), "governance/escalations.csv")[1:]
    assert "Yes" not in line


def test_changes_that_were_asked_for_say_what_became_of_them_by_the_day(
    manager: Actor, plan: Plan, event: MonitoringEvent, member: User
) -> None:
    milestone = Milestone.objects.filter(action__plan=plan)[0]
    turn = Occurrence.objects.create(
        partnership_id=plan.partnership_id,
        milestone=milestone,
        label="Autumn term 2026",
        due_on=date(2026, 12, 18),
        created_at=NOW - timedelta(days=9),
        created_by=member,
    )
    for words, decided_at, about in (
        ("30 June", NOW - timedelta(days=1), {"kind": "date"}),
        ("31 July", NOW + timedelta(days=9), {"kind": "turn", "occurrence": turn}),
    ):
        ChangeRequest.objects.create(
            partnership_id=plan.partnership_id,
            plan=plan,
            **about,
            milestone=milestone,
            wanted_words=words,
            reason="The landlord waits",
            asked_at=NOW - timedelta(days=2),
            asked_by=member,
            decided_at=decided_at,
            decided_by_id=manager.user_id,
            approved=True,
        )
    lines = rows(opened(made(ask(manager, event))), "plan/changes-asked-for.csv")[1:]
    assert [(*line[1:3], line[4], line[8]) for line in lines] == [
        ("", "Date", "30 June", "Approved"),
        ("Autumn term 2026", "Day of a turn", "31 July", "Waits to be decided"),
    ]
    assert "Bertha" not in str(lines)
