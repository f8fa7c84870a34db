"""What groups were asked, decided and answered, as a pack prints it: by posts, and as at its day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from lapwing.contexts.governance.models import Decision, EscalatedItem, PackQuestion, Risk
from lapwing.contexts.governance.tests.factories import group, seat
from lapwing.contexts.improvement.models import Action, Measure, Milestone, Plan
from lapwing.insight.packs import shapes
from lapwing.insight.packs.frozen import to_text
from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.packs.tests.conftest import AFTER, TODAY
from lapwing.insight.packs.tests.test_collecting import collected, section
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.platform.voiding import as_voided
from lapwing.registry.models import Capacity, GovernanceGroup, Partnership
from lapwing.registry.tests import factories

LAST = "lastpackpack"


@pytest.fixture
def board(partnership: Partnership, manager: Actor) -> GovernanceGroup:
    return group(partnership)


@pytest.fixture
def member(board: GovernanceGroup) -> User:
    """Somebody with a seat on the board and no other post."""
    who = factories.member(board.partnership, "board-member", name="Bertha Boardmember")
    seat(who, board, Capacity.DEPUTY_CHAIR)
    return who


def made(by: Actor, **more: Any) -> dict[str, Any]:
    """What every record of governance has."""
    return {"created_at": AFTER, "created_by_id": by.user_id, **more}


def raised(by: Actor, board: GovernanceGroup, words: str, **more: Any) -> EscalatedItem:
    return EscalatedItem.objects.create(
        partnership=board.partnership, group=board, words=words, reason="It waits", **made(by, **more)
    )


def decided(by: Actor, board: GovernanceGroup, number: int, who: User, **more: Any) -> Decision:
    usual = {"decided_on": date(2026, 6, 2), "act_by": date(2026, 7, 1), "state": "open", "actor": who}
    return Decision.objects.create(
        partnership=board.partnership, group=board, number=number, **made(by, **usual | more)
    )


def asked(by: Actor, board: GovernanceGroup, **more: Any) -> PackQuestion:
    days = {"since": TODAY, "as_at": TODAY, "until": TODAY}
    Pack.objects.get_or_create(
        ref=LAST,
        defaults={
            "partnership": board.partnership, "number": 1, "state": PackState.READY, "asked_at": AFTER,
            "asked_by_id": by.id, **days,
        },
    )  # fmt: skip
    return PackQuestion.objects.create(
        partnership=board.partnership, pack_ref=LAST, line_key="due:m1", line_words="Begin talks",
        question="When does it open?", **made(by, **more),
    )  # fmt: skip


def test_no_name_of_anybody_stands_in_what_is_frozen(
    manager: Actor, plan: Plan, board: GovernanceGroup, member: User
) -> None:
    raised(manager, board, "Agree a second room")
    decided(manager, board, 1, member, words="Write to every school")
    asked(manager, board, answer="In May", answered_at=AFTER, answered_by=member)
    pack = collected(manager, plan, earlier_packs=(LAST,))
    text = to_text(pack)
    assert [name for name in User.objects.values_list("name", flat=True) if name and name in text] == []
    (item,) = section(pack, shapes.AskedSection).lines
    assert item.asked_by.startswith("SEND programme manager, ")
    (line,) = section(pack, shapes.DecisionsSection).lines
    assert line.owner.startswith("Deputy chair, ")
    (question,) = section(pack, shapes.QuestionsSection).lines
    assert question.asked_by == item.asked_by
    assert question.answered_by.startswith("Board member, ")
    assert TODAY.isoformat() in text


EARLIER = date(2026, 6, 1)
BEFORE = datetime(2026, 5, 20, 10, tzinfo=UTC)


def test_a_pack_of_an_earlier_day_tells_what_was_open_then(
    manager: Actor, plan: Plan, board: GovernanceGroup, member: User
) -> None:
    then = {"created_at": BEFORE}
    closed = {"answer": "Yes", "answered_at": AFTER, "answered_by": member}
    raised(manager, board, "Answered since", **then, **closed)
    raised(manager, board, "Raised since")
    done = {"closed_at": AFTER, "closed_by": member, "closing_words": "Sent", "state": "done"}
    decided(manager, board, 1, member, words="Done since", decided_on=date(2026, 5, 20), **then, **done)
    decided(manager, board, 2, member, words="Decided since")
    asked(manager, board, **then, **closed)
    asked(manager, board)

    def told(**more: Any) -> tuple[list[str], list[tuple[str, str]], list[tuple[str, str]]]:
        pack = collected(manager, plan, earlier_packs=(LAST,), **more)
        return (
            [each.text for each in section(pack, shapes.AskedSection).lines],
            [(each.text, each.outcome) for each in section(pack, shapes.DecisionsSection).lines],
            [(each.answer, each.answered_by) for each in section(pack, shapes.QuestionsSection).lines],
        )

    assert told(as_at=EARLIER) == (["Answered since"], [("Done since", "")], [("No answer yet.", "")])
    items, decisions, questions = told()
    assert items == ["Raised since"]
    assert decisions == [("Decided since", ""), ("Done since", "2 June 2026: Sent")]
    assert sorted(answer for answer, _ in questions) == ["No answer yet.", "Yes"]


def test_a_pack_of_one_plan_leaves_out_what_is_about_another(
    manager: Actor, plan: Plan, board: GovernanceGroup, member: User
) -> None:
    for words, kind, ref in (
        ("Of nothing", "", ""),
        ("Of this plan", "plan", plan.ref),
        ("Of another plan", "plan", "otherplanref"),
        ("Of another action", "action", "otheractions"),
    ):
        about = {"words": words, "subject_kind": kind, "subject_ref": ref, "subject_words": words}
        raised(manager, board, **about)
        decided(manager, board, len(words), member, **about)

    def told(**more: Any) -> tuple[set[str], set[str]]:
        pack = collected(manager, plan, **more)
        return (
            {each.text for each in section(pack, shapes.AskedSection).lines},
            {each.text for each in section(pack, shapes.DecisionsSection).lines},
        )

    kept = {"Of nothing", "Of this plan"}
    assert told() == (kept, kept)
    everything = kept | {"Of another plan", "Of another action"}
    assert told(group_ref=board.ref) == (everything, everything)


def test_a_group_is_asked_what_was_raised_to_it_and_nothing_else(
    manager: Actor, partnership: Partnership, plan: Plan, board: GovernanceGroup
) -> None:
    operational = group(partnership, name="Operational group")
    raised(manager, board, "Of the board")
    raised(manager, operational, "Of the operational group")

    def told(**more: Any) -> set[tuple[str, str]]:
        found = section(collected(manager, plan, **more), shapes.AskedSection).lines
        return {(each.text, each.asked_of) for each in found}

    assert told(group_ref=board.ref) == {("Of the board", "")}
    assert told(group_ref=operational.ref) == {("Of the operational group", "")}
    assert told() == {("Of the board", board.called), ("Of the operational group", operational.called)}


def test_what_is_about_a_risk_is_about_what_the_risk_is_about(
    manager: Actor, partnership: Partnership, plan: Plan, board: GovernanceGroup, member: User
) -> None:
    for words, kind, ref in (("Of another", "plan", "otherplanref"), ("Of this", "plan", plan.ref)):
        about = {"subject_kind": kind, "subject_ref": ref, "subject_words": words}
        feared = Risk.objects.create(
            partnership=board.partnership, kind="risk", group=board, words=words, **made(manager, **about)
        )
        behind = {"subject_kind": "risk", "subject_ref": feared.ref, "subject_words": words}
        decided(manager, board, len(words), member, words=words, **behind)
    lines = section(collected(manager, plan), shapes.DecisionsSection).lines
    assert [each.text for each in lines] == ["Of this"]


def test_of_a_withdrawn_pack_the_question_is_told_and_not_the_line(
    manager: Actor, plan: Plan, board: GovernanceGroup
) -> None:
    asked(manager, board)
    why = {"withdrawn_at": AFTER, "withdrawn_by_id": manager.user_id, "withdrawn_reason": "Wrong"}
    Pack.objects.filter(ref=LAST).update(state=PackState.WITHDRAWN, **why)
    pack = collected(manager, plan, earlier_packs=(LAST,))
    (line,) = section(pack, shapes.QuestionsSection).lines
    assert (line.text, line.line) == ("When does it open?", "A line of a pack that was withdrawn")


def test_what_is_about_something_withdrawn_from_the_plan_is_about_the_plan(
    manager: Actor, plan: Plan, board: GovernanceGroup, member: User
) -> None:
    assert manager.user_id is not None
    things = {
        "action": Action.objects.filter(plan=plan).latest("pk"),
        "milestone": Milestone.objects.filter(action__plan=plan).earliest("pk"),
        "measure": Measure.objects.filter(plan=plan).earliest("pk"),
    }
    for number, (kind, row) in enumerate(things.items()):
        about = {"subject_kind": kind, "subject_ref": row.ref, "subject_words": kind}
        decided(manager, board, number, member, words=kind, **about)
        withdrawn = as_voided(by=manager.user_id, now=AFTER, reason="Not needed")
        type(row).objects.filter(pk=row.pk).update(**withdrawn)
    pack = collected(manager, plan)
    assert pack.data is not None
    assert {line.text for line in pack.data.decisions} == set(things)
    assert {line.text for line in section(pack, shapes.DecisionsSection).lines} == set(things)


def test_only_a_decision_that_was_closed_says_when_and_how(
    manager: Actor, plan: Plan, board: GovernanceGroup, member: User
) -> None:
    """All are old: the data hold every decision that stood."""
    old = {"created_at": BEFORE, "decided_on": date(2026, 3, 2)}
    closed = {"closed_at": datetime(2026, 3, 9, 10, tzinfo=UTC), "closed_by": member, "closing_words": "Sent"}
    decided(manager, board, 1, member, words="Noted", **old, state="taken", act_by=None, actor=None)
    decided(manager, board, 2, member, words="Done", **old, **closed, state="done")
    decided(manager, board, 3, member, words="Replaced", **old, **closed, state="superseded")
    data = collected(manager, plan).data
    assert data is not None
    assert {line.text: (line.mark.label, line.outcome) for line in data.decisions} == {
        "Noted": ("Nobody has to act", ""),
        "Done": ("Done", "9 March 2026: Sent"),
        "Replaced": ("Superseded", "9 March 2026: Sent"),
    }
