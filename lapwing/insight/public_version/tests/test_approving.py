"""Who approves a public version, what they are shown, and what is returned or refused."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.insight.packs.models import Pack
from lapwing.insight.public_version import commands
from lapwing.insight.public_version.models import (
    PublicVersion,
    VersionState,
)
from lapwing.insight.public_version.tests.conftest import Office, words
from lapwing.insight.public_version.tests.scenes import bare_pack, counted_pack, named_pack
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.notices.tests.test_telling import notices
from lapwing.registry.models import Membership
from lapwing.registry.tests import factories


def test_nobody_approves_what_they_had_a_part_in(office: Office) -> None:
    office.make()
    office.do("send")
    assert "somebody else approves it" in words(office.get("version", public_version=office.row().ref))
    office.do("approve", office.maker)
    assert office.row().state == VersionState.SENT
    row = office.row()
    with acting_as(office.maker) as actor, pytest.raises(commands.PublicError, match="somebody else"):
        commands.approve_public_version(
            by=actor, partnership=office.partnership, ref=row.ref, version=row.version, now=timezone.now()
        )


def test_a_second_manager_who_worded_it_does_not_approve_it(office: Office) -> None:
    second = factories.member(office.partnership, "programme-manager", name="Sam Second")
    row = office.make()
    typed = {"version": 1, "words-0": "Another title", "words-1": "Words."}
    office.post("words", typed, second, public_version=row.ref, public_part="beginning")
    office.do("send")
    office.do("approve", second)
    assert office.row().state == VersionState.SENT
    with as_maintenance():  # made before Lapwing kept who had a part in it
        PublicVersion.objects.filter(pk=row.pk).update(had_part=[])
    office.do("approve", second)
    assert office.row().state == VersionState.SENT


def test_whoever_worded_it_is_told_that_it_is_withdrawn_unless_they_may_not_open_it_any_more(
    office: Office,
) -> None:
    second = factories.member(office.partnership, "programme-manager", name="Sam Second")
    third = factories.member(office.partnership, "programme-manager", name="Tara Third")
    row = office.make()
    for who, title in ((third, "A title"), (second, "Another title")):
        typed = {"version": office.row().version, "words-0": title, "words-1": "Words."}
        office.post("words", typed, who, public_version=row.ref, public_part="beginning")
    with as_maintenance():
        Membership.objects.filter(user=third).update(to_date=factories.LONG_AGO)
    office.do("withdraw", reason="Another follows.")
    told = {each.user_id for each in notices() if each.template == "public-withdrawn"}
    assert told == {second.pk}


def test_whoever_worked_its_figures_out_or_had_a_part_that_was_replaced_does_not_approve_it(
    office: Office,
) -> None:
    """The words and the sending that stand may be another's by now."""
    second = factories.member(office.partnership, "programme-manager", name="Sam Second")
    third = factories.member(office.partnership, "programme-manager", name="Tara Third")
    row = office.make()
    assert office.do("again", second).status_code == 302
    for who, title in ((third, "Another title"), (office.maker, "A third title")):
        typed = {"version": office.row().version, "words-0": title, "words-1": "Words."}
        office.post("words", typed, who, public_version=row.ref, public_part="beginning")
    office.do("send")
    told = {each.user_id for each in notices() if each.template == "public-to-approve"}
    assert told == {office.approver.pk}
    for who in (second, third):
        office.do("approve", who)
        assert office.row().state == VersionState.SENT
        assert "somebody else approves it" in words(office.get("version", who, public_version=row.ref))
    assert office.do("approve", office.approver).status_code == 302
    assert office.row().state == VersionState.APPROVED


def test_the_database_holds_that_somebody_else_approves_and_that_it_is_frozen(office: Office) -> None:
    office.make()
    row = office.publish()
    for change in (
        {"approved_by": office.maker},
        {"content": "{}"},
        {"sha256": "0" * 64},
        {"approved_at": None},
    ):
        with as_maintenance(), pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            PublicVersion.objects.filter(pk=row.pk).update(**change)


def test_it_is_returned_with_a_comment_and_sent_again(office: Office) -> None:
    row = office.make()
    office.do("send")
    assert office.do("return", office.approver, comment=" ").status_code == 200
    named = {"comment": "Jayden (9) can be known from this."}
    assert "a child is named here" in office.do("return", office.approver, **named).content.decode()
    assert office.do("return", office.approver, comment="Say it in shorter words.").status_code == 302
    assert "Returned: Say it in shorter words." in words(office.get("version", public_version=row.ref))
    assert any(each.template == "public-returned" for each in notices())
    office.publish()
    assert office.public().status_code == 200


def test_so_few_children_are_confirmed_by_who_sends_it_and_shown_to_who_approves(office: Office) -> None:
    row = office.make(named_pack(office, "Find places for three children in Year 4."))
    assert "The words say “three children”" in words(office.get("version", public_version=row.ref))
    assert "So few may be known to their neighbours: “three children”" in words(office.do("send"))
    assert office.row().state == VersionState.DRAFT
    assert office.do("send", few_checked="on").status_code == 302
    shown = words(office.get("version", office.approver, public_version=row.ref))
    assert "“three children”" in shown
    assert "Mona Manager confirmed that no child can be known from it." in shown


def test_who_approves_reads_which_lines_are_shown_as_they_stand_and_who_said_so(office: Office) -> None:
    row = office.make(bare_pack(office), **{"how-0": "plain"})
    office.do("send")
    shown = words(office.get("version", office.approver, public_version=row.ref))
    assert "shown as it stands, small numbers too. Mona Manager said that no child can be known" in shown


def test_a_version_of_a_withdrawn_pack_is_not_approved(office: Office) -> None:
    office.make()
    office.do("send")
    with as_maintenance():
        Pack.objects.filter(pk=office.pack.pk).update(
            state="withdrawn", withdrawn_at=timezone.now(), withdrawn_by=office.maker, withdrawn_reason="x"
        )
    office.do("approve", office.approver)
    assert office.row().state == VersionState.SENT
    assert office.get("make", pack=office.pack.ref).status_code == 404


GIVEN_AWAY = "1 small number can be worked out from what was published before, whatever is hidden now."


def test_whoever_approves_is_told_what_was_given_away_before(office: Office) -> None:
    """20 and 23 are public: of a third number that is 3 nothing can be hidden any more."""
    office.make(counted_pack(office, others=20, everybody=23), **{"how-0": "children", "how-1": "children"})
    office.publish()
    row = office.make(counted_pack(office, waiting=3), **{"how-0": "children"})
    assert row.given_away == 1
    office.do("send")
    for who in (office.maker, office.approver):
        assert GIVEN_AWAY in words(office.get("version", who, public_version=row.ref))


def test_nothing_is_said_to_be_given_away_where_it_is_not(office: Office) -> None:
    office.make(
        counted_pack(office, others=20, everybody=23, waiting=3),
        **{"how-0": "children", "how-1": "children", "how-2": "children"},
    )
    office.do("send")
    assert "can be worked out" not in words(
        office.get("version", office.approver, public_version=office.row().ref)
    )
