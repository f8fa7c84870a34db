"""Who opens a form that is not theirs is led back before they type anything, and told who may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lapwing.contexts.governance.models import Decision, EscalatedItem, PackQuestion, Risk
from lapwing.contexts.governance.tests.conftest import Board
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
