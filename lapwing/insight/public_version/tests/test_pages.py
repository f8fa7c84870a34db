"""What everybody reads, from a frozen pack to the page; who finds nothing; and what is withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.insight.public_version import commands
from lapwing.insight.public_version.models import (
    PublicFile,
    PublicVersion,
)
from lapwing.insight.public_version.tests.conftest import Office, words
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.sessions.models import SignedInSession
from lapwing.platform.notices.tests.test_telling import notices

PUBLIC_NAMES = ("page", "easy-read", "pdf", "easy-pdf", "feedback", "thanks")


def test_a_public_version_is_made_worded_approved_and_read_by_everybody(office: Office) -> None:
    row = office.make()
    assert {office.public(name).status_code for name in PUBLIC_NAMES} == {404}
    shown = words(office.get("version", public_version=row.ref))
    assert "It is being worded." in shown
    assert "Publish the offer with families." in shown
    typed = {"words-0": "How help gets better in Alderbrook", "words-1": "This tells how it goes."}
    assert (
        office.post(
            "words", {"version": 1, **typed}, public_version=row.ref, public_part="beginning"
        ).status_code
        == 302
    )
    assert office.do("send").status_code == 302
    assert {office.public(name).status_code for name in PUBLIC_NAMES} == {404}
    assert {each.user_id for each in notices() if each.template == "public-to-approve"} == {
        office.approver.pk
    }
    assert office.do("approve", office.approver).status_code == 302
    answer = office.public()
    read = words(answer)
    assert "How help gets better in Alderbrook" in read
    assert "Publish the offer with families." in read
    assert "51.4%" in read
    assert "37 of 72" in read
    for inside in ("Head of SEND", "Designated Clinical Officer", "Mona Manager", "therapy contract"):
        assert inside not in read


def test_nothing_is_known_of_who_reads_it(office: Office) -> None:
    office.make()
    office.publish()
    for name in ("page", "easy-read", "pdf", "easy-pdf", "thanks"):
        answer = office.public(name)
        assert answer.status_code == 200, name
        assert not answer.cookies, name
        assert answer["Cache-Control"] == "public, max-age=300", name
        assert answer["X-Robots-Tag"] == "noindex", name
    assert "Sign in" not in words(office.public())


def test_what_is_said_to_one_browser_stands_on_no_page_that_others_may_keep(office: Office) -> None:
    office.make()
    ref = office.publish().ref
    for name in ("page", "easy-read", "thanks", "pdf"):
        place = reverse(f"published:{name}", args=[ref])
        browser = office.browser(office.reader)
        assert "no-store" in browser.get(place)["Cache-Control"], name
        with as_maintenance():
            SignedInSession.objects.update(last_active_at=F("last_active_at") - timedelta(minutes=20))
        answer = browser.get(place)
        assert b"signed out" not in b"".join(answer), name
        assert answer["Cache-Control"] == "private, no-store", name
        # it is told to the person, on a page that is theirs
        assert "You were signed out" in words(browser.get(reverse("sign-in"))), name  # type: ignore[arg-type]
        assert office.public(name)["Cache-Control"] == "public, max-age=300", name


def test_the_pdfs_are_those_that_were_built_when_it_was_approved(office: Office) -> None:
    office.make()
    row = office.publish()
    with as_maintenance():
        kept = {each.form: each.size for each in PublicFile.objects.filter(of_version=row)}
    for name, form in (("pdf", "pdf"), ("easy-pdf", "easy-pdf")):
        content = b"".join(office.public(name))
        assert content.startswith(b"%PDF")
        assert len(content) == kept[form]


def test_what_is_withdrawn_is_gone_for_everybody_at_once(office: Office) -> None:
    office.make()
    office.publish()
    assert office.do("withdraw", office.approver, reason="").status_code == 200
    assert office.public().status_code == 200
    assert office.do("withdraw", office.approver, reason="A figure was wrong.").status_code == 302
    assert {office.public(name).status_code for name in PUBLIC_NAMES} == {404}
    assert "A figure was wrong." in words(office.get("version", public_version=office.row().ref))


def test_whoever_may_not_finds_nothing_and_the_commands_say_the_same(office: Office) -> None:
    row = office.make()
    for name, parts in (
        ("make", {"pack": office.pack.ref}),
        ("version", {"public_version": row.ref}),
        ("words", {"public_version": row.ref, "public_part": "beginning"}),
        ("send", {"public_version": row.ref}),
        ("return", {"public_version": row.ref}),
        ("withdraw", {"public_version": row.ref}),
        ("feedback", {"public_version": row.ref}),
        ("settings", {}),
    ):
        assert office.get(name, office.reader, **parts).status_code == 404, name
    # a board member approves, and neither words nor publishes by themselves
    for name in ("send", "words", "feedback"):
        parts = {"public_part": "beginning"} if name == "words" else {}
        assert office.get(name, office.approver, public_version=row.ref, **parts).status_code == 404
    given: dict[str, Any] = {
        "partnership": office.partnership,
        "ref": row.ref,
        "version": 1,
        "now": timezone.now(),
    }
    with acting_as(office.reader) as actor:
        deeds: list[tuple[Any, dict[str, Any]]] = [
            (commands.send_for_approval, {}),
            (commands.approve_public_version, {}),
            (commands.judge_again, {}),
            (commands.withdraw_public_version, {"reason": "x"}),
            (commands.return_public_version, {"comment": "x"}),
            (commands.word_public_version, {"worded": {}}),
        ]
        for command, more in deeds:
            with pytest.raises(NotVisible):
                command(by=actor, **given, **more)


def test_what_was_changed_by_hand_is_not_shown(office: Office) -> None:
    office.make()
    row = office.publish()
    with as_maintenance(), pytest.raises(DatabaseError), transaction.atomic():
        PublicVersion.objects.filter(pk=row.pk).update(content=row.content.replace("Alderbrook", "Elsewhere"))
