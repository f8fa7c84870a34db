"""Minutes as evidence: of one of the partnership's meetings, or kept elsewhere and given in words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance.commands import agenda, meetings
from lapwing.contexts.governance.commands.agenda import ItemDetails
from lapwing.contexts.governance.commands.meetings import MeetingDetails
from lapwing.contexts.governance.commands.voiding import take_out
from lapwing.contexts.governance.models import AgendaItem, Meeting
from lapwing.contexts.governance.tests.factories import group, seat, sitting
from lapwing.contexts.improvement import commands, minutes
from lapwing.contexts.improvement.commands import EvidenceDetails, RefusedError
from lapwing.contexts.improvement.edit_views.tests.desk import words
from lapwing.contexts.improvement.models import Action, Evidence, OwnerRole, Plan, RoleHolder
from lapwing.contexts.improvement.queries.evidence import EvidenceLine, evidence_of_action
from lapwing.contexts.improvement.tests.factories import DAY, NOW, acting_as, full_plan, imported
from lapwing.contexts.improvement.tests.reporting import reporting
from lapwing.contexts.improvement.views.tests.test_updates import TYPED, get, place, post, writing
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Capacity, GovernanceGroup, GroupMember, Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import LONG_AGO, People

HELD_ON = date(2026, 2, 2)
CALLED = "Minutes of SEND Partnership Board, 2 February 2026"


@pytest.fixture
def plan(partnership: Partnership, people: People) -> Plan:
    with acting_as(people.owner) as actor:
        return imported(partnership, actor, full_plan())


@pytest.fixture
def ada(partnership: Partnership, plan: Plan) -> User:
    """Owns the first action, and sits on no group."""
    who = registry.member(partnership, "action-owner", name="Ada Action")
    with as_maintenance():
        role = OwnerRole.objects.get(name="Head of Play")
        RoleHolder.objects.create(partnership=partnership, role=role, user=who, from_date=LONG_AGO)
    return who


@pytest.fixture
def board(partnership: Partnership) -> GovernanceGroup:
    return group(partnership)


def held(board: GovernanceGroup, manager: User, on: date = HELD_ON, *, agreed: bool = True) -> Meeting:
    """A meeting with minutes: agreed, or a draft."""
    with acting_as(manager) as actor:
        do: dict[str, Any] = {"actor": actor, "now": NOW}
        meeting = meetings.call_meeting(**do, group=board, details=MeetingDetails(held_on=on))
        item = agenda.add_item(**do, meeting_ref=meeting.ref, details=ItemDetails(title="Play"))
        agenda.write_minutes(**do, ref=item.ref, version=1, minutes="Talks have begun.")
    if agreed:
        with as_maintenance():
            said = {"minutes_state": "agreed", "agreed_at": NOW, "agreed_by": manager}
            Meeting.objects.filter(pk=meeting.pk).update(**said)
    return meeting


def details(**more: Any) -> EvidenceDetails:
    given = {"kind": "output", "form": "minutes", "title": "Agreed by the board", "on": HELD_ON}
    return EvidenceDetails(**{**given, **more})


def give(who: User, **more: Any) -> Evidence:
    with acting_as(who) as actor:
        ref = Action.objects.get(key="1.1.1").ref
        return commands.give_evidence(actor=actor, now=NOW, action_ref=ref, details=details(**more))


def read(actor: Actor) -> EvidenceLine:
    (line,) = evidence_of_action(actor, Action.objects.get(key="1.1.1").pk)
    return line


def choices(who: User, partnership: Partnership) -> list[str]:
    with acting_as(who) as actor:
        return [each.words for each in minutes.to_choose_from(actor, partnership.pk, DAY)]


def test_minutes_of_a_meeting_need_no_words_and_lead_to_it(
    ada: User, board: GovernanceGroup, people: People
) -> None:
    meeting = held(board, people.owner)
    row = give(ada, meeting_ref=meeting.ref)
    assert (row.meeting_ref, row.meeting_words, row.words) == (meeting.ref, CALLED, "")
    with acting_as(people.owner) as actor:
        line = read(actor)
    assert line.minutes.words == CALLED
    assert line.minutes.url.endswith(f"/{meeting.ref}/")


def test_minutes_that_are_kept_elsewhere_are_given_in_words(ada: User) -> None:
    row = give(ada, words="The panel said yes.")
    assert (row.meeting_ref, row.meeting_words) == ("", "")
    with pytest.raises(RefusedError, match="Choose the meeting, or enter the passage") as refused:
        give(ada)
    assert refused.value.field == "meeting_ref"


def test_agreed_minutes_are_offered_to_all_and_drafts_to_those_who_read_them(
    partnership: Partnership, ada: User, board: GovernanceGroup, people: People
) -> None:
    held(board, people.owner)
    draft = held(board, people.owner, date(2026, 3, 1), agreed=False)
    with acting_as(people.owner) as actor:
        coming = MeetingDetails(held_on=date(2026, 5, 4))
        meetings.call_meeting(actor=actor, now=NOW, group=board, details=coming)
    of_draft = "Minutes of SEND Partnership Board, 1 March 2026"
    assert choices(ada, partnership) == [CALLED]
    assert choices(people.owner, partnership) == [of_draft, CALLED]
    assert choices(sitting(board, Capacity.ATTENDS), partnership) == [of_draft, CALLED]
    with pytest.raises(RefusedError, match="from the list"):
        give(ada, meeting_ref=draft.ref)


def test_no_meeting_of_another_partnership_can_be_chosen(ada: User, people: People) -> None:
    elsewhere = registry.partnership()
    manager = registry.member(elsewhere, "programme-manager")
    meeting = held(group(elsewhere), manager)
    with pytest.raises(RefusedError, match="from the list") as refused:
        give(ada, meeting_ref=meeting.ref)
    assert refused.value.field == "meeting_ref"


def test_another_form_of_evidence_has_no_meeting(ada: User, board: GovernanceGroup, people: People) -> None:
    meeting = held(board, people.owner)
    assert give(ada, form="quote", words="We felt heard.", meeting_ref=meeting.ref).meeting_ref == ""


def test_whoever_may_not_see_meetings_reads_the_words_of_the_evidence_alone(
    ada: User, board: GovernanceGroup, people: People
) -> None:
    meeting = held(board, people.owner)
    give(ada, meeting_ref=meeting.ref, words="The board heard that talks have begun.")
    with acting_as(people.owner) as actor:
        grants = (replace(each, permissions=each.permissions - {"governance.read"}) for each in actor.grants)
        line = read(replace(actor, grants=tuple(grants)))
    assert (line.minutes.words, line.minutes.url) == ("", "")
    assert (line.form_words, line.words) == ("Minutes of a meeting", "The board heard that talks have begun.")


def test_a_meeting_is_called_as_it_is_today_and_a_withdrawn_one_says_so(
    ada: User, board: GovernanceGroup, people: People
) -> None:
    meeting = held(board, people.owner, agreed=False)
    with acting_as(people.owner) as actor:
        row = commands.give_evidence(
            actor=actor,
            now=NOW,
            action_ref=Action.objects.get(key="1.1.1").ref,
            details=details(meeting_ref=meeting.ref),
        )
        version = Meeting.objects.get(pk=meeting.pk).version
        when = MeetingDetails(held_on=date(2026, 2, 3))
        meetings.change_meeting(actor=actor, now=NOW, ref=meeting.ref, version=version, details=when)
        assert read(actor).minutes.words == "Minutes of SEND Partnership Board, 3 February 2026"
        out = {"model": Meeting, "ref": meeting.ref, "version": version + 1, "reason": "Not held"}
        take_out(actor=actor, now=NOW, **out)  # type: ignore[arg-type]
        line = read(actor)
    assert line.minutes.words == "Minutes of SEND Partnership Board, 3 February 2026 (withdrawn)"
    page = registry.signed_in_client(people.owner).get(line.minutes.url)
    assert "This meeting was withdrawn" in page.content.decode()
    assert "Talks have begun." in page.content.decode()
    assert "Add to the agenda" not in page.content.decode()
    # kept with it is what it was called when it was given
    assert row.meeting_words == CALLED


def test_of_a_meeting_that_was_removed_the_words_stay(
    ada: User, board: GovernanceGroup, people: People
) -> None:
    meeting = held(board, people.owner)
    give(ada, meeting_ref=meeting.ref)
    with as_maintenance():
        AgendaItem.objects.filter(meeting=meeting).delete()
        meeting.delete()
    with acting_as(people.owner) as actor:
        line = read(actor)
    assert (line.minutes.words, line.minutes.url) == (CALLED, "")


def test_its_meeting_stays_when_somebody_changes_the_rest(
    ada: User, board: GovernanceGroup, people: People
) -> None:
    row = give(ada, meeting_ref=held(board, people.owner).ref)
    with as_maintenance():
        Meeting.objects.update(minutes_state="draft", agreed_at=None, agreed_by=None)
    with acting_as(ada) as actor:
        new = details(meeting_ref=row.meeting_ref, title="Agreed")
        changed = commands.change_evidence(
            actor=actor, now=NOW, ref=row.ref, version=row.version, details=new
        )
        elsewhere = details(words="The panel said yes.")
        moved = commands.change_evidence(
            actor=actor, now=NOW, ref=row.ref, version=changed.version, details=elsewhere
        )
    assert (changed.title, changed.meeting_words) == ("Agreed", CALLED)
    assert (moved.meeting_ref, moved.meeting_words) == ("", "")


def test_on_its_form_the_meeting_stays_when_it_was_removed_since(
    partnership: Partnership, ada: User, board: GovernanceGroup, people: People
) -> None:
    meeting = held(board, people.owner)
    row = give(ada, meeting_ref=meeting.ref)
    with as_maintenance():
        AgendaItem.objects.filter(meeting=meeting).delete()
        meeting.delete()
    changed(partnership, ada, row, title="Agreed at last")


def test_on_its_form_the_meeting_of_a_draft_stays_for_who_left_the_group(
    partnership: Partnership, ada: User, board: GovernanceGroup, people: People
) -> None:
    taken = seat(ada, board, Capacity.ATTENDS)
    row = give(ada, meeting_ref=held(board, people.owner, agreed=False).ref)
    with as_maintenance():
        GroupMember.objects.filter(pk=taken.pk).update(to_date=date(2026, 1, 31))
    changed(partnership, ada, row, title="Agreed at last")


def changed(partnership: Partnership, who: User, row: Evidence, **typed: str) -> None:
    """Change a field of evidence on its page, all else as the page shows it; its meeting has to stay."""
    address = reverse("improvement:evidence-change", args=[partnership.ref, row.ref])
    browser = registry.signed_in_client(who)
    chosen = re.search(
        r'<option value="(\w+)" selected>([^<]*)</option>', browser.get(address).content.decode()
    )
    assert chosen is not None
    assert chosen[2].startswith(CALLED)
    sent = {"version": "1", "kind": row.kind, "form": row.form, "title": row.title, "meeting_ref": chosen[1]}
    on = {"on-day": "2", "on-month": "2", "on-year": "2026"}
    assert browser.post(address, {**sent, **on, **typed}).status_code == 302
    with as_maintenance():
        kept = Evidence.objects.get(pk=row.pk)
    assert (kept.title, kept.meeting_ref, kept.meeting_words) == (typed["title"], row.meeting_ref, CALLED)


@pytest.mark.parametrize(
    ("group_called", "title"),
    [
        ("Board " * 33, f"Minutes of {'Board ' * 28}…, 2 February 2026"),
        ("B" * 200, f"Minutes of {'B' * 170} …, 2 February 2026"),
    ],
    ids=["words", "one word"],
)
def test_a_title_from_minutes_is_cut_in_the_name_of_the_group_and_keeps_its_day(
    partnership: Partnership, people: People, group_called: str, title: str
) -> None:
    here = reporting(partnership, people, timezone.now())
    meeting = held(group(here.partnership, name=group_called.strip()), here.manager)
    given = {**TYPED, "ev_meeting_ref": meeting.ref, "do": "submit"}
    assert post(here.owner, writing(here), given).status_code == 302
    with as_maintenance():
        row = Evidence.objects.get()
    assert row.title == title
    assert len(row.title) <= 200
    assert group_called.strip() in row.meeting_words


def test_on_the_form_of_an_update_a_meeting_is_chosen_and_nothing_more_is_needed(
    partnership: Partnership, people: People
) -> None:
    here = reporting(partnership, people, timezone.now())
    meeting = held(group(here.partnership), here.manager)
    assert f"{CALLED}</option>" in get(here.owner, writing(here)).content.decode()
    post(here.owner, writing(here), {**TYPED, "ev_meeting_ref": meeting.ref, "do": "submit"})
    with as_maintenance():
        row = Evidence.objects.select_related("update_given").get()
    assert (row.form, row.title, row.on) == ("minutes", CALLED, HELD_ON)
    assert row.update_given is not None
    page = get(here.manager, place(here, "update", update=row.update_given.ref)).content.decode()
    assert f'/{meeting.ref}/">{CALLED}</a>' in page
    assert CALLED in words(get(here.manager, place(here, "evidence", plan=here.plan.ref)))
