"""What a published version leads on to: the log of what families were told, and evidence of publication."""

from __future__ import annotations

import re
from html import unescape

from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance.models import ToldToFamilies
from lapwing.contexts.improvement.commands import set_report_day
from lapwing.contexts.improvement.edit_views.tests.desk import day
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.insight.public_version.models import PublicVersion
from lapwing.insight.public_version.tests.conftest import Office
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from tests.attacks.at_once.meeting import hidden_fields


def link(page: str, text: str) -> str:
    """Where a link with this text leads; empty without one."""
    found = re.search(rf'href="([^"]*)">{text}<', page)
    return unescape(found.group(1)) if found else ""


def shown(office: Office, row: PublicVersion, who: User | None = None) -> str:
    return office.get("version", who, public_version=row.ref).content.decode()


def ask_to_publish_by(office: Office) -> None:
    with as_maintenance():
        Plan.objects.filter(pk=office.plan.pk).update(kind="improvement")
    with acting_as(office.maker) as actor:
        set_report_day(
            actor=actor,
            now=timezone.now(),
            plan_ref=office.plan.ref,
            version=0,
            published_on=timezone.localdate(),
        )


def test_whoever_publishes_records_what_families_were_told_with_a_form_that_is_filled_in(
    office: Office,
) -> None:
    row = office.make()
    assert "What follows" not in shown(office, row)
    office.publish()
    for who in (office.maker, office.approver):
        assert link(shown(office, row, who), "Record what families were told")
    browser = office.browser(office.approver)
    form = browser.get(link(shown(office, row, office.approver), "Record what families were told"))
    own = f"http://testserver{reverse('published:page', args=[row.ref])}"
    page = form.content.decode()
    assert f'value="{own}"' in page
    assert "as it stood on 22 November 2026" in page
    today = timezone.localdate()
    # the name that the tests' client gives the machine is no address on the internet
    kept = own.replace("http://testserver", "https://lapwing.example")
    typed = {
        **hidden_fields(page, "told_on"),
        **day("told_on", today.year, today.month, today.day),
        "words": "How the plan is going.",
        "audience": "Parents, carers and young people",
        "channels": "local-offer",
        "link": kept,
        "about": f"plan:{office.plan.ref}",
    }
    assert (
        browser.post(reverse("governance:told-new", args=[office.partnership.ref]), typed).status_code == 302
    )
    with as_maintenance():
        assert ToldToFamilies.objects.get().link == kept
    after = shown(office, row)
    assert not link(after, "Record what families were told")
    assert "Recorded among what families were told" in after


def test_the_lasting_address_is_offered_as_evidence_while_the_plan_is_to_be_published(office: Office) -> None:
    row = office.make()
    office.publish()
    assert "is to be published by" not in shown(office, row)
    ask_to_publish_by(office)
    place = link(shown(office, row), "Give the lasting address as evidence")
    assert place
    # who may not say that the plan was published is told the day alone
    for_approver = shown(office, row, office.approver)
    assert "The plan itself is to be published by" in for_approver
    assert not link(for_approver, "Give the lasting address as evidence")
    lasting = f"http://testserver{reverse('published:newest', args=[office.plan.ref])}"
    form = office.browser().get(place)
    assert f'value="{lasting}"' in form.content.decode()
    today = timezone.localdate()
    typed = {
        **day("published_on", today.year, today.month, today.day),
        "version": "0",
        "address": lasting,
    }
    assert office.browser().post(place.partition("?")[0], typed).status_code == 302
    assert "is to be published by" not in shown(office, row)


def test_an_address_that_fills_the_form_in_with_what_cannot_be_is_refused_when_it_is_saved(
    office: Office,
) -> None:
    place = reverse("governance:told-new", args=[office.partnership.ref])
    for wrong in (
        "link=javascript:alert(1)",
        "channel=none",
        "words=%00",
        "about=plan:none",
        f"link={'x' * 900}",
    ):
        answer = office.browser().get(f"{place}?{wrong}")
        assert answer.status_code == 200, wrong
    typed = {"link": "javascript:alert(1)", "words": "x", "audience": "x", "channels": "local-offer"}
    assert office.browser().post(place, typed).status_code == 200
    with as_maintenance():
        assert not ToldToFamilies.objects.exists()
