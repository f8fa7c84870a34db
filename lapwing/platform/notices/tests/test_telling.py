"""Telling people: who is told, once, how, and what is kept of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.catalogue import Delivery, UnknownTemplateError
from lapwing.platform.notices.models import Mail, Notice, Preference
from lapwing.platform.notices.outbox import BadAddressError, send_mail_now
from lapwing.platform.notices.telling import notify, settle
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

# A Wednesday at noon, when nothing is quiet, and the Saturday after it.
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


def tell(*people: User, **more: Any) -> int:
    given: dict[str, Any] = {
        "template": "export-ready",
        "partnership_id": None,
        "url": "/help/",
        "now": NOON,
        "title": "Actions",
    }
    with acting(actor_for(people[0], NOON.date()), purpose="test"):
        return notify(people=[each.pk for each in people], **given | more)


def notices() -> list[Notice]:
    with as_maintenance():
        return list(Notice.objects.order_by("id"))


def mails() -> list[Mail]:
    with as_maintenance():
        return list(Mail.objects.order_by("id"))


def test_a_person_is_told_in_lapwing_and_by_an_email_that_waits(people: People) -> None:
    assert tell(people.owner) == 1

    [notice], [mail] = notices(), mails()
    assert (notice.line, notice.url, notice.is_new) == ("Your export is ready: Actions", "/help/", True)
    assert (mail.to, mail.url, mail.state) == (people.owner.email, "/help/", "waiting")
    assert mail.notice_id == notice.pk


def test_whoever_acts_may_tell_others_whose_notices_they_cannot_see(people: People) -> None:
    assert tell(people.owner, people.outsider) == 2
    with acting(actor_for(people.owner, NOON.date()), purpose="test"):
        assert [each.user_id for each in Notice.objects.all()] == [people.owner.pk]


def test_the_same_key_twice_is_one_notice_and_one_email(people: People) -> None:
    assert tell(people.owner, key="export 1") == 1
    assert tell(people.owner, people.colleague, key="export 1") == 1
    assert [each.user_id for each in notices()] == [people.owner.pk, people.colleague.pk]
    assert len(mails()) == 2


def test_without_a_key_each_telling_is_another(people: People) -> None:
    tell(people.owner)
    tell(people.owner)
    assert len(notices()) == len(mails()) == 2


def test_closed_accounts_and_system_users_are_passed_over(people: People) -> None:
    closed = factories.user(is_active=False, closed_at=NOON)
    assert tell(people.owner, closed) == 1


def test_what_is_wished_decides_how(people: People) -> None:
    with as_maintenance():
        Preference.objects.create(user=people.owner, choices={"work": "page"})
        Preference.objects.create(user=people.colleague, choices={"work": "digest"})
    tell(people.owner, people.colleague)
    assert {each.delivery for each in notices()} == {Delivery.PAGE, Delivery.DIGEST}
    assert mails() == []


def test_what_cannot_be_switched_off_is_sent_at_once_to_whoever_stopped_emails(people: People) -> None:
    with as_maintenance():
        Preference.objects.create(user=people.owner, stopped_at=NOON, choices={"security": "page"})
    tell(people.owner, now=SATURDAY)
    with acting(actor_for(people.owner, NOON.date()), purpose="test"):
        notify(people=[people.owner.pk], template="new-browser", partnership_id=None, url="/", now=SATURDAY)
    assert [(each.template, each.try_at) for each in mails()] == [("new-browser", SATURDAY)]


def test_an_email_at_once_waits_for_the_end_of_the_weekend(people: People) -> None:
    tell(people.owner, now=SATURDAY)
    assert mails()[0].try_at == datetime(2026, 11, 23, 7, tzinfo=UTC)


def test_what_is_settled_is_new_to_nobody(people: People) -> None:
    tell(people.owner, people.colleague, key="export 1")
    assert settle(key="export 1", now=NOON) == 2
    assert not any(each.is_new for each in notices())
    assert settle(key="", now=NOON) == 0


def test_what_is_settled_by_the_beginning_of_its_key_is_not_sent_either(people: People) -> None:
    tell(people.owner, key="import abc 1")
    tell(people.owner, key="import abcd 1")
    with acting(actor_for(people.owner, NOON.date()), purpose="test"):
        send_mail_now(to="x@example.org", template="invitation", url="/help/", now=NOON, key="import abc 2")
    assert settle(beginning="import abc ", now=NOON) == 1
    assert {each.key: each.is_new for each in notices()} == {"import abc 1": False, "import abcd 1": True}
    assert [(each.state, each.url) for each in mails() if each.key == "import abc 2"] == [("dropped", "")]


def test_what_is_undone_with_its_cause_is_told_to_nobody(people: People) -> None:
    class UndoneError(Exception): ...

    def cause() -> None:
        with acting(actor_for(people.owner, NOON.date()), purpose="test"):
            tell(people.owner)
            raise UndoneError

    with pytest.raises(UndoneError):
        cause()
    assert notices() == []
    assert mails() == []


def test_words_are_one_short_line(people: People) -> None:
    tell(people.owner, title="Actions\r\nBcc: everybody\x00 " + "x" * 300)
    line = notices()[0].line
    assert line.startswith("Your export is ready: Actions Bcc: everybody x")
    assert len(notices()[0].words["title"]) == 200
    assert line.endswith("…")


def test_words_that_the_template_does_not_want_are_refused(people: People) -> None:
    with pytest.raises(ValueError, match="The words of export-ready are: title"):
        tell(people.owner, child="Ann")
    with pytest.raises(ValueError, match="The words of new-browser are: none"):
        tell(people.owner, template="new-browser")


def test_a_template_that_nobody_declares_is_refused(people: People) -> None:
    with pytest.raises(UnknownTemplateError):
        tell(people.owner, template="no-such")
    with pytest.raises(ValueError, match="send_mail_now"):
        tell(people.owner, template="invitation")


@pytest.mark.parametrize(
    "url", ["", "help/", "javascript:alert(1)", "http:////else.where/", "/a b", "/\\else.where", "/x\ny"]
)
def test_an_address_that_leads_nowhere_here_is_refused(people: People, url: str) -> None:
    with pytest.raises(ValueError, match="path of this site"):
        tell(people.owner, url=url)


def test_a_notice_leads_to_this_site_whatever_host_a_request_claimed(people: People) -> None:
    tell(people.owner, url="https://else.where/p/x/?a=1#b")
    assert notices()[0].url == "/p/x/?a=1#b"


def test_a_notice_of_a_partnership_is_out_of_sight_once_the_role_there_is_over(
    people: People, partnership: Partnership, other_partnership: Partnership
) -> None:
    tell(people.owner, partnership_id=partnership.pk)
    tell(people.owner, partnership_id=other_partnership.pk)
    with acting(actor_for(people.owner, NOON.date()), purpose="test"):
        assert [each.partnership_id for each in Notice.objects.all()] == [partnership.pk]


def test_an_email_to_an_address_is_kept_once_under_its_key(db: None) -> None:
    given: dict[str, Any] = {"to": "nina@example.org", "template": "invitation", "now": NOON}
    assert send_mail_now(url="/invitation/secret/", key="invitation 1", **given)
    assert not send_mail_now(url="/invitation/secret/", key="invitation 1", **given)
    [mail] = mails()
    assert (mail.user_id, mail.try_at) == (None, NOON)


@pytest.mark.parametrize(
    "to",
    ["", "nina", "nina@example.org\nBcc: all@example.org", "nina@example.org, b@example.org", "a b@c.org"],
)
def test_what_is_no_address_is_refused(db: None, to: str) -> None:
    with pytest.raises(BadAddressError):
        send_mail_now(to=to, template="invitation", url="/x/", now=NOON)
    assert mails() == []
