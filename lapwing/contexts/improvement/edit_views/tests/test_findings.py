"""Findings of the inspection by hand."""

from __future__ import annotations

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import Area, Finding, FindingObjective, Objective


def test_a_finding_leads_to_the_objectives_it_names_and_keeps_other_numbers_as_printed(desk: Desk) -> None:
    area = desk.one(Area)
    sent = {"number": "1.2", "text": "Waits are long", "area_ref": area.ref, "objectives": "1.1\r\n7.7"}
    response = desk.post("finding-new", sent, plan=desk.plan.ref)
    assert response["Location"].startswith(desk.url("outline", plan=desk.plan.ref))
    made = desk.one(Finding, number="1.2")
    assert (made.area_id, made.area_as_written) == (area.pk, area.number)
    assert made.objectives_as_written == ["1.1", "7.7"]
    links = desk.all(FindingObjective, finding=made)
    assert [link.objective_id for link in links] == [desk.one(Objective, number="1.1").pk]


def test_a_finding_is_changed_and_its_links_with_it(desk: Desk) -> None:
    row = desk.one(Finding)
    sent = {"version": row.version, "number": "9", "text": "Fewer places", "area_ref": "", "objectives": ""}
    desk.post("finding-edit", sent, finding=row.ref)
    changed = desk.one(Finding, pk=row.pk)
    assert (changed.number, changed.text, changed.area_id) == ("9", "Fewer places", None)
    assert not list(desk.all(FindingObjective, finding=row))
    assert "Fewer places" in words(desk.get("outline", plan=desk.plan.ref))


def test_a_finding_without_words_is_refused(desk: Desk) -> None:
    response = desk.post("finding-new", {"number": "3", "text": " "}, plan=desk.plan.ref)
    assert 'href="#id_text"' in response.content.decode()
    assert not list(desk.all(Finding, number="3"))


def test_a_finding_is_taken_out_and_brought_back(desk: Desk) -> None:
    row = desk.one(Finding)
    desk.post("take-out", {"version": row.version, "reason": "Twice"}, kind="finding", ref=row.ref)
    assert row.text not in words(desk.get("outline", plan=desk.plan.ref))
    desk.post("taken-out", {"kind": "finding", "ref": row.ref}, plan=desk.plan.ref)
    assert row.text in words(desk.get("outline", plan=desk.plan.ref))


def test_others_change_no_finding(desk: Desk) -> None:
    row = desk.one(Finding)
    for person in (desk.owner, desk.colleague, desk.outsider):
        sent = {"version": row.version, "text": "Mine"}
        assert desk.post("finding-edit", sent, person, finding=row.ref).status_code == 404
        assert desk.post("finding-new", sent, person, plan=desk.plan.ref).status_code == 404
    assert desk.one(Finding, pk=row.pk).text == row.text
