"""Giving evidence, accepting it by somebody else, and what that says of a milestone; who may read it."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lapwing.contexts.improvement import access, commands, queries
from lapwing.contexts.improvement.commands import (
    EditedByAnotherError,
    EvidenceDetails,
    NotVisible,
    RefusedError,
    Sent,
)
from lapwing.contexts.improvement.evidence_access import evidence as every_piece
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Evidence,
    Milestone,
    OwnerRole,
    Plan,
    RoleHolder,
    StatusReport,
    SuccessCriterion,
)
from lapwing.contexts.improvement.tests.factories import DAY, LATER, NOW, acting_as
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.documents.purposes import may_read
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.names import ChildNamedError
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import LONG_AGO, People

QUOTE = EvidenceDetails(
    kind="impact",
    form="quote",
    title="Said at the coffee morning",
    words="We waited half as long as last year.",
    on=date(2026, 3, 1),
    supplied_by="Parent carer forum",
)


@pytest.fixture
def milestone(plan: Plan) -> Milestone:
    return Milestone.objects.get(text="Begin talks")


@pytest.fixture
def ada(partnership: Partnership, plan: Plan, manager: Actor) -> User:
    """Holds the role that owns the first action."""
    who = registry.member(partnership, "action-owner", name="Ada Action")
    role = OwnerRole.objects.get(name="Head of Play")
    RoleHolder.objects.create(partnership=partnership, role=role, user=who, from_date=LONG_AGO)
    return who


def give(who: User | Actor, milestone: Milestone | None = None, **more: object) -> Evidence:
    details = EvidenceDetails(**{**QUOTE.__dict__, **more})
    of = milestone.ref if milestone else ""
    action = Action.objects.get(key="1.1.1")
    if isinstance(who, Actor):
        return commands.give_evidence(
            actor=who, now=NOW, action_ref=action.ref, details=details, milestone_ref=of
        )
    with acting_as(who) as actor:
        return commands.give_evidence(
            actor=actor, now=NOW, action_ref=action.ref, details=details, milestone_ref=of
        )


def accept(actor: Actor, row: Evidence) -> Evidence:
    return commands.accept_evidence(actor=actor, now=LATER, ref=row.ref, version=row.version)


def say(actor: Actor, milestone: Milestone, status: str) -> StatusReport:
    return commands.report_status(actor=actor, now=NOW, milestone_ref=milestone.ref, status=status)


def status_of(milestone: Milestone) -> str:
    latest = StatusReport.objects.standing().filter(milestone=milestone).first()
    return latest.status if latest else ""


def test_an_owner_gives_evidence_and_the_one_who_runs_the_plan_is_told(
    ada: User, manager: Actor, people: People, milestone: Milestone
) -> None:
    row = give(ada, milestone)
    assert (row.created_by_id, row.accepted_at, row.milestone_id) == (ada.pk, None, milestone.pk)
    told = Notice.objects.get(template="evidence-given")
    assert told.user_id == people.owner.pk
    assert "waited" not in str(told.words)


def test_a_milestone_that_is_done_is_evidenced_when_somebody_else_accepts(
    ada: User, manager: Actor, milestone: Milestone
) -> None:
    say(manager, milestone, "done")
    row = give(ada, milestone)
    assert status_of(milestone) == "done"
    accepted = accept(manager, row)
    assert (accepted.accepted_by_id, status_of(milestone)) == (manager.user_id, "evidenced")
    assert accepted.report is not None
    assert "coffee" not in accepted.report.note


def test_accepting_says_nothing_of_what_is_not_done_yet(
    ada: User, manager: Actor, milestone: Milestone
) -> None:
    say(manager, milestone, "on track")
    accept(manager, give(ada, milestone))
    assert status_of(milestone) == "on track"


def test_nobody_accepts_what_they_gave(manager: Actor, milestone: Milestone) -> None:
    row = give(manager, milestone)
    with pytest.raises(RefusedError, match="gave it yourself"):
        accept(manager, row)
    with pytest.raises(IntegrityError, match="evidence_accepted_by_somebody_else"), transaction.atomic():
        Evidence.objects.filter(pk=row.pk).update(accepted_at=LATER, accepted_by_id=manager.user_id)


def test_neither_an_owner_nor_a_deputy_accepts(
    ada: User, manager: Actor, partnership: Partnership, milestone: Milestone
) -> None:
    row = give(manager, milestone)
    deputy = registry.member(partnership, "action-owner", name="Dee Deputy")
    RoleHolder.objects.create(
        partnership=partnership,
        role=OwnerRole.objects.get(name="Play Commissioner"),
        user=deputy,
        deputy=True,
        from_date=LONG_AGO,
    )
    for who in (ada, deputy):
        with acting_as(who) as actor, pytest.raises(RefusedError, match="own the action"):
            accept(actor, row)
    stranger = registry.member(partnership, "action-owner", name="Sam Stranger")
    with acting_as(stranger) as actor:
        assert accept(actor, row).accepted_by_id == stranger.pk


def test_a_manager_who_owns_the_action_does_not_accept(
    ada: User, manager: Actor, people: People, partnership: Partnership, milestone: Milestone
) -> None:
    row = give(ada, milestone)
    role = OwnerRole.objects.get(name="Head of Play")
    RoleHolder.objects.create(partnership=partnership, role=role, user=people.owner, from_date=LONG_AGO)
    with pytest.raises(RefusedError, match="own the action"):
        accept(manager, row)


def test_it_is_accepted_once_and_as_it_was_read(ada: User, manager: Actor, milestone: Milestone) -> None:
    row = give(ada, milestone)
    with acting_as(ada) as actor:
        changed = commands.change_evidence(
            actor=actor,
            now=LATER,
            ref=row.ref,
            version=row.version,
            details=EvidenceDetails(**{**QUOTE.__dict__, "words": "Nothing changed."}),
        )
    with pytest.raises(EditedByAnotherError):
        accept(manager, row)
    accept(manager, changed)
    with pytest.raises(commands.AlreadyDecidedError):
        accept(manager, changed)


def test_what_is_returned_says_why_and_is_given_anew_by_changing_it(
    ada: User, manager: Actor, milestone: Milestone
) -> None:
    row = give(ada, milestone)
    with pytest.raises(RefusedError) as refused:
        commands.return_evidence(actor=manager, now=LATER, ref=row.ref, version=row.version, reason="")
    assert refused.value.field == "reason"
    row = commands.return_evidence(
        actor=manager, now=LATER, ref=row.ref, version=row.version, reason="Of which morning?"
    )
    with pytest.raises(RefusedError, match="returned"):
        accept(manager, row)
    with acting_as(ada) as actor:
        row = commands.change_evidence(
            actor=actor, now=LATER, ref=row.ref, version=row.version, details=QUOTE
        )
    assert row.returned_at is None
    accept(manager, row)


@pytest.mark.parametrize("goes_first", [0, 1])
def test_withdrawn_evidence_takes_back_what_it_said_of_the_milestone(
    ada: User, manager: Actor, milestone: Milestone, goes_first: int
) -> None:
    say(manager, milestone, "done")
    given = [give(ada, milestone), give(ada, milestone, title="Said again")]
    rows = [accept(manager, each) for each in given]
    for row, left in ((rows[goes_first], "evidenced"), (rows[1 - goes_first], "done")):
        commands.withdraw_evidence(
            actor=manager, now=LATER, ref=row.ref, version=row.version, reason="Not of this year"
        )
        assert status_of(milestone) == left


def test_evidenced_is_not_said_by_hand_without_accepted_evidence(
    ada: User, manager: Actor, milestone: Milestone
) -> None:
    say(manager, milestone, "done")
    with pytest.raises(RefusedError, match="given and accepted first"):
        say(manager, milestone, "evidenced")
    say(manager, milestone, "on track")
    accept(manager, give(ada, milestone))
    say(manager, milestone, "done")
    with acting_as(ada) as actor, pytest.raises(RefusedError, match="own the action"):
        say(actor, milestone, "evidenced")
    say(manager, milestone, "evidenced")


def test_what_the_document_printed_as_evidenced_stays_so(manager: Actor, milestone: Milestone) -> None:
    StatusReport.objects.create(
        partnership_id=milestone.partnership_id,
        milestone=milestone,
        status="evidenced",
        effective_on=DAY,
        recorded_at=NOW,
        recorded_by_id=manager.id,
    )
    assert say(manager, milestone, "evidenced").status == "evidenced"


def test_each_form_wants_what_it_is_made_of(manager: Actor, milestone: Milestone) -> None:
    for form, field in (
        ("file", "file"),
        ("link", "link"),
        ("measure", "actual_ref"),
        ("minutes", "meeting_ref"),
    ):
        with pytest.raises(RefusedError) as refused:
            give(manager, milestone, form=form, words="")
        assert refused.value.field == field
    with pytest.raises(RefusedError) as refused:
        give(manager, milestone, form="link", link="javascript:alert(1)")
    assert refused.value.field == "link"
    with pytest.raises(RefusedError) as refused:
        give(manager, milestone, on=date(2027, 1, 1))
    assert refused.value.field == "on"


def test_a_figure_of_a_measure_is_kept_with_its_value(manager: Actor, milestone: Milestone) -> None:
    actual = Actual.objects.get(numerator=3.0)
    row = give(manager, milestone, form="measure", actual_ref=actual.ref)
    assert (row.series_id, row.value) == (actual.series_id, 0.75)


def test_what_looks_like_a_childs_name_is_asked_about(manager: Actor, milestone: Milestone) -> None:
    words = "My son Oliver, aged 7, waited half as long."
    with pytest.raises(ChildNamedError) as asked:
        give(manager, milestone, words=words)
    found = [each.text for each in asked.value.found["words"]]
    row = commands.give_evidence(
        actor=manager,
        now=NOW,
        action_ref=Action.objects.get(key="1.1.1").ref,
        details=EvidenceDetails(**{**QUOTE.__dict__, "words": words}),
        named_nobody=found,
    )
    assert row.words == words


@pytest.mark.parametrize(
    ("field", "given", "sent"),
    [
        ("file", {"form": "file"}, Sent("Tom_Smith Y4.docx", io.BytesIO(b"x"))),
        ("link", {"form": "link", "link": "https://example.org/notes/Tom-Smith%20Y4.docx"}, None),
    ],
)
def test_a_childs_name_in_the_name_of_a_file_or_an_address_is_asked_about(
    manager: Actor, milestone: Milestone, field: str, given: dict[str, str], sent: Sent | None
) -> None:
    with pytest.raises(ChildNamedError) as asked:
        commands.give_evidence(
            actor=manager,
            now=NOW,
            action_ref=Action.objects.get(key="1.1.1").ref,
            details=EvidenceDetails(**{**QUOTE.__dict__, "words": "As agreed.", **given}),
            sent=sent,
        )
    assert list(asked.value.found) == [field]
    assert not Evidence.objects.exists()


def test_who_owns_nothing_of_it_gives_none(
    people: People, partnership: Partnership, milestone: Milestone
) -> None:
    for who in (people.colleague, people.outsider, registry.member(partnership, "action-owner")):
        with pytest.raises(NotVisible):
            give(who, milestone)


def seen_by(who: User, row: Evidence) -> tuple[bool, ...]:
    """Whether somebody finds evidence: by itself, in the plan's list, on its action's page, to accept."""
    with acting_as(who) as actor:
        plan = row.action.plan.ref
        try:
            alone = queries.evidence_page(actor=actor, ref=row.ref, on=DAY).line.ref == row.ref
        except NotVisible:
            alone = False
        lists = (
            queries.list_evidence(actor=actor, plan_ref=plan, on=DAY).evidence,
            queries.action_page(actor=actor, action_ref=row.action.ref, on=DAY).evidence,
        )
        return (alone, *(row.ref in {line.ref for line in lines} for lines in lists))


@pytest.fixture
def dco(partnership: Partnership) -> User:
    """Sits on the board too, and so may accept what is kept to designated clinical officers."""
    who = registry.member(partnership, "dco", name="Dora Dco")
    registry.membership(who, partnership, "board-member")
    return who


def test_evidence_is_not_kept_to_roles_of_which_nobody_may_accept_it(
    ada: User, people: People, partnership: Partnership, milestone: Milestone
) -> None:
    registry.member(partnership, "dco", name="Dan Dco")
    others = ("dco", "senco", "action-owner")  # of these ada alone may accept, and she gives it
    with pytest.raises(
        RefusedError, match=r"Choose one more that may: Board member or SEND programme manager\.$"
    ) as refused:
        give(ada, milestone, read_by=others)
    assert refused.value.field == "read_by"
    row = give(ada, milestone, read_by=(*others, "programme-manager"))
    with acting_as(ada) as actor, pytest.raises(RefusedError, match="would wait for ever"):
        commands.change_evidence(
            actor=actor,
            now=LATER,
            ref=row.ref,
            version=row.version,
            details=EvidenceDetails(**{**QUOTE.__dict__, "read_by": ("senco",)}),
        )


def test_where_nobody_else_may_accept_it_at_all_a_role_that_may_is_enough(
    partnership: Partnership, people: People, manager: Actor, milestone: Milestone
) -> None:
    with as_maintenance():
        others = Membership.objects.filter(partnership=partnership).exclude(user=people.owner)
        others.update(ended_at=NOW, ended_by=people.owner, ended_reason="Left")
    with pytest.raises(RefusedError, match="Board member, "):
        give(manager, milestone, read_by=("senco",))
    assert give(manager, milestone, read_by=("senco", "board-member")).read_by == ["board-member", "senco"]


def test_evidence_that_is_kept_to_a_role_is_absent_for_others(
    ada: User, manager: Actor, people: People, dco: User, milestone: Milestone
) -> None:
    row = give(ada, milestone, read_by=("dco",))
    row = Evidence.objects.select_related("action__plan").get(pk=row.pk)
    for who, sees in ((ada, True), (dco, True), (people.owner, False), (people.colleague, False)):
        assert set(seen_by(who, row)) == {sees}, who.name
    with pytest.raises(NotVisible):
        accept(manager, row)
    with as_maintenance():
        told = Notice.objects.filter(template="evidence-given").values_list("user_id", flat=True)
        assert list(told) == [dco.pk]
    with acting_as(people.outsider) as actor, pytest.raises(NotVisible):
        queries.evidence_page(actor=actor, ref=row.ref, on=DAY)


def test_what_nobody_has_accepted_is_for_those_whose_work_it_is(
    manager: Actor, people: People, partnership: Partnership, milestone: Milestone
) -> None:
    owner = registry.member(partnership, "senco", name="Ola Owner")
    role = OwnerRole.objects.get(name="Head of Play")
    RoleHolder.objects.create(partnership=partnership, role=role, user=owner, from_date=LONG_AGO)
    reader = registry.member(partnership, "senco", name="Rea Reader")
    row = Evidence.objects.select_related("action__plan").get(pk=give(manager, milestone).pk)

    def those_who_see() -> set[str]:
        everybody = (people.owner, people.colleague, owner, reader)
        return {who.name for who in everybody if set(seen_by(who, row)) == {True}}

    whose_work = {people.owner.name, people.colleague.name, owner.name}
    assert those_who_see() == whose_work
    with acting_as(people.colleague) as actor:
        row = commands.return_evidence(
            actor=actor, now=LATER, ref=row.ref, version=row.version, reason="Of which morning?"
        )
    assert those_who_see() == whose_work
    row = commands.change_evidence(actor=manager, now=LATER, ref=row.ref, version=row.version, details=QUOTE)
    with acting_as(people.colleague) as actor:
        accept(actor, row)
    assert those_who_see() == whose_work | {reader.name}


def test_a_file_is_read_by_those_who_read_its_evidence(
    ada: User, people: People, dco: User, milestone: Milestone
) -> None:
    with acting_as(ada) as actor:
        row = commands.give_evidence(
            actor=actor,
            now=NOW,
            action_ref=Action.objects.get(key="1.1.1").ref,
            milestone_ref=milestone.ref,
            details=EvidenceDetails(**{**QUOTE.__dict__, "form": "file", "read_by": ("dco",)}),
            sent=Sent("Survey.txt", io.BytesIO(b"We asked forty families.")),
        )
        assert row.file is not None
        assert may_read(actor, row.file)
    for who, reads in (
        (dco, True),
        (people.owner, False),
        (people.colleague, False),
        (people.outsider, False),
    ):
        with acting_as(who) as actor:
            assert may_read(actor, row.file) is reads


def test_a_criterion_is_met_by_evidence_or_by_a_note(manager: Actor, ada: User, plan: Plan) -> None:
    criterion = SuccessCriterion.objects.get()
    with pytest.raises(RefusedError) as refused:
        commands.judge_criterion(actor=manager, now=LATER, criterion_ref=criterion.ref, judgement="met")
    assert refused.value.field == "note"
    with acting_as(ada) as actor:
        given = commands.give_evidence(
            actor=actor,
            now=NOW,
            action_ref=Action.objects.get(key="1.1.1").ref,
            criterion_ref=criterion.ref,
            details=QUOTE,
        )
    # what nobody has accepted shows nothing yet
    with pytest.raises(RefusedError, match="No evidence of it was accepted yet"):
        commands.judge_criterion(actor=manager, now=LATER, criterion_ref=criterion.ref, judgement="met")
    commands.accept_evidence(actor=manager, now=LATER, ref=given.ref, version=given.version)
    commands.judge_criterion(actor=manager, now=LATER, criterion_ref=criterion.ref, judgement="met")
    assert queries.evidence_of_criterion(manager, criterion)[0].title == QUOTE.title


def test_whoever_owns_the_action_does_not_judge_its_criterion_met_while_another_can(
    manager: Actor, partnership: Partnership, plan: Plan
) -> None:
    criterion = SuccessCriterion.objects.get()
    role = OwnerRole.objects.get(name="Head of Play")
    RoleHolder.objects.create(partnership=partnership, role=role, user_id=manager.id, from_date=LONG_AGO)

    def judge(judgement: str) -> str:
        made = commands.judge_criterion(
            actor=manager, now=LATER, criterion_ref=criterion.ref, judgement=judgement, note="Survey of May"
        )
        return made.judgement

    assert judge("met") == "met"  # nobody else may change the plan
    registry.member(partnership, "programme-manager", name="Mo Manager")
    with pytest.raises(RefusedError, match="You own this action") as refused:
        judge("met")
    assert refused.value.field == "judgement"
    assert judge("partly") == "partly"


def test_one_rule_answers_for_lists_and_for_one(
    ada: User, people: People, dco: User, milestone: Milestone
) -> None:
    rows = [give(ada, milestone), give(ada, milestone, read_by=("dco",))]
    for who in (ada, people.owner, people.colleague, people.outsider):
        with acting_as(who) as actor:
            listed = set(
                every_piece.visible_to(actor, Evidence.objects.all(), permission=access.READ).values_list(
                    "pk", flat=True
                )
            )
            assert listed == {row.pk for row in rows if every_piece.permits(actor, access.READ, row)}
