"""The second of two editors sees both versions and loses nothing."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.http import QueryDict

from lapwing.platform.ui.conflicts import Conflict, chosen, conflict
from lapwing.platform.ui.forms import DateField, VersionedForm
from lapwing.platform.ui.tests.support import draw, elements

MOMENT = dt.datetime(2026, 11, 30, 16, 5, tzinfo=dt.UTC)
THEIRS = {"title": "Mend the wall", "due": dt.date(2027, 3, 31), "status": "off"}


class WallForm(VersionedForm):
    title = forms.CharField(label="Title")
    due = DateField(label="Due by", required=False)
    status = forms.ChoiceField(label="Status", choices=[("on", "On track"), ("off", "Off track")])


def sent(extra: str = "") -> WallForm:
    query = "title=Mend+it+all&due-day=31&due-month=3&due-year=2027&status=on&version=3"
    form = WallForm(QueryDict(f"{query}&csrfmiddlewaretoken=x{extra}"))
    assert form.is_valid()
    return form


def found() -> Conflict:
    return conflict(sent(), current=THEIRS, version=4, who="Bo Heron", when=MOMENT)


def test_only_fields_that_differ_are_shown() -> None:
    assert [field.name for field in found().fields] == ["title", "status"]


def test_choices_are_shown_by_their_labels() -> None:
    assert (found().fields[1].theirs, found().fields[1].yours) == ("Off track", "On track")


def test_what_was_sent_travels_along_with_the_version_now_current() -> None:
    carried = dict(found().carried)
    assert carried["title"] == "Mend it all"
    assert carried["version"] == "4"
    assert "csrfmiddlewaretoken" not in carried


def test_mine_is_kept_unless_theirs_is_chosen() -> None:
    values = chosen(sent("&keep-title=theirs&keep-status=yours"), THEIRS)
    assert values["title"] == "Mend the wall"
    assert values["status"] == "on"


def test_a_second_conflict_does_not_carry_the_choices_of_the_first() -> None:
    again = conflict(sent("&keep-title=theirs"), current=THEIRS, version=5, who="Bo", when=MOMENT)
    assert not any(name.startswith("keep-") for name, _ in again.carried)


def test_each_field_is_a_group_with_both_versions() -> None:
    html = draw("{{ ui.conflict(found, '', '/back') }}", found=found())
    assert [legend.text for legend in elements(html, "legend")] == ["Title", "Status"]
    assert "Bo Heron saved changes on 30 November 2026 at 4:05pm" in html
    radios = elements(html, "input", lambda box: box.attributes["type"] == "radio")
    assert [box.attributes["name"] for box in radios] == ["keep-title"] * 2 + ["keep-status"] * 2


def test_several_choices_are_shown_by_their_labels() -> None:
    class Crew(VersionedForm):
        hands = forms.MultipleChoiceField(choices=[("a", "Ada Finch"), ("b", "Bo Heron")], required=False)

    form = Crew(QueryDict("hands=a&hands=b&version=1"))
    assert form.is_valid()
    shown = conflict(form, current={"hands": ["b"]}, version=2, who="Bo Heron", when=MOMENT).fields[0]
    assert (shown.theirs, shown.yours) == ("Bo Heron", "Ada Finch\nBo Heron")
