"""What people wrote of a plan, as a pack prints it: signed off, accepted, open to all, as at its day."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from lapwing.contexts.governance.models import Decision, Risk, RiskScore, ToldToFamilies
from lapwing.contexts.governance.tests.factories import group, seat
from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import DueDetails, EvidenceDetails, TargetDetails
from lapwing.contexts.improvement.models import Evidence, Milestone, Series, SuccessCriterion
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import OFF_TRACK, ON_TRACK, Reporting, reporting
from lapwing.insight.packs import shapes
from lapwing.insight.packs.frozen import to_text
from lapwing.insight.packs.tests.conftest import SINCE, TODAY
from lapwing.insight.packs.tests.test_collecting import collected, section
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Capacity, GovernanceGroup, Partnership
from lapwing.registry.tests.factories import partnership as new_partnership
from lapwing.registry.tests.factories import people
from tests.test_minutes_as_evidence import held

SIGNED = datetime(2026, 4, 28, 10, tzinfo=UTC)
THEN = datetime(2026, 6, 2, 10, tzinfo=UTC)


@pytest.fixture
def here(partnership: Partnership) -> Reporting:
    return reporting(partnership, people(partnership, new_partnership()), LATER)


@pytest.fixture
def board(partnership: Partnership) -> GovernanceGroup:
    return group(partnership)


def pack_of(here: Reporting, **more: Any) -> shapes.Pack:
    with acting_as(here.manager) as actor:
        return collected(actor, here.plan, **more)


def signed_off(here: Reporting, said: Any, at: datetime = SIGNED) -> str:
    update = here.submits(here.owner, said)
    here.moves(here.manager, commands.sign_off_update, update, now=at)
    return update.ref


def exception(pack: shapes.Pack, text: str = "Begin talks") -> shapes.ExceptionLine:
    return next(each for each in section(pack, shapes.ExceptionsSection).lines if each.text == text)


def voices(pack: shapes.Pack) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in section(pack, shapes.VoiceSection).lines]


def test_mitigation_and_forecast_are_those_of_the_signed_off_update(here: Reporting) -> None:
    signed_off(here, OFF_TRACK)
    line = exception(pack_of(here))
    assert (line.why, line.mitigation) == ("Met one landlord.", "A second officer joins.")
    assert line.forecast == shapes.Day(date(2026, 8, 31), "31 August 2026")
    assert line.said.endswith(", 20 April 2026; signed off 28 April 2026")
    assert "Ada" not in line.said


def test_what_is_not_signed_off_says_nothing_yet(here: Reporting) -> None:
    here.submits(here.owner, OFF_TRACK)
    with as_maintenance():
        Milestone.objects.get(pk=here.milestone.pk)
    pack = pack_of(here)
    assert "A second officer joins." not in to_text(pack)
    line = exception(pack)  # late by its date
    assert line.mitigation == "No signed-off update says what is done about it."
    assert line.forecast == shapes.Day(None, "Not given")


def test_a_pack_of_a_day_before_the_sign_off_says_nothing_of_it(here: Reporting) -> None:
    signed_off(here, OFF_TRACK, at=THEN)
    before = pack_of(here, as_at=date(2026, 6, 1))
    assert "A second officer joins." not in to_text(before)
    assert exception(pack_of(here)).mitigation == "A second officer joins."


def test_impact_is_told_apart_from_what_was_done(here: Reporting) -> None:
    ref = signed_off(here, ON_TRACK)
    (line,) = section(pack_of(here), shapes.VoiceSection).lines
    assert (line.kind, line.text) == ("impact", "Families know where to ask.")
    assert line.link == shapes.Link("update", ref)
    assert line.accepted.startswith("Signed off 28 April 2026: ")
    assert "Met three landlords" not in line.text


def given(here: Reporting, words: str, **more: Any) -> Evidence:
    usual: dict[str, Any] = {
        "kind": "impact", "form": "quote", "title": "Open evening", "words": words, "on": date(2026, 4, 18),
        "supplied_by": "Parent carer forum",
    }  # fmt: skip
    details = EvidenceDetails(
        **usual
        | {key: more.pop(key) for key in list(more) if key in usual or key in ("read_by", "meeting_ref")}
    )
    with acting_as(here.owner) as actor:
        return commands.give_evidence(
            actor=actor, now=LATER, action_ref=here.milestone.action.ref, details=details, **more
        )


def accepted(here: Reporting, row: Evidence, at: datetime = SIGNED) -> Evidence:
    with acting_as(here.manager) as actor:
        return commands.accept_evidence(actor=actor, now=at, ref=row.ref, version=row.version)


def test_a_quote_that_was_accepted_is_printed_as_one(here: Reporting) -> None:
    accepted(here, given(here, "We were asked, and it was done."))
    given(here, "Nobody has looked at this one.")
    (line,) = section(pack_of(here), shapes.VoiceSection).lines
    assert (line.kind, line.text, line.by) == (
        "quote",
        "We were asked, and it was done.",
        "Parent carer forum",
    )
    assert line.accepted.startswith("Accepted as evidence 28 April 2026: ")


def test_minutes_are_those_of_a_group_and_a_day(here: Reporting, board: GovernanceGroup) -> None:
    meeting = held(board, here.manager)
    accepted(here, given(here, "", form="minutes", title="Talks agreed", meeting_ref=meeting.ref))
    accepted(here, given(here, "Read aloud there.", form="minutes", title="Panel"))
    lines = section(pack_of(here), shapes.VoiceSection).lines
    assert {line.text: line.kind_text for line in lines} == {
        "Talks agreed": "Evidence of impact (minutes of SEND Partnership Board, 2 February 2026)",
        "Panel: Read aloud there.": "Evidence of impact (minutes of a meeting)",
    }


def test_evidence_that_is_kept_to_roles_or_withdrawn_is_in_no_pack(here: Reporting) -> None:
    kept = accepted(here, given(here, "For the panel only.", read_by=("programme-manager",)))
    gone = accepted(here, given(here, "Said in confidence."))
    with acting_as(here.manager) as actor:
        assert Evidence.objects.filter(pk=kept.pk).exists(), "who makes the pack may read it"
        commands.withdraw_evidence(
            actor=actor, now=THEN, ref=gone.ref, version=gone.version, reason="Not for all"
        )
    for day in (TODAY, date(2026, 5, 1)):
        text = to_text(pack_of(here, as_at=day))
        assert "panel only" not in text
        assert "in confidence" not in text


def test_evidence_given_with_an_update_waits_for_its_sign_off(here: Reporting) -> None:
    update = here.submits(here.owner, ON_TRACK)
    accepted(here, given(here, "It is better now.", update_ref=update.ref))
    assert voices(pack_of(here)) == []
    here.moves(here.manager, commands.sign_off_update, update, now=SIGNED)
    assert ("quote", "It is better now.") in voices(pack_of(here))


def test_who_supplied_evidence_is_not_named(here: Reporting) -> None:
    accepted(here, given(here, "It is better now.", supplied_by="Told by Ada Action on the phone"))
    (line,) = section(pack_of(here), shapes.VoiceSection).lines
    assert line.by.startswith("Action owner, ")


def test_a_criterion_is_judged_with_its_evidence(here: Reporting) -> None:
    with as_maintenance():
        criterion = SuccessCriterion.objects.create(
            partnership=here.partnership, action=here.milestone.action, text="Families know whom to call",
            created_at=LATER, created_by=here.manager,
        )  # fmt: skip
    accepted(here, given(here, "We know whom to call.", criterion_ref=criterion.ref))
    with acting_as(here.manager) as actor:
        commands.judge_criterion(
            actor=actor, now=SIGNED, criterion_ref=criterion.ref, judgement="met", note=""
        )
    line = next(
        each for each in section(pack_of(here), shapes.VoiceSection).lines if each.kind == "criterion"
    )
    assert line.text.endswith(": met.")
    assert line.shown_by == ("Open evening (Quote from a family, 18 April 2026)",)


def test_a_date_that_moved_says_who_approved_it_by_their_role(here: Reporting) -> None:
    with acting_as(here.owner) as actor:
        request = commands.ask_for_dates(
            actor=actor,
            now=LATER,
            milestone_ref=here.milestone.ref,
            version=here.milestone.version,
            points=[DueDetails(as_written="by July 2026", latest=date(2026, 7, 31))],
            reason="The room is shut",
        )
    with acting_as(here.manager) as actor:
        commands.approve_request(
            actor=actor, now=SIGNED, request_ref=request.ref, version=here.milestone.version
        )
    (line,) = section(pack_of(here), shapes.DateChangesSection).lines
    assert (line.reason, line.changed.text) == ("The room is shut", "28 April 2026")
    assert line.approved_by.startswith("SEND programme manager, ")


def test_a_target_that_changed_breaks_the_line_in_words_and_with_its_reason(here: Reporting) -> None:
    with acting_as(here.manager) as actor:
        series = Series.objects.get(measure__plan=here.plan, label="Others")
        commands.set_targets(
            actor=actor,
            now=SIGNED,
            series_ref=series.ref,
            version=series.version,
            targets=[TargetDetails(by_as_written="by Dec 2026", latest=date(2026, 12, 31), value=44.0)],
            reason="The board asked for more",
        )

    def told(**more: Any) -> shapes.Series:
        measures = section(pack_of(here, **more), shapes.MeasuresSection).measures
        return next(line for each in measures for line in each.series if line.label == "Others")

    (found,) = {each.reason for each in told().broken}
    assert found == "The board asked for more"
    assert told().broken[0].approved_by.startswith("changed without a request by SEND programme manager")
    assert "The target was changed on 28 April 2026." in told().sentence
    assert told(as_at=date(2026, 4, 27)).broken == ()


def written(here: Reporting, board: GovernanceGroup, **more: Any) -> dict[str, Any]:
    return {
        "partnership": here.partnership, "group": board, "created_at": LATER, "created_by": here.manager,
        **more,
    }  # fmt: skip


def test_risks_stand_as_they_were_judged_on_the_day(here: Reporting, board: GovernanceGroup) -> None:
    chair = here.holder("Bertha Boardmember")
    seat(chair, board, Capacity.CHAIR)
    with as_maintenance():
        risk = Risk.objects.create(
            **written(here, board, kind="risk", words="Posts stay empty", owner=chair, cause="Few apply")
        )
        Risk.objects.create(
            **written(here, board, kind="issue", words="It is settled", closed_at=SIGNED, closed_by=chair,
                      closing_words="Done")
        )  # fmt: skip
        for at, likelihood in ((LATER, 4), (THEN, 2)):
            RiskScore.objects.create(
                partnership=here.partnership, risk=risk, likelihood=likelihood, impact=5, scored_at=at,
                scored_by=here.manager,
            )  # fmt: skip
    (now,) = section(pack_of(here), shapes.RisksSection).lines
    assert (now.mark.label.split()[-1], now.moved, now.cause) == ("10", "down from 20", "Few apply")
    assert now.owner.startswith("Chair, ")
    then = section(pack_of(here, as_at=date(2026, 4, 26)), shapes.RisksSection).lines
    assert len(then) == 1, "what was closed later, but without a judgement, is none"
    assert (then[0].score.text, then[0].moved) == ("20", "")


def changed_later(row: Any, at: datetime, **before: Any) -> None:
    """As if the row had held something else until a moment, as the database's history says it."""
    with as_maintenance(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lapwing_owner")
        cursor.execute(
            "INSERT INTO history_entry (at, table_name, row_id, partnership_id, operation, old, new, purpose,"
            " reason, request_id, database_role, transaction_id)"
            " VALUES (%s, %s, %s, %s, 'UPDATE', %s, '{}', '', '', '', 'test', 1)",
            [at, row._meta.db_table, row.pk, row.partnership_id, json.dumps(before)],
        )


def test_words_that_were_changed_since_read_as_they_did_on_the_day(
    here: Reporting, board: GovernanceGroup
) -> None:
    other = here.holder("Otto Other")
    seat(other, board, Capacity.SECRETARY)
    with as_maintenance():
        decision = Decision.objects.create(
            **written(here, board, number=1, decided_on=LATER.date(), act_by=date(2026, 7, 1), state="open",
                      words="Write to every school by post", actor=here.manager)
        )  # fmt: skip
        told = ToldToFamilies.objects.create(
            **written(here, board, told_on=SINCE + timedelta(days=2), words="What changed, put right",
                      channels=["forum"], audience="Parents")
        )  # fmt: skip
        ToldToFamilies.objects.filter(pk=told.pk).update(created_at=SIGNED)
    changed_later(decision, THEN, words="Write to every school", actor_id=other.pk)
    changed_later(told, THEN, words="What changed")
    day = date(2026, 5, 20)
    then, now = pack_of(here, as_at=day), pack_of(here)
    (line,), (today,) = (section(each, shapes.DecisionsSection).lines for each in (then, now))
    assert (line.text, today.text) == ("Write to every school", "Write to every school by post")
    assert line.owner.startswith("Secretary, ")
    assert voices(then) == [("told", "What changed")]
    assert voices(now) == [("told", "What changed, put right")]


def test_no_name_stands_in_what_people_wrote(here: Reporting, board: GovernanceGroup, manager: Actor) -> None:
    signed_off(here, OFF_TRACK)
    accepted(here, given(here, "We were asked."))
    text = to_text(pack_of(here))
    names = User.objects.exclude(name="").values_list("name", flat=True)
    assert [name for name in names if name in text] == []
