"""Who opens a form that would refuse them is led back before they type anything, and told why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lapwing.contexts.governance.commands.agenda import ItemDetails, add_item
from lapwing.contexts.governance.models import (
    Decision,
    EscalatedItem,
    Meeting,
    MinutesState,
    PackQuestion,
    Risk,
)
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import NOW, acting_as
from lapwing.contexts.governance.tests.test_asked import ask
from lapwing.contexts.governance.tests.test_handing_over import place
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User

ClientAs = Callable[[User], Client]
MODELS: dict[str, Any] = {
    "decision": Decision,
    "risk": Risk,
    "pack_question": PackQuestion,
    "escalated_item": EscalatedItem,
}


# a part, why none of its forms opens any more, and the forms
SETTLED = (
    ("escalated_item", "It is answered already.", "raised-answer", "raised-further", "asked-withdraw"),
    ("pack_question", "It is answered already.", "question-answer", "question-give"),
    ("risk", "It is closed.", "risk-change", "risk-score", "risk-close", "risk-raise"),
    ("decision", "It is closed. Open it again first.", "decision-change", "decision-supersede"),
    ("decision", "It is not open.", "decision-close"),
    ("meeting", "are agreed, and stay as they are", "meeting-change", "meeting-attendance", "item-new"),
    ("agenda_item", "are agreed, and stay as they are", "item-change", "item-minutes"),
)


@pytest.mark.parametrize(
    ("name", "part", "who", "told"),
    [
        ("decision-close", "decision", "attends", "Only whoever was to act"),
        ("decision-supersede", "decision", "member", "Only the chair"),
        ("risk-change", "risk", "attends", "Only members of the group"),
        ("risk-score", "risk", "attends", "Only members of the group"),
        ("risk-close", "risk", "member", "Only the chair"),
        ("risk-raise", "risk", "attends", "Only members of the group"),
        ("question-answer", "pack_question", "attends", "Only whoever the question was given to"),
        ("question-give", "pack_question", "attends", "Only whoever asked"),
        ("asked-withdraw", "escalated_item", "attends", "Only whoever asked"),
        ("raised-answer", "escalated_item", "attends", "Only members of the group"),
        ("raised-answer", "escalated_item", "member", "You asked for this"),
        ("raised-further", "escalated_item", "member", "You asked for this"),
    ],
)
def test_whose_form_it_is_not_is_led_back(
    busy: Board, client_as: ClientAs, name: str, part: str, who: str, told: str
) -> None:
    ask(busy, busy.member)
    with as_maintenance():
        row = MODELS[part].objects.get()
    seen = client_as(getattr(busy, who)).get(place(busy, name, **{part: row.ref}), follow=True)
    assert seen.redirect_chain
    assert told in seen.content.decode()


@pytest.mark.parametrize(
    ("name", "part", "who"),
    [
        ("decision-close", "decision", "member"),
        ("decision-supersede", "decision", "chair"),
        ("risk-score", "risk", "member"),
        ("risk-close", "risk", "chair"),
        ("risk-raise", "risk", "chair"),
        ("question-answer", "pack_question", "member"),
        ("question-give", "pack_question", "manager"),
        ("asked-withdraw", "escalated_item", "member"),
        ("raised-answer", "escalated_item", "chair"),
    ],
)
def test_whose_form_it_is_sees_it(busy: Board, client_as: ClientAs, name: str, part: str, who: str) -> None:
    ask(busy, busy.member)
    with as_maintenance():
        row = MODELS[part].objects.get()
    assert client_as(getattr(busy, who)).get(place(busy, name, **{part: row.ref})).status_code == 200


def test_what_is_settled_opens_no_form(busy: Board, meeting: Meeting, client_as: ClientAs) -> None:
    ask(busy, busy.member)
    with acting_as(busy.chair) as actor:
        item = add_item(actor=actor, now=NOW, meeting_ref=meeting.ref, details=ItemDetails(title="Delays"))
    by = {"answer": "Yes", "answered_at": NOW, "answered_by": busy.member}
    closed = {"closed_at": NOW, "closed_by": busy.member}
    with as_maintenance():
        EscalatedItem.objects.update(**by)
        PackQuestion.objects.update(**by)
        Risk.objects.update(**closed, closing_words="Over")
        Decision.objects.update(**closed, closing_words="Done", state="done")
        agreed = {"agreed_at": NOW, "agreed_by": busy.chair, "agreed_in": meeting}
        Meeting.objects.update(minutes_state=MinutesState.AGREED, **agreed)
        refs = {part: model.objects.get().ref for part, model in MODELS.items()}
    refs |= {"meeting": meeting.ref, "agenda_item": item.ref}
    client = client_as(busy.manager)
    for part, words, *names in SETTLED:
        for name in names:
            seen = client.get(place(busy, name, **{part: refs[part]}), follow=True)
            assert seen.redirect_chain, name
            assert words in seen.content.decode(), name
