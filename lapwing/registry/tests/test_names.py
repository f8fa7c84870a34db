"""Asking, once, whether what looks like a child's name is one."""

from __future__ import annotations

import pytest
from django import forms
from django.http import QueryDict
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.names import AsksAboutNames, ChildNamedError, allowed_names, refuse_names
from lapwing.registry.tests import factories


class NoteForm(AsksAboutNames):
    note = forms.CharField()


def sent(**typed: str) -> NoteForm:
    data = QueryDict(mutable=True)
    data.update(typed)
    form = NoteForm(data)
    form.is_valid()
    return form


def asked(partnership: Partnership, form: NoteForm) -> bool:
    """Whether the form asks about what was typed."""
    try:
        refuse_names(partnership.pk, {"note": form.cleaned_data["note"]}, form.named_nobody)
    except ChildNamedError as error:
        form.ask_about(error)
        return True
    return False


def test_a_text_without_names_is_not_asked_about(partnership: Partnership) -> None:
    form = sent(note="Three families were seen.")
    assert not asked(partnership, form)
    assert "no_child_named" not in form.fields


def test_a_name_is_asked_about_at_its_field(partnership: Partnership) -> None:
    form = sent(note="Jayden (9) was seen.")
    assert asked(partnership, form)
    assert "“Jayden” (it stands beside an age or a year at school)" in form.errors["note"][0]
    assert "No child is named here" in form.field("no_child_named")


def test_who_says_that_no_child_is_named_is_not_asked_again(partnership: Partnership) -> None:
    again = sent(note="Jayden (9) was seen.", asked_about="Jayden", no_child_named="on")
    assert not asked(partnership, again)


def test_that_counts_for_the_words_that_were_asked_about_alone(partnership: Partnership) -> None:
    form = sent(note="Jayden (9) met Aisha, 7.", asked_about="Jayden", no_child_named="on")
    assert asked(partnership, form)
    assert form["asked_about"].value() == "Jayden|Aisha"
    assert not form["no_child_named"].value()


def test_without_the_tick_it_is_asked_again(partnership: Partnership) -> None:
    assert asked(partnership, sent(note="Jayden (9) was seen.", asked_about="Jayden"))


@pytest.mark.parametrize("name", ["Priya Sandhu", "Monte Orvane"])
def test_the_partnerships_own_people_are_known(partnership: Partnership, name: str) -> None:
    text = {"note": f"We spoke to {name}."}
    with pytest.raises(ChildNamedError):
        refuse_names(partnership.pk, text)
    who = factories.member(partnership, "board-member", name=name)
    with acting(actor_for(who, timezone.localdate()), purpose="test"):
        assert name in allowed_names(partnership.pk)
        refuse_names(partnership.pk, text)
