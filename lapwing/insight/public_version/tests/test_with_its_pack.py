"""A pack and its public versions lead to each other, and a pack that is withdrawn takes them with it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.insight.packs.commands import PackError, withdraw_pack
from lapwing.insight.packs.made_of import MADE_OF_PACKS
from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.public_version.models import PublicVersion, VersionState
from lapwing.insight.public_version.tests.conftest import Office, words
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.tests.test_telling import notices
from lapwing.platform.retention.errors import RetentionError
from lapwing.platform.retention.tests.support import purged
from lapwing.registry.tests import factories


def on_pack(office: Office, name: str, who: User | None = None) -> HttpResponse:
    place = reverse(f"packs:{name}", args=[office.partnership.ref, office.pack.ref])
    return office.browser(who).get(place)  # type: ignore[return-value]


def told(office: Office) -> str:
    """What the page says goes with the pack, as it sends it back."""
    found = re.search(r'name="told" value="([^"]*)"', on_pack(office, "withdraw").content.decode())
    return unescape(found[1]) if found else ""


def withdraw(office: Office, **more: object) -> HttpResponse:
    place = reverse("packs:withdraw", args=[office.partnership.ref, office.pack.ref])
    typed = {"reason": "A figure was wrong.", "told": told(office), **more}
    return office.browser().post(place, typed)  # type: ignore[return-value]


def pack_state(office: Office) -> str:
    with as_maintenance():
        return Pack.objects.get(pk=office.pack.pk).state


def test_a_pack_leads_to_its_public_version_and_to_making_one(office: Office) -> None:
    make = office.url("make", pack=office.pack.ref)
    assert make in on_pack(office, "pack").content.decode()
    row = office.make()
    inside, outside = office.url("version", public_version=row.ref), reverse("published:page", args=[row.ref])
    assert inside in on_pack(office, "pack").content.decode()
    for who in (office.approver, office.reader):
        assert make not in on_pack(office, "pack", who).content.decode()
    assert "Public version" not in words(on_pack(office, "pack", office.reader))
    office.publish()
    assert outside in on_pack(office, "pack", office.reader).content.decode()
    assert inside in on_pack(office, "pack", office.approver).content.decode()


def test_whoever_withdraws_a_pack_is_told_what_is_published_of_it_and_withdraws_that_too(
    office: Office,
) -> None:
    office.make()
    office.publish()
    shown = words(on_pack(office, "withdraw"))
    assert "Its public version was published" in shown
    answer = withdraw(office)
    assert answer.status_code == 200
    assert "Confirm what this does to what was made of this pack." in words(answer)
    assert (pack_state(office), office.public().status_code) == (PackState.READY, 200)
    assert withdraw(office, with_what_was_made="on").status_code == 302
    row = office.row()
    assert (row.state, row.withdrawn_reason) == (VersionState.WITHDRAWN, "A figure was wrong.")
    assert (pack_state(office), office.public().status_code) == (PackState.WITHDRAWN, 404)
    heard = {each.user_id for each in notices() if each.template == "public-withdrawn"}
    assert heard == {office.approver.pk}


def test_nobody_withdraws_what_was_published_after_they_read_that_it_is_being_prepared(
    office: Office,
) -> None:
    office.make()
    read = told(office)
    assert "is being prepared" in read
    office.publish()
    answer = withdraw(office, told=read, with_what_was_made="on")
    assert answer.status_code == 200
    assert "has changed meanwhile" in words(answer)
    assert "Its public version was published" in words(answer)
    assert "checked" not in answer.content.decode()
    assert (pack_state(office), office.public().status_code) == (PackState.READY, 200)
    assert withdraw(office, with_what_was_made="on").status_code == 302
    assert (pack_state(office), office.public().status_code) == (PackState.WITHDRAWN, 404)


def test_where_what_was_read_is_gone_meanwhile_the_pack_alone_is_withdrawn(office: Office) -> None:
    office.make()
    read = told(office)
    office.do("withdraw", reason="Another follows.")
    assert withdraw(office, told=read, with_what_was_made="on").status_code == 302
    assert pack_state(office) == PackState.WITHDRAWN


def test_a_draft_goes_with_its_pack_and_what_was_withdrawn_before_is_not_asked_about(office: Office) -> None:
    office.make()
    office.do("withdraw", reason="Another follows.")
    office.make()
    assert words(on_pack(office, "withdraw")).count("is being prepared (being worded)") == 1
    assert withdraw(office, with_what_was_made="on").status_code == 302
    with as_maintenance():
        reasons = list(PublicVersion.objects.order_by("pk").values_list("withdrawn_reason", flat=True))
    assert reasons == ["Another follows.", "A figure was wrong."]


def test_a_pack_of_which_nothing_was_made_is_withdrawn_as_ever(office: Office) -> None:
    assert "what was made of it" not in words(on_pack(office, "withdraw"))
    assert withdraw(office).status_code == 302
    assert pack_state(office) == PackState.WITHDRAWN


def test_the_command_refuses_what_the_page_does(office: Office) -> None:
    office.make()
    read = told(office)
    office.do("send")
    for confirmed in ("", read):
        with acting_as(office.maker) as actor, pytest.raises(PackError, match="Confirm"):
            withdraw_pack(
                by=actor,
                partnership=office.partnership,
                pack_ref=office.pack.ref,
                reason="Wrong",
                now=timezone.now(),
                confirmed=confirmed,
            )
    assert office.row().state == VersionState.SENT


def withdrawn_alone(office: Office) -> None:
    """As a pack was before it took its public versions with it."""
    at = datetime(2026, 5, 4, 12, tzinfo=UTC)
    with as_maintenance():
        Pack.objects.filter(pk=office.pack.pk).update(
            state="withdrawn", withdrawn_at=at, withdrawn_by=office.maker, withdrawn_reason="A wrong month."
        )


def test_who_may_withdraw_it_is_told_that_the_pack_of_a_published_version_was_withdrawn(
    office: Office,
) -> None:
    office.make()
    row = office.publish()
    before = [office.get("of-plan", plan=office.plan.ref), office.get("version", public_version=row.ref)]
    assert not any("was withdrawn" in words(page) for page in before)
    withdrawn_alone(office)
    way = office.url("withdraw", public_version=row.ref)
    for who in (office.maker, office.approver):
        of_plan = office.get("of-plan", who, plan=office.plan.ref)
        assert "Board pack 1 was withdrawn 4 May 2026, and its public version is still published." in words(
            of_plan
        )
        version = office.get("version", who, public_version=row.ref)
        assert "It is made of a board pack that was withdrawn 4 May 2026. A wrong month." in words(version)
        assert "Everybody can still read it." in words(version)
        assert way in of_plan.content.decode()
    assert version.content.decode().count(way) == 2, "the button, and in the words"
    assert "What was made of it still stands" in words(on_pack(office, "pack"))
    assert "was withdrawn" not in words(office.get("of-plan", office.reader, plan=office.plan.ref))
    assert office.public().status_code == 200, "nobody has withdrawn it yet"
    assert office.do("withdraw", reason="Its pack was withdrawn.").status_code == 302
    for page in (
        office.get("of-plan", plan=office.plan.ref),
        on_pack(office, "pack"),
        office.get("version", public_version=row.ref),
    ):
        for told in ("is still published", "still stands", "can still read it", "is made of a board pack"):
            assert told not in words(page)
    assert office.public().status_code == 404


def test_what_is_still_being_prepared_of_a_withdrawn_pack_is_told_too(office: Office) -> None:
    row = office.make()
    withdrawn_alone(office)
    assert "a public version of it is still being prepared" in words(
        office.get("of-plan", plan=office.plan.ref)
    )
    shown = words(office.get("version", public_version=row.ref))
    assert "It is made of a board pack that was withdrawn" in shown
    assert "Everybody can still read it" not in shown


def test_retention_removes_no_pack_of_which_a_version_is_still_published(office: Office) -> None:
    office.make()
    office.publish()
    withdrawn_alone(office)
    with pytest.raises(RetentionError, match="no record"):
        purged(office.partnership, office.maker, office.pack.ref, "withdrawn-pack")
    assert office.public().status_code == 200


def test_retention_asks_for_the_packs_of_one_partnership_alone(office: Office) -> None:
    office.make()
    elsewhere = factories.partnership("Other")
    with as_maintenance():
        assert MADE_OF_PACKS.packs(office.partnership.pk, "default") == {office.pack.pk}
        assert MADE_OF_PACKS.packs(elsewhere.pk, "default") == set()
