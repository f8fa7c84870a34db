"""What the workbook holds beside the sections: criteria, evidence that all may read, and closed risks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lapwing.contexts.governance.models import Risk, RiskScore
from lapwing.contexts.governance.tests.factories import group, seat
from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.models import Evidence, SuccessCriterion
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import ON_TRACK, Reporting, reporting
from lapwing.insight.packs import shapes
from lapwing.insight.packs.collecting import SectionOrder
from lapwing.insight.packs.frozen import from_text, to_text
from lapwing.insight.packs.tests.test_collecting import section
from lapwing.insight.packs.tests.test_peoples_words import SIGNED, THEN, accepted, given, pack_of
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.voiding import as_voided
from lapwing.registry.models import Capacity, Partnership
from lapwing.registry.tests.factories import partnership as new_partnership
from lapwing.registry.tests.factories import people

BEFORE = date(2026, 4, 27)


@pytest.fixture
def here(partnership: Partnership) -> Reporting:
    return reporting(partnership, people(partnership, new_partnership()), LATER)


def data_of(here: Reporting, **more: Any) -> shapes.Data:
    """Those of a pack as it is read back, of which no section was chosen but the words."""
    pack = from_text(to_text(pack_of(here, sections=(SectionOrder("glossary"),), **more)))
    assert pack.data is not None
    return pack.data


def criterion_of(here: Reporting, text: str, **more: Any) -> SuccessCriterion:
    with as_maintenance():
        return SuccessCriterion.objects.create(
            partnership=here.partnership, action=here.milestone.action, text=text,
            created_at=LATER, created_by=here.manager, **more,
        )  # fmt: skip


def judged(here: Reporting, criterion: SuccessCriterion, judgement: str, note: str = "") -> None:
    with acting_as(here.manager) as actor:
        commands.judge_criterion(
            actor=actor, now=SIGNED, criterion_ref=criterion.ref, judgement=judgement, note=note
        )


def test_every_success_criterion_stands_with_its_last_judgement_and_what_shows_it(here: Reporting) -> None:
    calls = criterion_of(here, "Families know whom to call", position=1)
    criterion_of(here, "The offer is easily found", position=2)
    gone = as_voided(by=here.manager.pk, now=SIGNED, reason="Said twice")
    criterion_of(here, "Families know who to call", position=3, **gone)
    accepted(here, given(here, "We know.", criterion_ref=calls.ref))
    accepted(
        here, given(here, "Kept.", title="Panel", criterion_ref=calls.ref, read_by=("programme-manager",))
    )
    judged(here, calls, "partly", "Two of three say so.")

    first, second = [
        each for each in data_of(here).criteria if each.text in {calls.text, "The offer is easily found"}
    ]
    assert (first.action, first.judgement, first.judged.text) == ("1.1.1", "Partly met", "28 April 2026")
    assert first.judged_by.startswith("SEND programme manager, ")
    assert (first.note, first.shown_by) == (
        "Two of three say so.",
        ("Open evening (Quote from a family, 18 April 2026)",),
    )
    assert (second.judgement, second.judged.text, second.judged_by) == ("Not judged yet", "", "")
    assert "Families know who to call" not in {each.text for each in data_of(here).criteria}


def test_a_criterion_is_as_it_had_been_judged_by_the_day(here: Reporting) -> None:
    calls = criterion_of(here, "Families know whom to call")
    judged(here, calls, "partly", "Two of three say so.")

    def judgement(**more: Any) -> str:
        return next(each.judgement for each in data_of(here, **more).criteria if each.text == calls.text)

    assert [judgement(as_at=BEFORE), judgement()] == ["Not judged yet", "Partly met"]


def test_of_a_judgement_whose_evidence_was_withdrawn_it_is_said(here: Reporting) -> None:
    calls = criterion_of(here, "Families know whom to call")
    piece = accepted(here, given(here, "We know.", criterion_ref=calls.ref))
    judged(here, calls, "met", "Two of three say so.")

    def note() -> str:
        return next(each.note for each in data_of(here).criteria if each.text == calls.text)

    assert note() == "Two of three say so."
    with acting_as(here.manager) as actor:
        commands.withdraw_evidence(
            actor=actor, now=THEN, ref=piece.ref, version=piece.version, reason="Of another year"
        )
    assert note() == "Two of three say so. Evidence that this rests on was withdrawn since."


def test_all_evidence_that_was_accepted_stands_also_what_no_section_prints(here: Reporting) -> None:
    calls = criterion_of(here, "Families know whom to call")
    accepted(
        here,
        given(
            here, "Every school had one.", kind="activity", form="minutes", title="Letter",
            supplied_by="Told by Ada Action on the phone", criterion_ref=calls.ref,
        ),
    )  # fmt: skip
    accepted(here, given(here, "It is quicker.", milestone_ref=here.milestone.ref))
    given(here, "Nobody has looked at this one.")

    assert [each.text for each in section(pack_of(here), shapes.VoiceSection).lines] == ["It is quicker."]
    found = {each.words: each for each in data_of(here).evidence}
    assert set(found) == {"Every school had one.", "It is quicker."}
    letter, quote = found["Every school had one."], found["It is quicker."]
    assert (letter.action, letter.criterion, letter.milestone) == ("1.1.1", calls.text, "")
    assert (letter.kind_text, letter.form, letter.title) == ("Activity", "Minutes of a meeting", "Letter")
    assert letter.supplied_by.startswith("Action owner, ")
    assert (letter.accepted.text, letter.accepted_by.split(",")[0]) == (
        "28 April 2026",
        "SEND programme manager",
    )
    assert (quote.criterion, "Begin talks" in quote.milestone) == ("", True)
    assert (quote.supplied_by, quote.on.text) == ("Parent carer forum", "18 April 2026")
    assert data_of(here, as_at=BEFORE).evidence == ()


def test_evidence_of_a_turn_names_its_turn(here: Reporting) -> None:
    with acting_as(here.manager) as actor:
        turns = [
            commands.add_occurrence(
                actor=actor, now=LATER, milestone_ref=here.milestone.ref, label=f"Term {number}",
                due_on=date(2026, number, 28),
            )
            for number in (2, 3)
        ]  # fmt: skip
    of_it = {"milestone_ref": here.milestone.ref}
    for turn in turns:
        accepted(here, given(here, f"Met in {turn.label}.", occurrence_ref=turn.ref, **of_it))
    accepted(here, given(here, "Met.", **of_it))
    found = {each.words: each.milestone for each in data_of(here).evidence}
    plain = found.pop("Met.")
    assert plain.endswith("Begin talks")
    assert found == {f"Met in {turn.label}.": f"{plain}: {turn.label}" for turn in turns}


def test_what_is_kept_to_roles_withdrawn_or_not_signed_off_is_not_among_it(here: Reporting) -> None:
    kept = accepted(here, given(here, "For the panel only.", read_by=("programme-manager",)))
    gone = accepted(here, given(here, "Said in confidence."))
    update = here.submits(here.owner, ON_TRACK)
    accepted(here, given(here, "Given with an update.", update_ref=update.ref))
    with acting_as(here.manager) as actor:
        assert Evidence.objects.filter(pk=kept.pk).exists(), "who makes the pack may read it"
        commands.withdraw_evidence(
            actor=actor, now=THEN, ref=gone.ref, version=gone.version, reason="Not for all"
        )
    assert data_of(here).evidence == ()
    here.moves(here.manager, commands.sign_off_update, update, now=SIGNED)
    assert [each.words for each in data_of(here).evidence] == ["Given with an update."]


def test_risks_that_were_closed_stand_with_how_they_ended(here: Reporting, partnership: Partnership) -> None:
    board, chair = group(partnership), here.holder("Bertha Boardmember")
    seat(chair, board, Capacity.CHAIR)
    with as_maintenance():
        for words, closed in (
            ("Posts stay empty", {}),
            ("No room is free", {"closed_at": SIGNED, "closed_by": chair, "closing_words": "One was found"}),
        ):
            risk = Risk.objects.create(
                partnership=partnership, group=board, kind="risk", words=words, owner=chair,
                created_at=LATER, created_by=here.manager, **closed,
            )  # fmt: skip
            RiskScore.objects.create(
                partnership=partnership, risk=risk, likelihood=3, impact=4, scored_at=LATER,
                scored_by=here.manager,
            )  # fmt: skip
    (found,) = data_of(here).closed_risks
    assert (found.line.text, found.line.score.text) == ("No room is free", "12")
    assert (found.closed.text, found.outcome) == ("28 April 2026", "One was found")
    assert found.line.owner.startswith("Chair, ")
    assert [each.text for each in data_of(here).risks] == ["Posts stay empty"]
    assert data_of(here, as_at=BEFORE).closed_risks == ()
    assert len(data_of(here, as_at=BEFORE).risks) == 2
