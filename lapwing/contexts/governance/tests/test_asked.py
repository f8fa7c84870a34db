"""A group is asked for a decision: it stands on the agenda, and the decision that is recorded answers it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lapwing.contexts.governance.commands import asked, meetings, raised
from lapwing.contexts.governance.commands.about import NOTHING
from lapwing.contexts.governance.commands.asked import Asked
from lapwing.contexts.governance.commands.common import EditedByAnotherError, NotYoursError, RefusedError
from lapwing.contexts.governance.commands.decisions import DecisionDetails, change_decision, decide
from lapwing.contexts.governance.commands.meetings import MeetingDetails
from lapwing.contexts.governance.commands.voiding import bring_back, take_out
from lapwing.contexts.governance.forms.decisions import DecisionForm
from lapwing.contexts.governance.models import Decision, EscalatedItem, Meeting
from lapwing.contexts.governance.queries.lines import raised_lines
from lapwing.contexts.governance.queries.meetings import arising
from lapwing.contexts.governance.queries.mine import mine_of
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import DAY, NOW, acting_as
from lapwing.contexts.governance.tests.test_handing_over import place
from lapwing.contexts.governance.tests.test_who_is_asked import CHILD, told_of
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.notices.models import Notice
from lapwing.registry.names import ChildNamedError
from lapwing.registry.tests import factories

ClientAs = Callable[[User], Client]
WHAT = Asked(
    words="Fund two more therapy posts",
    reason="The posts end in March.",
    options="Fund both\nFund one",
    recommendation="Fund both",
)


def ask(governed: Board, by: User, what: Asked = WHAT) -> EscalatedItem:
    with acting_as(by) as actor:
        return asked.ask_for_decision(actor=actor, now=NOW, group=governed.group, asked=what)


def call(governed: Board, days: int) -> Meeting:
    with acting_as(governed.chair) as actor:
        details = MeetingDetails(held_on=DAY + timedelta(days=days))
        return meetings.call_meeting(actor=actor, now=NOW, group=governed.group, details=details)


def agenda_of(governed: Board, meeting: Meeting) -> list[str]:
    with acting_as(governed.chair) as actor:
        return [line.words for line in arising(actor, governed.partnership, meeting, DAY).asked]


def record(governed: Board, by: User, item: EscalatedItem, **more: Any) -> Decision:
    with acting_as(by) as actor:
        given = {"group": governed.group, "details": DecisionDetails(words="Both are funded."), **more}
        return decide(actor=actor, now=NOW, answers_ref=item.ref, **given)


def test_it_stands_on_the_agenda_of_its_meeting_and_of_none_before(governed: Board) -> None:
    sooner, later = call(governed, 7), call(governed, 60)
    ask(
        governed, governed.manager, Asked(words="Close the hub", reason="It is empty.", meeting_ref=later.ref)
    )
    ask(governed, governed.manager)
    assert agenda_of(governed, sooner) == ["Fund two more therapy posts"]
    assert agenda_of(governed, later) == ["Close the hub", "Fund two more therapy posts"]
    assert told_of("decision-asked") == ["Carys Chair", "Carys Chair"]
    assert told_of("item-raised") == []


def test_the_decision_of_the_meeting_answers_it(governed: Board, meeting: Meeting) -> None:
    item = ask(governed, governed.manager)
    made = record(governed, governed.manager, item, meeting_ref=meeting.ref)
    with as_maintenance():
        item.refresh_from_db()
    assert (item.decision_id, item.answer) == (made.pk, "Both are funded.")
    with pytest.raises(RefusedError, match="has not answered") as refused:
        record(governed, governed.member, item)
    assert refused.value.field == "answers"


def test_between_meetings_somebody_else_records_it(governed: Board) -> None:
    item = ask(governed, governed.member)
    with pytest.raises(RefusedError, match="You asked for this"):
        record(governed, governed.member, item)
    record(governed, governed.chair, item)
    with as_maintenance():
        assert EscalatedItem.objects.get().answered_by == governed.chair


def waits_for(governed: Board, who: User, on: date) -> list[str]:
    with acting_as(who) as actor:
        return [line.ref for line in mine_of(actor, governed.partnership, on).raised]


def test_it_waits_for_others_and_for_who_asked_once_its_meeting_is_here(governed: Board) -> None:
    at = call(governed, 7)
    named = Asked(words="Close the hub", reason="It is empty.", meeting_ref=at.ref)
    item = ask(governed, governed.member, named)
    assert waits_for(governed, governed.chair, DAY) == [item.ref]
    assert waits_for(governed, governed.member, DAY) == []
    assert waits_for(governed, governed.member, DAY + timedelta(days=7)) == [item.ref]


def test_nobody_records_their_own_in_a_meeting_held_before_the_group_could_come_to_it(
    governed: Board, client_as: ClientAs
) -> None:
    before, at, own = call(governed, -30), call(governed, 7), call(governed, 60)
    named = Asked(words="Close the hub", reason="It is empty.", meeting_ref=own.ref)
    item, later = ask(governed, governed.member), ask(governed, governed.member, named)
    for early, what in ((before, item), (at, later)):
        with as_maintenance():
            Meeting.objects.filter(pk=at.pk).update(held_on=DAY)
        with pytest.raises(RefusedError, match="held before the group could come to it") as refused:
            record(governed, governed.member, what, meeting_ref=early.ref)
        assert refused.value.field == "answers"
    assert offered(governed, governed.member, before) == []
    assert offered(governed, governed.member, at) == [item.words]
    assert offered(governed, governed.member, None) == []
    # who did not ask records what the group came to of its own accord
    assert offered(governed, governed.chair, before) == [item.words, later.words]
    assert record(governed, governed.member, item, meeting_ref=at.ref).meeting_id == at.pk
    record(governed, governed.chair, later, meeting_ref=before.ref)
    new = place(governed, "decision-new-in-meeting", meeting=before.ref)
    ask(governed, governed.member)
    assert "Which decision asked for" not in client_as(governed.member).get(new).content.decode()
    assert "Which decision asked for" in client_as(governed.chair).get(new).content.decode()


def offered(governed: Board, by: User, meeting: Meeting | None) -> list[str]:
    with acting_as(by):
        form = DecisionForm(group=governed.group, on=DAY, meeting=meeting, by=by.pk)
        field = form.fields.get("answers")
        return [words for ref, words in field.choices if ref] if field else []  # type: ignore[attr-defined]


def test_when_its_decision_is_withdrawn_it_is_open_again_and_the_group_is_told(
    governed: Board, client_as: ClientAs
) -> None:
    item = ask(governed, governed.member)
    made = record(governed, governed.manager, item)

    def again(do: Callable[..., Any], **more: Any) -> None:
        with acting_as(governed.manager) as actor:
            do(actor=actor, now=NOW, model=Decision, ref=made.ref, **more)
        with as_maintenance():
            item.refresh_from_db()

    again(take_out, version=1, reason="Recorded by mistake")
    assert (item.answered_at, item.answered_by, item.answer) == (None, None, "")
    assert told_of("decision-asked-again") == ["Carys Chair"]
    page = place(governed, "raised", escalated_item=item.ref)
    seen = client_as(governed.chair).get(page).content.decode()
    assert "Record the decision" in seen
    assert made.ref not in seen
    assert offered(governed, governed.chair, None) == [item.words]
    # brought back, it answers again, and nobody is asked any more
    again(bring_back)
    assert (item.answer, item.decision_id) == ("Both are funded.", made.pk)
    with as_maintenance():
        assert not Notice.objects.filter(template="decision-asked-again", done_at=None).exists()
    # what another decision answered meanwhile stays answered by that
    again(take_out, version=3, reason="Recorded by mistake")
    other = record(governed, governed.chair, item)
    again(bring_back)
    assert item.decision_id == other.pk


def test_words_of_the_decision_that_are_corrected_are_the_answer_and_history_keeps_the_first(
    governed: Board,
) -> None:
    item = ask(governed, governed.manager)
    made = record(governed, governed.chair, item)
    with acting_as(governed.chair) as actor:
        details = DecisionDetails(words="Both are funded until March.")
        change_decision(actor=actor, now=NOW, ref=made.ref, version=made.version, details=details)
        rows = EscalatedItem.objects.filter(pk=item.pk)
        (line,) = raised_lines(actor, governed.partnership, rows, DAY)
    assert (line.answer, line.decision_number) == ("Both are funded until March.", made.number)
    with as_maintenance():
        kept = HistoryEntry.objects.filter(table_name="governance_escalateditem").order_by("pk")
        answers = [(entry.new or {}).get("answer") for entry in kept]
    assert answers == ["", "Both are funded.", "Both are funded until March."]


def test_an_answer_in_words_of_its_own_is_not_corrected_with_the_decision(governed: Board) -> None:
    item = ask(governed, governed.manager)
    with acting_as(governed.chair) as actor:
        do: dict[str, Any] = {"actor": actor, "now": NOW}
        made = decide(**do, group=governed.group, details=DecisionDetails(words="Fund one post."))
        said: dict[str, Any] = {"answer": "One of the two.", "decision_number": made.number}
        raised.answer_item(**do, ref=item.ref, version=item.version, **said)
        new = DecisionDetails(words="Fund one post until March.")
        change_decision(**do, ref=made.ref, version=made.version, details=new)
        assert EscalatedItem.objects.get(pk=item.pk).answer == "One of the two."


def test_an_answer_in_words_stands_without_the_decision_that_it_named(
    governed: Board, client_as: ClientAs
) -> None:
    with acting_as(governed.manager) as actor:
        do: dict[str, Any] = {"actor": actor, "now": NOW, "group": governed.group}
        made = decide(**do, details=DecisionDetails(words="More posts."))
        late = raised.raise_by_hand(**do, words="Late", reason="y", about=NOTHING)
    with acting_as(governed.chair) as actor:
        said: dict[str, Any] = {"answer": "We see to it.", "decision_number": made.number}
        raised.answer_item(actor=actor, now=NOW, ref=late.ref, version=1, **said)
        take_out(actor=actor, now=NOW, model=Decision, ref=made.ref, version=1, reason="Twice")
    seen = client_as(governed.chair).get(place(governed, "raised", escalated_item=late.ref)).content.decode()
    assert "We see to it." in seen
    assert made.ref not in seen


def test_only_what_the_group_itself_is_asked_is_answered(governed: Board) -> None:
    with acting_as(governed.manager) as actor:
        other = asked.ask_for_decision(actor=actor, now=NOW, group=governed.board, asked=WHAT)
    with pytest.raises(RefusedError, match="this group is asked"):
        record(governed, governed.chair, other)
    with as_maintenance():
        assert not Decision.objects.exists()


def test_who_takes_part_asks_with_words_and_a_meeting_to_come(governed: Board, meeting: Meeting) -> None:
    reader = factories.member(governed.partnership, "senco", name="Sena Senco")
    with pytest.raises(NotYoursError):
        ask(governed, reader)
    for wrong, said in (
        (Asked(words=" ", reason="x"), "what is to be decided"),
        (Asked(words="x", reason=""), "why the group is asked"),
        (Asked(words="x", reason="y", meeting_ref="zzzzzzzzzzzz"), "still to come"),
    ):
        with pytest.raises(RefusedError, match=said):
            ask(governed, governed.manager, wrong)
    with pytest.raises(ChildNamedError):
        ask(governed, governed.manager, Asked(words="x", reason=CHILD))


def test_of_a_meeting_that_is_withdrawn_it_waits_for_the_next(governed: Board) -> None:
    first, following = call(governed, 7), call(governed, 60)
    what = Asked(words="Close the hub", reason="It is empty.", meeting_ref=following.ref)
    item = ask(governed, governed.manager, what)
    assert agenda_of(governed, first) == []
    with acting_as(governed.chair) as actor:
        take_out(
            actor=actor, now=NOW, model=Meeting, ref=following.ref, version=following.version, reason="Snow"
        )
    assert agenda_of(governed, first) == [item.words]


def test_who_asked_withdraws_it_and_it_stays_to_be_read(governed: Board) -> None:
    item = ask(governed, governed.member)

    def withdraw(by: User, version: int = 1) -> EscalatedItem:
        with acting_as(by) as actor:
            return asked.withdraw_asked(actor=actor, now=NOW, ref=item.ref, version=version, reason="Settled")

    with pytest.raises(NotYoursError):
        withdraw(governed.attends)
    with pytest.raises(EditedByAnotherError):
        withdraw(governed.member, version=0)
    assert withdraw(governed.member).answer == "Withdrawn: Settled"
    with pytest.raises(RefusedError, match="answered already"):
        withdraw(governed.member, version=2)
    with acting_as(governed.member) as actor:
        escalated = raised.raise_item(
            actor=actor,
            now=NOW,
            partnership_id=governed.partnership.pk,
            subject_kind="",
            subject_ref="",
            to_group_id=governed.group.pk,
            words="Late",
            rule_key="x",
            reason="y",
        )
    with acting_as(governed.chair) as actor, pytest.raises(RefusedError, match="is answered, and not"):
        asked.withdraw_asked(actor=actor, now=NOW, ref=escalated.ref, version=1, reason="z")


def test_what_is_asked_of_the_group_above_keeps_what_was_recommended(governed: Board) -> None:
    item = ask(governed, governed.manager)
    with acting_as(governed.chair) as actor:
        further = raised.raise_further(actor=actor, now=NOW, ref=item.ref, version=1, reason="Too much money")
    assert (further.group, further.kind, further.recommendation) == (governed.board, "decision", "Fund both")


def test_from_asking_to_the_decision_on_the_pages(governed: Board, client_as: ClientAs) -> None:
    today = timezone.localdate()
    with acting_as(governed.chair) as actor:
        details = MeetingDetails(held_on=today)
        held = meetings.call_meeting(actor=actor, now=timezone.now(), group=governed.group, details=details)
    client = client_as(governed.manager)
    given = {"words": WHAT.words, "reason": WHAT.reason, "recommendation": "Fund both", "meeting": held.ref}
    page = place(governed, "ask", governance_group=governed.group.ref)
    seen = client.post(page, given, follow=True).content.decode()
    for words in ("Decision asked for", "Fund both", "Record the decision", "Withdraw it"):
        assert words in seen
    meeting = client.get(place(governed, "meeting", meeting=held.ref)).content.decode()
    assert "Decisions asked for" in meeting
    with as_maintenance():
        item = EscalatedItem.objects.get()
    new = place(governed, "decision-new-in-meeting", meeting=held.ref)
    assert f'<option value="{item.ref}" selected>' in client.get(f"{new}?answers={item.ref}").content.decode()
    client.post(new, {"words": "Both are funded.", "answers": item.ref})
    after = client.get(place(governed, "raised", escalated_item=item.ref)).content.decode()
    assert "Both are funded." in after
    assert "Record the decision" not in after


def test_who_may_not_is_led_away(governed: Board, client_as: ClientAs) -> None:
    item = ask(governed, governed.manager)
    reader = factories.member(governed.partnership, "senco", name="Sena Senco")
    page = place(governed, "raised", escalated_item=item.ref)
    seen = client_as(reader).get(page).content.decode()
    assert "Fund two more therapy posts" in seen
    assert "Record the decision" not in seen
    assert "Withdraw it" not in seen
    for name in ("ask", "asked-withdraw"):
        parts = {"governance_group": governed.group.ref} if name == "ask" else {"escalated_item": item.ref}
        assert client_as(reader).get(place(governed, name, **parts)).status_code == 404
    sent = client_as(governed.attends).post(
        place(governed, "asked-withdraw", escalated_item=item.ref),
        {"version": "1", "reason": "x"},
        follow=True,
    )
    assert "Only whoever asked" in sent.content.decode()
