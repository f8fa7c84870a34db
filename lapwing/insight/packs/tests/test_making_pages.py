"""The pages on which packs are asked for with everything chosen, their templates, and their words."""

from __future__ import annotations

import pytest
from django.test import Client

from lapwing.contexts.improvement.models import Plan
from lapwing.insight.packs.models import Pack, PackTemplate
from lapwing.insight.packs.page_forms import order_of
from lapwing.insight.packs.tests.opened import at, page, sent
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.registry.models import Partnership

pytestmark = pytest.mark.usefixtures("empty_forms")


def test_a_pack_has_the_sections_that_were_ticked_in_the_order_that_was_chosen(
    manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    manager_client.post(at("make", partnership, plan=plan.ref), sent())
    with acting(system_actor("Tests"), purpose="test"):
        pack = Pack.objects.get()
    assert pack.sections == [
        {"kind": "due", "annotation": "Three in the holidays."},
        {"kind": "summary", "annotation": ""},
    ]


def test_a_button_moves_a_section_and_keeps_what_was_entered(
    manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    answer = manager_client.post(at("make", partnership, plan=plan.ref), sent(title="", move="summary:up"))
    shown = answer.content.decode()
    assert 'value="summary,due,' in shown
    assert "Three in the holidays." in shown
    assert "There is a problem" not in shown
    with acting(system_actor("Tests"), purpose="test"):
        assert not Pack.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Enter title of the pack"),
        ({"chosen_due": "", "chosen_summary": ""}, "Choose at least one section."),
        ({"since-month": "13"}, "Last time"),
        ({"as_at-year": "2100"}, "has not come yet"),
        ({"until-month": "5"}, "must not end before"),
    ],
)
def test_what_is_wrong_is_said_beside_it(
    change: dict[str, str], said: str, manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    shown = manager_client.post(at("make", partnership, plan=plan.ref), sent(**change)).content.decode()
    assert "There is a problem" in shown
    assert said in shown


def test_to_make_a_pack_again_begins_from_how_it_was_asked_for(
    manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    manager_client.post(at("make", partnership, plan=plan.ref), sent(title="The autumn report"))
    with acting(system_actor("Tests"), purpose="test"):
        pack = Pack.objects.get()
    shown = page(manager_client, at("make", partnership, plan=plan.ref) + f"?again={pack.ref}")
    assert "The autumn report" in shown
    assert "Three in the holidays." in shown
    unknown = manager_client.get(at("make", partnership, plan=plan.ref) + "?again=zzzzzzzzzzzz")
    assert unknown.status_code == 404


def test_a_template_is_made_changed_and_offered(
    manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    given = {
        "name": "Main board", "title": "Report", "words": "", "next_days": "90", "version": "0",
        "order": "glossary,summary", "chosen_summary": "on", "chosen_glossary": "on",
        "annotation_summary": "Colours are agreed by the board. ",
    }  # fmt: skip
    manager_client.post(at("new-template", partnership), given)
    with acting(system_actor("Tests"), purpose="test"):
        template = PackTemplate.objects.get()
    assert template.sections == ["glossary", "summary"]
    assert template.annotations == {"summary": "Colours are agreed by the board."}
    assert "Main board" in page(manager_client, at("templates", partnership))
    address = at("template", partnership, pack_template=template.ref)
    manager_client.post(address, given | {"version": "1", "name": "Small board"})
    assert "Small board" in page(manager_client, at("make", partnership, plan=plan.ref))
    again = manager_client.post(address, given | {"version": "1"}).content.decode()
    assert "Somebody else has changed this template" in again
    assert "Colours are agreed by the board." in page(manager_client, address)
    asked = page(manager_client, at("make", partnership, plan=plan.ref) + f"?template={template.ref}")
    assert "Colours are agreed by the board." in asked


def test_words_of_your_own_are_kept_by_the_alphabet_and_refused_with_their_line(
    manager_client: Client, partnership: Partnership
) -> None:
    address = at("words", partnership)
    typed = {"version": "0", "words": "SEPB: the board\n\nEIIP :  the  plan for inclusion "}
    assert manager_client.post(address, typed).status_code == 302
    shown = page(manager_client, address)
    assert "EIIP: the plan for inclusion\nSEPB: the board" in shown
    again = manager_client.post(address, typed).content.decode()
    assert "Somebody else has changed these words since" in again
    wrong = manager_client.post(address, {"version": "1", "words": "SEPB: one\nAJM"}).content.decode()
    assert "Line 2: write the word, a colon and what it means" in wrong
    twice = manager_client.post(address, {"version": "1", "words": "SEPB: one\nsepb: two"}).content.decode()
    assert "Line 2: “sepb” is explained twice." in twice
    assert manager_client.post(address, {"version": "1", "words": ""}).status_code == 302
    assert "EIIP" not in page(manager_client, address)


def test_an_order_that_was_tampered_with_still_names_each_section_once() -> None:
    assert order_of("due,due,poem")[0] == "due"
    assert len(order_of("due,due,poem")) == len(set(order_of("")))
