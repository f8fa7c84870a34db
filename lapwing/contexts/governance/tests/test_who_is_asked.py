"""Who can be asked to act, who is told when nobody runs a group, who reads drafts, and names of children."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance.commands import agenda, decisions, meetings, questions, raised, risks, told
from lapwing.contexts.governance.commands.about import NOTHING
from lapwing.contexts.governance.commands.agenda import ItemDetails
from lapwing.contexts.governance.commands.common import RefusedError
from lapwing.contexts.governance.commands.decisions import DecisionDetails
from lapwing.contexts.governance.commands.meetings import MeetingDetails
from lapwing.contexts.governance.commands.risks import RiskDetails
from lapwing.contexts.governance.commands.told import ToldDetails
from lapwing.contexts.governance.forms.decisions import DecisionForm
from lapwing.contexts.governance.minutes import reads_drafts
from lapwing.contexts.governance.models import AgendaItem, Decision, Meeting, MinutesState
from lapwing.contexts.governance.queries.meetings import meeting_page
from lapwing.contexts.governance.queries.minuted import with_minutes
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import DAY, LATER, NOW, acting_as, group, seat
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Capacity, GovernanceGroup, GroupMember
from lapwing.registry.names import ChildNamedError
from lapwing.registry.tests import factories

ClientAs = Callable[[User], Client]
CHILD = "Jayden Okafor waits for a place."


def told_of(template: str) -> list[str]:
    with as_maintenance():
        return sorted(Notice.objects.filter(template=template).values_list("user__name", flat=True))


@pytest.fixture
def reader(governed: Board) -> User:
    """Somebody who reads what groups do, and takes part in nothing."""
    return factories.member(governed.partnership, "senco", name="Sena Senco")


def test_only_people_who_can_answer_are_offered_and_asked(governed: Board, reader: User) -> None:
    adviser = factories.member(governed.partnership, "outside-adviser", name="Otto Outside")
    sits = seat(adviser, governed.group, Capacity.ATTENDS)
    with acting_as(governed.chair) as actor:
        form = DecisionForm(group=governed.group, on=DAY)
        offered = dict(form.fields["who"].choices)  # type: ignore[attr-defined]
        assert f"person:{governed.member.ref}" in offered
        assert f"person:{reader.ref}" not in offered
        # who sits there and cannot answer acts by their seat: the chair says what was done
        assert f"seat:{sits.ref}" in offered
        do: dict[str, Any] = {"actor": actor, "now": NOW, "group": governed.group}
        details = DecisionDetails(words="Write to heads", actor=reader, act_by=DAY)
        with pytest.raises(RefusedError, match="takes part in groups") as refused:
            decisions.decide(**do, details=details)
        assert refused.value.field == "who"
        risk = RiskDetails(kind="risk", words="Posts stay empty", owner=reader)
        with pytest.raises(RefusedError, match="takes part in groups"):
            risks.write_risk(**do, details=risk, likelihood=1, impact=1)
        with pytest.raises(RefusedError, match="takes part in groups"):
            questions.ask(
                actor=actor,
                now=NOW,
                partnership=governed.partnership,
                pack_ref="packpackpack",
                line_key="x",
                line_words="x",
                question="Why?",
                give_to=reader,
            )


def test_another_day_and_another_seat_are_told(governed: Board) -> None:
    with acting_as(governed.chair) as actor:
        do: dict[str, Any] = {"actor": actor, "now": NOW}
        details: dict[str, Any] = {"words": "Write to heads", "actor": governed.member}
        made = decisions.decide(
            **do,
            group=governed.group,
            details=DecisionDetails(**details, act_by=DAY),
        )
        later = DecisionDetails(**details, act_by=DAY + timedelta(days=9))
        decisions.change_decision(**do, ref=made.ref, version=1, details=later)
    assert told_of("decision-given") == ["Milo Member", "Milo Member"]


def test_without_somebody_who_runs_the_group_its_members_are_told_and_else_the_manager(
    governed: Board,
) -> None:
    def raise_to(where: GovernanceGroup) -> None:
        with acting_as(governed.attends) as actor:
            raised.raise_by_hand(
                actor=actor,
                now=NOW,
                group=where,
                words="Waits grow",
                reason="x",
                about=NOTHING,
            )

    nobody = group(governed.partnership, "A new group")
    raise_to(nobody)
    assert told_of("item-raised") == [governed.manager.name]
    seat(governed.member, nobody, Capacity.MEMBER)
    # somebody whose role lets them read alone runs it by name, and answers nothing
    seat(factories.member(governed.partnership, "senco", name="Sena Senco"), nobody, Capacity.CHAIR)
    raise_to(nobody)
    assert told_of("item-raised") == sorted([governed.manager.name, "Milo Member"])


def test_minutes_that_changed_since_they_were_read_are_not_agreed(governed: Board, meeting: Meeting) -> None:
    with acting_as(governed.chair) as actor:
        do: dict[str, Any] = {"actor": actor, "now": NOW}
        item = agenda.add_item(**do, meeting_ref=meeting.ref, details=ItemDetails(title="Delays"))
        agenda.write_minutes(**do, ref=item.ref, version=1, minutes="Heard the figures.")
        details = MeetingDetails(held_on=LATER.date())
        later = meetings.call_meeting(**do, group=governed.group, details=details)
        (read,) = meeting_page(actor, governed.partnership, later.ref, DAY).arising.to_agree
        agenda.write_minutes(**do, ref=item.ref, version=2, minutes="Heard nothing.")
        agree: dict[str, Any] = {"actor": actor, "now": LATER, "ref": meeting.ref, "in_ref": later.ref}
        with pytest.raises(RefusedError, match="changed since you read them"):
            meetings.agree_minutes(**agree, read=read.edition)
        (again,) = meeting_page(actor, governed.partnership, later.ref, DAY).arising.to_agree
        meetings.agree_minutes(**agree, read=again.edition)


def test_a_draft_is_read_by_the_group_alone_until_it_is_agreed(
    governed: Board, meeting: Meeting, reader: User, client_as: ClientAs
) -> None:
    with acting_as(governed.chair) as actor:
        item = agenda.add_item(
            actor=actor, now=NOW, meeting_ref=meeting.ref, details=ItemDetails(title="Delays")
        )
        agenda.write_minutes(actor=actor, now=NOW, ref=item.ref, version=1, minutes="Heard the figures.")
    address = reverse("governance:meeting", args=[governed.partnership.ref, meeting.ref])
    for who in (governed.chair, governed.member, governed.attends, governed.manager):
        assert "Heard the figures." in client_as(who).get(address).content.decode()
    for name in ("meeting", "meeting-paper"):
        page = client_as(reader).get(
            reverse(f"governance:{name}", args=[governed.partnership.ref, meeting.ref])
        )
        assert "Heard the figures." not in page.content.decode()
        assert "The minutes are a draft" in page.content.decode()
    with as_maintenance():
        Meeting.objects.filter(pk=meeting.pk).update(
            minutes_state="agreed", agreed_at=NOW, agreed_by=governed.chair
        )
    assert "Heard the figures." in client_as(reader).get(address).content.decode()


@pytest.mark.parametrize(
    ("first", "last", "reads"),
    [(-3, -1, True), (0, None, True), (1, None, False), (-3, -3, False)],
    ids=["sat that day", "sits today", "sits from tomorrow", "sat before it"],
)
def test_a_seat_reads_drafts_while_it_holds_or_when_it_held_that_day(
    governed: Board, meeting: Meeting, reader: User, first: int, last: int | None, reads: bool
) -> None:
    """Days are counted from today; the meeting was held the day before yesterday."""
    today = timezone.localdate()
    with as_maintenance():
        Meeting.objects.filter(pk=meeting.pk).update(
            held_on=today - timedelta(days=2), minutes_state=MinutesState.DRAFT
        )
        row = Meeting.objects.get(pk=meeting.pk)
    taken = seat(reader, governed.group)
    with as_maintenance():
        GroupMember.objects.filter(pk=taken.pk).update(
            from_date=today + timedelta(days=first),
            to_date=None if last is None else today + timedelta(days=last),
        )
    with acting_as(reader) as actor:
        assert reads_drafts(actor, row) is reads
        offered = with_minutes(actor, governed.partnership.pk, today)
    assert [each.ref for each in offered] == ([row.ref] if reads else [])


def test_no_text_of_a_group_holds_a_childs_name_unasked(governed: Board, meeting: Meeting) -> None:
    with acting_as(governed.chair) as actor:
        do: dict[str, Any] = {"actor": actor, "now": NOW}
        item = agenda.add_item(**do, meeting_ref=meeting.ref, details=ItemDetails(title="Delays"))
        writes: tuple[Callable[[], object], ...] = (
            lambda: agenda.write_minutes(**do, ref=item.ref, version=1, minutes=CHILD),
            lambda: decisions.decide(**do, group=governed.group, details=DecisionDetails(words=CHILD)),
            lambda: raised.raise_by_hand(
                **do,
                group=governed.group,
                words="Waits",
                reason=CHILD,
                about=NOTHING,
            ),
            lambda: risks.write_risk(
                **do,
                group=governed.group,
                details=RiskDetails(kind="risk", words="Waits", effect=CHILD),
                likelihood=1,
                impact=1,
            ),
            lambda: told.write_told(
                **do,
                partnership=governed.partnership,
                details=ToldDetails(
                    told_on=DAY, words="News", channels=("forum",), audience="All", response=CHILD
                ),
            ),
            lambda: questions.ask(
                **do,
                partnership=governed.partnership,
                pack_ref="packpackpack",
                line_key="x",
                line_words="x",
                question=CHILD,
            ),
        )
        for write in writes:
            with pytest.raises(ChildNamedError):
                write()
    with as_maintenance():
        assert not Decision.objects.exists()
        assert AgendaItem.objects.get().minutes == ""


def test_the_form_asks_once_and_takes_a_persons_word_for_it(governed: Board, client_as: ClientAs) -> None:
    client = client_as(governed.chair)
    address = reverse("governance:decision-new", args=[governed.partnership.ref, governed.group.ref])
    given = {"words": CHILD, "version": "0", "about": "", "who": ""}
    page = client.post(address, given)
    assert page.status_code == 200
    assert "No child is named here" in page.content.decode()
    found = re.search(r'name="asked_about"[^>]*value="([^"]+)"', page.content.decode())
    assert found is not None
    asked = found[1]
    client.post(address, {**given, "asked_about": asked, "no_child_named": "on"})
    with as_maintenance():
        assert Decision.objects.get().words == CHILD
