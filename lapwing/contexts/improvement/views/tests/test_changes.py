"""What changed between two days: both can be chosen, and the colours of then stand beside those of now."""

from __future__ import annotations

from datetime import date

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.models import Milestone
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import EXPLAINED
from lapwing.contexts.improvement.views.tests.conftest import Get, Site, text_of
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People


def say(people: People, text: str, status: str) -> None:
    with acting_as(people.owner) as actor:
        commands.report_status(
            actor=actor,
            now=LATER,
            milestone_ref=Milestone.objects.get(text=text).ref,
            status=status,
            note="So it is",
            **EXPLAINED,
            effective_on=LATER.date(),
        )


def test_colours_of_both_days_and_what_turned_stand_on_the_page(site: Site, people: People, get: Get) -> None:
    say(people, "Begin talks", "off track")
    page = text_of(get(people.colleague, "changes", since="2026-03-10", as_at="2026-04-30"))
    assert "From the end of 10 March 2026 to 30 April 2026: 1 milestone changed: 1 known since." in page
    turned = page.split("Milestones that changed colour")[-1]
    assert "Begin talks Known since Not started Off track" in turned.replace("1.1.1 ", "")
    html = get(people.colleague, "changes", since="2026-03-10", as_at="2026-04-30").content.decode()
    drawing, table = html.index('class="lw-bars__drawing"'), html.index('aria-label="Colours then and now"')
    assert drawing < table
    assert "Whole plan on 10 Mar 2026: " in html[drawing:table]
    assert "lw-bars__sign--red" in html[drawing:table]


def test_between_two_days_before_it_nothing_had_changed(site: Site, people: People, get: Get) -> None:
    say(people, "Begin talks", "off track")
    page = text_of(get(people.colleague, "changes", since="2026-03-10", as_at="2026-03-20"))
    assert "no milestone changed its colour" in page
    assert "Nothing was recorded in this time" in page


def test_days_the_wrong_way_round_are_exchanged_and_the_page_says_so(
    site: Site, people: People, get: Get
) -> None:
    page = text_of(get(people.colleague, "changes", since="2026-04-30", as_at="2026-03-10"))
    assert "The first day was after the second: they were exchanged." in page
    assert "From the end of 10 March 2026 to 30 April 2026" in page


def test_a_day_before_the_plan_was_here_has_no_colours(site: Site, people: People, get: Get) -> None:
    page = text_of(get(people.colleague, "changes", since="2026-01-10"))
    assert "The plan was not in Lapwing on 10 January 2026" in page


def test_what_is_no_day_is_left_out(site: Site, people: People, get: Get) -> None:
    page = text_of(get(people.colleague, "changes", since="never", as_at="9999-99-99"))
    assert "is not a date" in page
    assert "From the end of 16 May 2026 to 15 June 2026" in page


def test_what_was_asked_and_given_leads_to_its_own_page(site: Site, people: People, get: Get) -> None:
    with acting_as(people.owner) as actor:
        row = Milestone.objects.select_related("action", "partnership").get(text="Begin talks")
        asked = commands.ask_for_dates(
            actor=actor,
            now=LATER,
            milestone_ref=row.ref,
            version=row.version,
            points=(commands.DueDetails(as_written="by September 2026", latest=date(2026, 9, 30)),),
            reason="The room is being rebuilt",
        )
        details = commands.EvidenceDetails(
            kind="impact", form="quote", title="Survey", words="We wait less.", on=date(2026, 3, 1)
        )
        given = commands.give_evidence(actor=actor, now=LATER, action_ref=row.action.ref, details=details)
        partnership = row.partnership
    with acting_as(registry.member(partnership, "programme-manager")) as other:
        commands.accept_evidence(actor=other, now=LATER, ref=given.ref, version=given.version)
    for name in ("changes", "overview"):
        page = get(people.colleague, name, since="2026-03-10", as_at="2026-04-30")
        assert f'href="/p/{site.partnership}/request/{asked.ref}/"' in page.content.decode()
        assert f'href="/p/{site.partnership}/evidence/{given.ref}/"' in page.content.decode()
    said = text_of(get(people.colleague, "changes", since="2026-03-10", as_at="2026-04-30"))
    assert "Accepted: Survey Evidence 20 Apr 2026" in said
    assert "Change asked for 20 Apr 2026 Olive Owner" in said
