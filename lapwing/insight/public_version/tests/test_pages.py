"""From a frozen pack to what everybody reads: made, worded, approved by another, published, withdrawn."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.models import Series
from lapwing.contexts.improvement.tests.factories import acting_as, imported
from lapwing.domain.disclosure import from_json
from lapwing.domain.disclosure.tests.exact import worked_out
from lapwing.insight.packs import shapes
from lapwing.insight.packs.models import Pack
from lapwing.insight.packs.tests.examples import example_pack
from lapwing.insight.public_version import commands
from lapwing.insight.public_version.commands.settings import FROM_ONE_ADDRESS, MOST_AN_HOUR
from lapwing.insight.public_version.informing import tell_of_feedback
from lapwing.insight.public_version.lineage import released_as
from lapwing.insight.public_version.models import (
    Feedback,
    PublicFile,
    PublicRelease,
    PublicVersion,
    VersionState,
    Wording,
)
from lapwing.insight.public_version.tests.conftest import Office, frozen_pack
from lapwing.platform.access.acting import acting
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.accounts.sessions.models import SignedInSession
from lapwing.platform.notices.tests.test_telling import notices
from lapwing.platform.tokens.models import Allowance
from lapwing.registry.tests import factories

PUBLIC_NAMES = ("page", "easy-read", "pdf", "easy-pdf", "feedback", "thanks")


def words(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


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
    assert office.do("return", office.approver, comment="Say it in shorter words.").status_code == 302
    assert "Returned: Say it in shorter words." in words(office.get("version", public_version=row.ref))
    assert any(each.template == "public-returned" for each in notices())
    office.publish()
    assert office.public().status_code == 200


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


def test_an_unknown_measure_has_to_be_decided_by_a_person(office: Office) -> None:
    answer = office.post("make", {"sections": ["measures"]}, pack=office.pack.ref)
    assert answer.status_code == 200
    assert "Say how these figures are handled" in words(answer)
    wrongs: list[dict[str, object]] = [
        {"sections": []},
        {"sections": ["risks"]},
        {"sections": ["measures"], "how-0": "children"},
    ]
    for wrong in wrongs:
        assert office.post("make", wrong, pack=office.pack.ref).status_code == 200
    with as_maintenance():
        assert not PublicVersion.objects.exists()


def test_a_childs_name_is_asked_about_before_it_is_saved_or_sent(office: Office) -> None:
    row = office.make()
    typed: dict[str, object] = {"version": 1, "words-0": "Title", "words-1": "We helped Olivia Jones."}
    answer = office.post("words", typed, public_version=row.ref, public_part="beginning")
    assert answer.status_code == 200
    assert "It looks as if a child is named here" in words(answer)
    with as_maintenance():
        assert not Wording.objects.exists()
    said = {**typed, "no_child_named": "on", "asked_about": "Olivia Jones"}
    assert office.post("words", said, public_version=row.ref, public_part="beginning").status_code == 302
    answer = office.do("send")
    assert "It looks as if a child is named here" in words(answer)
    assert office.row().state == VersionState.DRAFT


def test_nobody_who_works_on_the_plan_is_named_and_that_cannot_be_waved_through(office: Office) -> None:
    row = office.make()
    typed: dict[str, object] = {"version": 1, "words-0": "Title", "words-1": "Bea  board appoints a lead."}
    said = {**typed, "no_child_named": "on", "asked_about": "Bea Board|Bea  board"}
    for each in (typed, said):
        answer = office.post("words", each, public_version=row.ref, public_part="beginning")
        assert "“Bea Board” is named here, and a public version names nobody" in words(answer)
    with as_maintenance():
        assert not Wording.objects.exists()


def test_a_step_of_the_plan_that_names_somebody_is_not_sent(office: Office) -> None:
    pack = named_pack(office, "Mona Manager appoints a lead for therapies.")
    row = office.make(pack)
    assert "“Mona Manager” is named here" in words(office.do("send", no_child_named="on"))
    assert office.row().state == VersionState.DRAFT
    with acting_as(office.maker) as actor, pytest.raises(commands.PublicError, match="names nobody"):
        commands.send_for_approval(
            by=actor,
            partnership=office.partnership,
            ref=row.ref,
            version=1,
            now=timezone.now(),
            named_nobody=["Mona Manager"],
        )
    office.make(named_pack(office, "The programme manager appoints a lead for therapies."))
    assert office.do("send").status_code == 302


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


def test_a_share_with_its_counts_is_not_offered_as_it_stands(office: Office) -> None:
    assert "show it as it stands" not in words(office.get("make", pack=office.pack.ref))
    typed: dict[str, object] = {"sections": ["measures"], "how-0": "plain"}
    assert office.post("make", typed, pack=office.pack.ref).status_code == 200
    with acting_as(office.maker) as actor, pytest.raises(commands.PublicError, match="Say how"):
        commands.make_public_version(
            by=actor,
            partnership=office.partnership,
            pack_ref=office.pack.ref,
            sections=["measures"],
            handling={"series:s1": "plain"},
            now=timezone.now(),
        )


def bare_pack(office: Office) -> Pack:
    """A pack whose percentages have no counts."""
    pack = example_pack()
    found = next(each for each in pack.sections if isinstance(each, shapes.MeasuresSection))
    measure = found.measures[0]
    points = tuple(replace(point, counted="") for point in measure.series[0].points)
    changed = replace(
        found, measures=(replace(measure, series=(replace(measure.series[0], points=points),)),)
    )
    sections = tuple(changed if each is found else each for each in pack.sections)
    return frozen_pack(office.partnership, office.plan, office.maker, 8, replace(pack, sections=sections))


def named_pack(office: Office, text: str) -> Pack:
    """A pack with this as the first step that is due."""
    pack = example_pack()
    found = next(each for each in pack.sections if isinstance(each, shapes.DueSection))
    changed = replace(found, lines=(replace(found.lines[0], text=text), *found.lines[1:]))
    sections = tuple(changed if each is found else each for each in pack.sections)
    with as_maintenance():
        number = Pack.objects.count() + 1
    return frozen_pack(
        office.partnership, office.plan, office.maker, number, replace(pack, sections=sections)
    )


def test_figures_are_worked_out_again_when_other_numbers_are_to_be_hidden(office: Office) -> None:
    office.make()
    office.do("send")
    stricter = {"version": 0, "policy": "nhs", "feedback_address": ""}
    assert office.post("settings", dict(stricter)).status_code == 302
    row = office.row()
    answer = office.browser(office.approver).post(
        office.url("approve", public_version=row.ref), {"version": row.version}, follow=True
    )
    assert "Which numbers are hidden was set to something else since" in words(answer)  # type: ignore[arg-type]
    office.do("return", office.approver, comment="Again")
    office.do("again")
    assert office.row().policy == "nhs"
    office.publish()
    assert office.public().status_code == 200


def test_a_line_of_a_plan_that_goes_on_is_released_as_the_first_was(office: Office) -> None:
    with as_maintenance():
        first, second, third = Series.objects.filter(measure__plan=office.plan).order_by("pk")[:3]
        Series.objects.filter(pk=second.pk).update(came_from=first)
        Series.objects.filter(pk=third.pk).update(came_from=second)
    keys = [f"series:{each.ref}" for each in (first, third)]
    with acting_as(office.maker):
        found = released_as(office.partnership.pk, [*keys, "series:gone"])
    assert found == {keys[0]: keys[0], keys[1]: keys[0], "series:gone": "series:gone"}


def test_what_another_plan_of_the_partnership_published_is_reckoned_with(office: Office) -> None:
    """The measures stand under other lines there; what adds up and what is equal is found all the same."""
    office.make(later_pack(office, "3 of 72"))
    first = office.publish()
    with acting_as(office.maker) as actor:
        other = imported(office.partnership, actor)
    pack = frozen_pack(office.partnership, other, office.maker, 9, example_pack())
    office.make(pack)
    assert office.row().earlier == [first.pk]


def test_words_are_kept_with_their_history_and_the_second_of_two_is_told(office: Office) -> None:
    row = office.make()
    typed: dict[str, object] = {"version": 1, "words-0": "First title", "words-1": "Words."}
    office.post("words", typed, public_version=row.ref, public_part="beginning")
    stale = office.post(
        "words", {**typed, "words-0": "Second title"}, public_version=row.ref, public_part="beginning"
    )
    assert "Somebody else changed this public version meanwhile" in words(stale)
    assert "First title" in words(office.get("version", public_version=row.ref))
    assert "First title" in words(office.get("history", public_version=row.ref))
    assert office.get("history", office.approver, public_version=row.ref).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        {"words-0": "", "words-1": "x"},
        {"words-0": "x" * 2001, "words-1": "x"},
        {"words-0": "x\0", "words-1": "x"},
    ],
)
def test_words_that_cannot_be_kept_are_refused(office: Office, typed: dict[str, object]) -> None:
    row = office.make()
    answer = office.post("words", {"version": 1, **typed}, public_version=row.ref, public_part="beginning")
    assert answer.status_code in {200, 400}
    with as_maintenance():
        assert not Wording.objects.exists()


def later_pack(office: Office, counted: str) -> Pack:
    """The next pack, in which the first figure was corrected."""
    pack = example_pack()
    found = next(each for each in pack.sections if isinstance(each, shapes.MeasuresSection))
    measure = found.measures[0]
    series = measure.series[0]
    points = (replace(series.points[0], counted=counted), *series.points[1:])
    changed = replace(found, measures=(replace(measure, series=(replace(series, points=points),)),))
    sections = tuple(changed if each is found else each for each in pack.sections)
    with as_maintenance():
        number = Pack.objects.count() + 1
    return frozen_pack(
        office.partnership, office.plan, office.maker, number, replace(pack, sections=sections)
    )


def test_the_second_release_is_judged_with_the_first_also_when_that_is_withdrawn(office: Office) -> None:
    office.make(later_pack(office, "3 of 72"))
    first = office.publish()
    office.do("withdraw", reason="Another follows.")
    office.make(later_pack(office, "5 of 72"))
    second = office.publish()
    assert second.earlier == [first.pk]
    with as_maintenance():
        kept = [from_json(each.counts) for each in PublicRelease.objects.order_by("pk")]
    assert not worked_out(kept)
    assert "3 of 72" not in words(office.public(row=second))


def test_another_that_was_published_meanwhile_has_to_be_reckoned_with(office: Office) -> None:
    one = office.make()
    office.make()
    office.publish()
    with as_maintenance():
        version = PublicVersion.objects.get(pk=one.pk).version
    office.post("send", {"version": version}, public_version=one.ref)
    answer = office.browser(office.approver).post(
        office.url("approve", public_version=one.ref), {"version": version + 1}, follow=True
    )
    assert "Another public version was published since" in words(answer)  # type: ignore[arg-type]
    office.post(
        "return", {"version": version + 1, "comment": "Again"}, office.approver, public_version=one.ref
    )
    office.post("again", {"version": version + 2}, public_version=one.ref)
    office.post("send", {"version": version + 3}, public_version=one.ref)
    office.post("approve", {"version": version + 4}, office.approver, public_version=one.ref)
    assert office.public(row=one).status_code == 200


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


def test_anybody_says_what_they_think_and_it_is_told_once_a_day(office: Office) -> None:
    office.make()
    row = office.publish()
    place = reverse("published:feedback", args=[row.ref])
    for text in ("It is hard to read.", "Thank you."):
        assert Client().post(place, {"words": text}).status_code == 302
    for wrong in ("", " ", "x" * 2001):
        assert Client().post(place, {"words": wrong}).status_code == 200
    with acting(system_actor("Tests"), purpose="test"):
        soon = timezone.now() + timedelta(minutes=1)
        assert tell_of_feedback(soon) == 1
        assert tell_of_feedback(soon) == 0
    told = [each for each in notices() if each.template == "public-feedback"]
    assert [each.user_id for each in told] == [office.maker.pk]
    assert "2 comments" in told[0].line
    shown = words(office.get("feedback", public_version=row.ref))
    assert "It is hard to read." in shown
    with as_maintenance():
        assert AccessLogEntry.objects.filter(kind="public_version.feedback").exists()


def test_so_many_an_hour_and_no_more(office: Office) -> None:
    office.make()
    row = office.publish()
    with as_maintenance():
        Feedback.objects.bulk_create(
            Feedback(partnership=office.partnership, of_version=row, words="x", said_at=timezone.now())
            for _ in range(MOST_AN_HOUR)
        )
    answer = Client().post(reverse("published:feedback", args=[row.ref]), {"words": "One more"})
    assert "Please try again in an hour" in answer.content.decode()


def test_one_visitor_does_not_silence_all_others_and_is_not_known(office: Office) -> None:
    office.make()
    place = reverse("published:feedback", args=[office.publish().ref])

    def say(address: str) -> int:
        return Client(REMOTE_ADDR=address).post(place, {"words": "Again"}).status_code

    assert {say("192.0.2.7") for _ in range(FROM_ONE_ADDRESS.most)} == {302}
    assert say("192.0.2.7") == 200
    assert say("192.0.2.8") == 302
    # one household has a whole network of these
    assert {say(f"2001:db8::{each}") for each in range(FROM_ONE_ADDRESS.most)} == {302}
    assert say("2001:db8::ffff") == 200
    with as_maintenance():
        kept = " ".join(Allowance.objects.values_list("key", flat=True))
    assert kept
    assert "192.0.2" not in kept


def test_a_partnership_publishes_its_own_way(office: Office) -> None:
    typed: dict[str, object] = {
        "version": 0,
        "policy": "lapwing",
        "feedback_address": "https://offer.example/say",
        "may_be_found": "on",
    }
    assert office.post("settings", typed).status_code == 302
    assert office.make().policy == "lapwing"
    office.publish()
    assert office.public("feedback")["Location"] == "https://offer.example/say"
    assert not office.public().has_header("X-Robots-Tag")
    assert "meanwhile" in words(office.post("settings", typed))


@pytest.mark.parametrize(
    "wrong",
    [{"policy": "none"}, {"feedback_address": "http://offer.example"}, {"feedback_address": "https://["}],
)
def test_a_way_of_publishing_that_cannot_be_is_refused(office: Office, wrong: dict[str, object]) -> None:
    typed = {"version": 0, "policy": "strict", "feedback_address": "", **wrong}
    assert office.post("settings", typed).status_code == 200


def test_what_was_changed_by_hand_is_not_shown(office: Office) -> None:
    office.make()
    row = office.publish()
    with as_maintenance(), pytest.raises(DatabaseError), transaction.atomic():
        PublicVersion.objects.filter(pk=row.pk).update(content=row.content.replace("Alderbrook", "Elsewhere"))
