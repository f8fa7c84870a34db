"""What was recorded on the day of a pack after it was frozen stands in the next one, and once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone

from lapwing.contexts.governance.models import Decision, Meeting, PackQuestion, ToldToFamilies
from lapwing.contexts.governance.tests.factories import group
from lapwing.contexts.improvement import commands as plan_commands
from lapwing.contexts.improvement.models import Expected, Milestone, SuccessCriterion
from lapwing.contexts.improvement.public import cycle_counts
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.insight.packs import building, commands, shapes
from lapwing.insight.packs.collecting import KINDS, SectionOrder
from lapwing.insight.packs.frozen import from_text
from lapwing.insight.packs.models import Pack, PackSnapshot, PackState
from lapwing.insight.packs.tests.test_collecting import section
from lapwing.insight.packs.tests.test_peoples_words import accepted, given, voices
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.models import GovernanceGroup, Partnership
from lapwing.registry.tests.factories import partnership as new_partnership
from lapwing.registry.tests.factories import people

# each makes several packs or versions, which takes seconds
pytestmark = pytest.mark.slow

FIRST, DAY, NEXT = date(2026, 4, 25), date(2026, 4, 28), date(2026, 4, 29)
EARLY, MORNING, AFTERNOON, EVENING = (datetime(2026, 4, 28, hour, tzinfo=UTC) for hour in (8, 9, 14, 16))
DAY_AFTER = datetime(2026, 4, 29, 9, tzinfo=UTC)
SAID = Said(
    Status.OFF_TRACK,
    done="Met one landlord.",
    impact="Families know where to ask.",
    mitigation="A second officer joins.",
    forecast_on=date(2026, 8, 31),
)
# Makes a pack at a moment.
Makes = Callable[..., Pack]


@pytest.fixture
def here(partnership: Partnership) -> Reporting:
    return reporting(partnership, people(partnership, new_partnership()), LATER)


@pytest.fixture
def board(partnership: Partnership) -> GovernanceGroup:
    return group(partnership)


@pytest.fixture
def makes(here: Reporting, monkeypatch: pytest.MonkeyPatch) -> Makes:
    """A pack that is asked for and frozen at a moment."""

    def made(at: datetime, since: date = FIRST, as_at: date = DAY, **more: Any) -> Pack:
        monkeypatch.setattr(timezone, "now", lambda: at)
        wanted = commands.Wanted(
            title="Report",
            since=since,
            as_at=as_at,
            until=date(2026, 6, 30),
            sections=[SectionOrder(kind) for kind in KINDS],
            **more,
        )
        with acting_as(here.manager) as actor:
            pack = commands.ask_for_pack(
                by=actor, partnership=here.partnership, plan_ref=here.plan.ref, wanted=wanted, now=at
            )
            building.freeze(pack, actor)
            pack.work.delete() if pack.work else None
            Pack.objects.filter(pk=pack.pk).update(state=PackState.READY, built_at=at)
        return pack

    return made


def text(pack: Pack) -> str:
    with as_maintenance():
        return PackSnapshot.objects.get(pack=pack).text


def content(pack: Pack) -> shapes.Pack:
    return from_text(text(pack))


def decided(here: Reporting, board: GovernanceGroup) -> Decision:
    with as_maintenance():
        return Decision.objects.create(
            partnership=here.partnership, group=board, number=1, decided_on=LATER.date(), act_by=NEXT,
            state="open", words="Write to every school", actor=here.manager, created_at=LATER,
            created_by=here.manager,
        )  # fmt: skip


def criterion_of(here: Reporting) -> SuccessCriterion:
    with as_maintenance():
        return SuccessCriterion.objects.create(
            partnership=here.partnership, action=here.milestone.action, text="Families know whom to call",
            created_at=LATER, created_by=here.manager,
        )  # fmt: skip


def told(here: Reporting, board: GovernanceGroup, words: str, at: datetime, on: date = DAY) -> None:
    with as_maintenance():
        ToldToFamilies.objects.create(
            partnership=here.partnership, group=board, told_on=on, words=words, channels=["forum"],
            audience="Parents", created_at=at, created_by=here.manager,
        )  # fmt: skip


def test_what_an_afternoon_brings_is_in_the_next_pack_when_the_last_was_made_that_morning(
    here: Reporting, board: GovernanceGroup, makes: Makes
) -> None:
    update = here.submits(here.owner, SAID)
    accepted(here, given(here, "It was quick."), at=EARLY)
    told(here, board, "The office moves.", EARLY)
    quote, criterion, decision = given(here, "It is better now."), criterion_of(here), decided(here, board)
    before = makes(MORNING)
    frozen = text(before)
    assert voices(content(before)) == [("quote", "It was quick."), ("told", "The office moves.")]
    assert [line.mark.label for line in section(content(before), shapes.DecisionsSection).lines] == ["Open"]

    here.moves(here.manager, plan_commands.sign_off_update, update, now=AFTERNOON)
    accepted(here, quote, at=AFTERNOON)
    told(here, board, "A room is found.", AFTERNOON)
    told(here, board, "Written down late.", AFTERNOON, on=FIRST)
    with acting_as(here.manager) as actor:
        plan_commands.judge_criterion(
            actor=actor, now=AFTERNOON, criterion_ref=criterion.ref, judgement="met", note="Asked 20."
        )
        plan_commands.set_due_points(
            actor=actor,
            now=AFTERNOON,
            milestone_ref=here.milestone.ref,
            version=Milestone.objects.get(pk=here.milestone.pk).version,
            points=[plan_commands.DueDetails(as_written="by July 2026", latest=date(2026, 7, 31))],
            reason="No room",
        )
    with as_maintenance():
        Decision.objects.filter(pk=decision.pk).update(
            state="done", closed_at=AFTERNOON, closed_by=here.manager, closing_words="All written to."
        )

    after = content(makes(DAY_AFTER, since=DAY, as_at=NEXT))
    assert sorted(voices(after)) == [
        ("criterion", "Families know whom to call: met. Asked 20."),
        ("impact", "Families know where to ask."),
        ("quote", "It is better now."),
        ("told", "A room is found."),
        ("told", "Written down late."),
    ]
    (closed,) = section(after, shapes.DecisionsSection).lines
    assert (closed.mark.label, closed.outcome) == ("Done", "28 April 2026: All written to.")
    (moved,) = section(after, shapes.DateChangesSection).lines
    assert moved.reason == "No room"
    summary = section(after, shapes.SummarySection).summary
    assert [line.text for line in summary.moved] == ["1.1.1 Begin talks: off track (was not started)"]
    assert {line.label: line.now.text for line in summary.facts}["Dates moved since last time"] == "1"
    assert text(before) == frozen, "a pack that was made is not changed"


def test_what_was_told_already_is_told_once(here: Reporting, board: GovernanceGroup, makes: Makes) -> None:
    accepted(here, given(here, "It is better now."), at=EARLY)
    told(here, board, "The office moves.", EARLY)
    assert len(voices(content(makes(MORNING)))) == 2
    assert voices(content(makes(EVENING, since=DAY))) == [], "a second pack of one day"
    assert voices(content(makes(DAY_AFTER, since=DAY, as_at=NEXT))) == []


def test_a_pack_of_an_earlier_day_has_told_of_the_whole_day(here: Reporting, makes: Makes) -> None:
    accepted(here, given(here, "It is better now."), at=AFTERNOON)
    assert len(voices(content(makes(DAY_AFTER)))) == 1
    assert voices(content(makes(DAY_AFTER, since=DAY, as_at=NEXT))) == []


def test_what_one_group_was_told_is_news_to_another(
    here: Reporting, board: GovernanceGroup, makes: Makes
) -> None:
    other = group(here.partnership, name="Operational group")
    makes(MORNING, group_ref=board.ref)
    accepted(here, given(here, "It is better now."), at=AFTERNOON)
    assert len(voices(content(makes(EVENING, group_ref=other.ref)))) == 1
    assert len(voices(content(makes(DAY_AFTER, since=DAY, as_at=NEXT, group_ref=board.ref)))) == 1
    assert voices(content(makes(DAY_AFTER, since=DAY, as_at=NEXT, group_ref=other.ref))) == []


def test_last_time_is_the_last_pack_of_the_same_group(
    here: Reporting, board: GovernanceGroup, makes: Makes
) -> None:
    other = group(here.partnership, name="Operational group")
    makes(MORNING, as_at=FIRST, since=FIRST, group_ref=board.ref)
    makes(EVENING, group_ref=other.ref)

    def since(**more: Any) -> date:
        with acting_as(here.manager) as actor:
            return commands.usual_wanted(
                by=actor, partnership=here.partnership, plan_ref=here.plan.ref, template=None,
                now=DAY_AFTER, **more,
            ).since  # fmt: skip

    assert since(group_ref=board.ref) == FIRST
    assert since(group_ref=other.ref) == since() == DAY
    with as_maintenance():
        meeting = Meeting.objects.create(
            partnership=here.partnership,
            group=board,
            held_on=NEXT,
            created_at=DAY_AFTER,
            created_by=here.manager,
        )
    assert since(meeting_ref=meeting.ref) == FIRST, "a meeting says its group"
    never = group(here.partnership, name="Schools forum")
    assert since(group_ref=never.ref) == DAY, "of a group without a pack it is the last of any"
    with acting_as(here.manager) as actor:
        last = commands.choices(actor, here.partnership, here.plan.ref, NEXT).last
    assert last == ((other.called, DAY), (board.called, FIRST))


def asked_about(here: Reporting, pack: Pack, question: str) -> None:
    with as_maintenance():
        PackQuestion.objects.create(
            partnership=here.partnership, pack_ref=pack.ref, line_key="due", line_words="Due next",
            question=question, created_at=MORNING, created_by=here.manager,
        )  # fmt: skip


def questions_in(pack: Pack) -> list[tuple[str, str]]:
    return [(line.text, line.line) for line in section(content(pack), shapes.QuestionsSection).lines]


def test_a_group_reads_the_questions_on_its_own_packs(
    here: Reporting, board: GovernanceGroup, makes: Makes
) -> None:
    other = group(here.partnership, name="Operational group")
    asked_about(here, makes(EARLY, group_ref=board.ref), "Of the board?")
    asked_about(here, makes(MORNING, group_ref=other.ref), "Of the operational group?")
    next_time = {"since": DAY, "as_at": NEXT}
    of_board = makes(DAY_AFTER, group_ref=board.ref, **next_time)
    assert questions_in(of_board) == [("Of the board?", "Due next")]
    of_other = makes(DAY_AFTER, group_ref=other.ref, **next_time)
    assert questions_in(of_other) == [("Of the operational group?", "Due next")]


def test_a_question_on_a_pack_that_was_made_again_stays_to_be_answered(here: Reporting, makes: Makes) -> None:
    wrong = makes(EARLY)
    asked_about(here, wrong, "When does the room open?")
    with acting_as(here.manager) as actor:
        commands.withdraw_pack(
            by=actor, partnership=here.partnership, pack_ref=wrong.ref, reason="A wrong word", now=MORNING
        )
    told = [("When does the room open?", "A line of a pack that was withdrawn")]
    assert questions_in(makes(AFTERNOON)) == told
    assert questions_in(makes(DAY_AFTER, since=DAY, as_at=NEXT)) == told


def test_a_pack_that_was_withdrawn_has_told_nobody(here: Reporting, makes: Makes) -> None:
    accepted(here, given(here, "It was quick."), at=EARLY)
    makes(MORNING)
    accepted(here, given(here, "It is better now."), at=AFTERNOON)
    wrong = makes(EVENING)
    with acting_as(here.manager) as actor:
        commands.withdraw_pack(
            by=actor, partnership=here.partnership, pack_ref=wrong.ref, reason="Wrong day", now=EVENING
        )
    after = content(makes(DAY_AFTER, since=DAY, as_at=NEXT))
    assert voices(after) == [("quote", "It is better now.")]


def test_evidence_that_waited_for_its_update_is_new_when_that_is_signed_off(
    here: Reporting, makes: Makes
) -> None:
    update = here.submits(here.owner, SAID)
    accepted(here, given(here, "It is better now.", update_ref=update.ref), at=EARLY)
    assert voices(content(makes(MORNING))) == []
    here.moves(here.manager, plan_commands.sign_off_update, update, now=AFTERNOON)
    found = voices(content(makes(DAY_AFTER, since=DAY, as_at=NEXT)))
    assert ("quote", "It is better now.") in found


def test_an_answer_of_the_afternoon_to_an_older_question_comes_back(here: Reporting, makes: Makes) -> None:
    asked = makes(EARLY)
    with as_maintenance():
        PackQuestion.objects.create(
            partnership=here.partnership, pack_ref=asked.ref, line_key="due", line_words="Due next",
            question="When does the room open?", created_at=EARLY, created_by=here.manager,
            answer="In May.", answered_at=AFTERNOON, answered_by=here.manager,
        )  # fmt: skip
    makes(MORNING)
    (line,) = section(content(makes(DAY_AFTER, since=DAY, as_at=NEXT)), shapes.QuestionsSection).lines
    assert line.answer == "In May."


def test_what_was_expected_is_counted_as_on_the_day(here: Reporting) -> None:
    update = here.submits(here.owner, SAID)
    here.moves(here.manager, plan_commands.sign_off_update, update, now=MORNING)
    with as_maintenance():
        for milestone in Milestone.objects.filter(action=here.milestone.action):
            Expected.objects.create(
                partnership=here.partnership, cycle=here.cycle, action=milestone.action, milestone=milestone
            )
        wanted = Expected.objects.filter(cycle=here.cycle).count()
        assert wanted > 1
        others = Milestone.objects.filter(action=here.milestone.action).exclude(pk=here.milestone.pk)
        finished = others.first()
        assert finished is not None
        others.exclude(pk=finished.pk).update(
            voided_at=DAY_AFTER, voided_by=here.manager, voided_reason="Not needed"
        )
    with acting_as(here.manager) as actor:
        plan_commands.report_status(
            actor=actor, now=DAY_AFTER, milestone_ref=finished.ref, status="stopped", note="Not needed"
        )

    def counts(by: date) -> tuple[int, int]:
        with acting_as(here.manager) as actor:
            found = cycle_counts(actor=actor, cycle_ref=here.cycle.ref, by=by)
        return found.signed_off, found.expected

    assert counts(date(2026, 4, 1)) == (0, 0), "the cycle was not open yet"
    assert counts(LATER.date()) == (0, wanted)
    assert counts(DAY) == (1, wanted)
    assert counts(NEXT) == (1, 1)
