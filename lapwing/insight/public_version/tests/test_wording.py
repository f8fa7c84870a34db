"""The words of a public version: nobody is named in them, and they are kept with their history."""

from __future__ import annotations

import json
import re

import pytest
from django.utils import timezone

from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.insight.public_version import commands
from lapwing.insight.public_version.content import SHAPE, from_text
from lapwing.insight.public_version.models import PublicVersion, VersionState, Wording
from lapwing.insight.public_version.tests.conftest import Office, words
from lapwing.insight.public_version.tests.scenes import named_pack
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.tests.factories import member


def test_a_childs_name_is_asked_about_before_it_is_saved_or_sent(office: Office) -> None:
    row = office.make()
    typed: dict[str, object] = {"version": 1, "words-0": "Title", "words-1": "We helped Olivia Jones."}
    answer = office.post("words", typed, public_version=row.ref, public_part="beginning")
    assert answer.status_code == 200
    assert "It looks as if a child is named here" in words(answer)
    with as_maintenance():
        assert not Wording.objects.exists()
    said = {**typed, "no_child_named": "on", "asked_about": "Olivia Jones"}
    assert office.post("words", said, public_version=row.ref, public_part="beginning").status_code == 302
    answer = office.do("send")
    assert "It looks as if a child is named here" in words(answer)
    assert office.row().state == VersionState.DRAFT


def test_nobody_who_works_on_the_plan_is_named_and_that_cannot_be_waved_through(office: Office) -> None:
    row = office.make()
    typed: dict[str, object] = {"version": 1, "words-0": "Title", "words-1": "Bea  board appoints a lead."}
    said = {**typed, "no_child_named": "on", "asked_about": "Bea Board|Bea  board"}
    for each in (typed, said):
        answer = office.post("words", each, public_version=row.ref, public_part="beginning")
        assert "“Bea Board” is named here, and a public version names nobody" in words(answer)
    with as_maintenance():
        assert not Wording.objects.exists()


def test_a_step_of_the_plan_that_names_somebody_is_not_sent(office: Office) -> None:
    pack = named_pack(office, "Mona Manager appoints a lead for therapies.")
    row = office.make(pack)
    assert "“Mona Manager” is named here" in words(office.do("send", no_child_named="on"))
    assert office.row().state == VersionState.DRAFT
    with acting_as(office.maker) as actor, pytest.raises(commands.PublicError, match="names nobody"):
        commands.send_for_approval(
            by=actor,
            partnership=office.partnership,
            ref=row.ref,
            version=1,
            now=timezone.now(),
            named_nobody=["Mona Manager"],
        )
    office.make(named_pack(office, "The programme manager appoints a lead for therapies."))
    assert office.do("send").status_code == 302


def test_words_are_kept_with_their_history_and_the_second_of_two_is_told(office: Office) -> None:
    row = office.make()
    typed: dict[str, object] = {"version": 1, "words-0": "First title", "words-1": "Words."}
    office.post("words", typed, public_version=row.ref, public_part="beginning")
    stale = office.post(
        "words", {**typed, "words-0": "Second title"}, public_version=row.ref, public_part="beginning"
    )
    assert "Somebody else changed this public version meanwhile" in words(stale)
    assert "First title" in words(office.get("version", public_version=row.ref))
    assert "First title" in words(office.get("history", public_version=row.ref))
    assert office.get("history", office.approver, public_version=row.ref).status_code == 404


def test_words_that_are_not_published_are_read_by_those_who_prepare_them_alone(office: Office) -> None:
    """Whoever may read histories reads none of a public version without a part in making it."""
    lead = member(office.partnership, "information-governance-lead")
    row = office.make()
    typed: dict[str, object] = {"version": 1, "words-0": "Not yet public", "words-1": "Words."}
    office.post("words", typed, public_version=row.ref, public_part="beginning")
    assert office.do("send").status_code == 302
    assert office.do("return", office.approver, comment="Say it more kindly.").status_code == 302
    for name in ("version", "history"):
        assert office.get(name, lead, public_version=row.ref).status_code == 404
    told = words(office.get("history", public_version=row.ref))
    assert "Not yet public" in told
    assert "Say it more kindly." in told


@pytest.mark.parametrize(
    "typed",
    [
        {"words-0": "", "words-1": "x"},
        {"words-0": "x" * 2001, "words-1": "x"},
        {"words-0": "x\0", "words-1": "x"},
    ],
)
def test_words_that_cannot_be_kept_are_refused(office: Office, typed: dict[str, object]) -> None:
    row = office.make()
    answer = office.post("words", {"version": 1, **typed}, public_version=row.ref, public_part="beginning")
    assert answer.status_code in {200, 400}
    with as_maintenance():
        assert not Wording.objects.exists()


@pytest.mark.parametrize("part", ["beginning", "due", "measures", "easy"])
def test_every_page_of_words_stands_under_the_plan_and_no_line_is_called_optional(
    office: Office, part: str
) -> None:
    shown = office.get("words", public_version=office.make().ref, public_part=part).content.decode()
    assert re.findall(r'aria-current="page">([^<]+)<', shown) == ["Plan"]
    assert "(optional)" not in shown


def test_each_line_of_figures_has_to_be_answered_and_is_not_called_optional(office: Office) -> None:
    assert "(optional)" not in words(office.get("make", pack=office.pack.ref))
    unsaid = office.post("make", {"sections": ["measures"]}, pack=office.pack.ref)
    assert "Say how these figures are handled" in words(unsaid)


def test_a_draft_from_before_there_were_charts_has_them_when_its_figures_are_worked_out_again(
    office: Office,
) -> None:
    row = office.make()
    kept = json.loads(row.proposed)
    for series in (each for measure in kept["measures"] for each in measure["series"]):
        del series["steps"], series["better"]
        series["rows"] = [
            {name: at[name] for name in ("period", "figure", "counted")} for at in series["rows"]
        ]
    with as_maintenance():
        PublicVersion.objects.filter(pk=row.pk).update(proposed=json.dumps({**kept, "shape": 1}))
    assert "lw-published__chart" not in office.get("version", public_version=row.ref).content.decode()
    assert office.do("again").status_code == 302
    assert "lw-published__chart" in office.get("version", public_version=row.ref).content.decode()
    assert from_text(office.row().proposed).shape == SHAPE
