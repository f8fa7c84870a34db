"""The plan and its frame by hand; the order of its parts; taking out and bringing back."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import (
    Action,
    Area,
    ColourKey,
    Group,
    Measure,
    Milestone,
    Objective,
    OwnerRole,
    Plan,
)


def test_a_plan_is_made_from_nothing(desk: Desk) -> None:
    sent = {
        "title": "A plan of our own",
        "kind": "local",
        "parent_ref": desk.plan.ref,
        "quarter_basis": "financial",
        **day("inspected_from", 2025, 5, 12),
        **day("inspected_to", 2025, 5, 16),
    }
    response = desk.post("plan-new", sent)
    made = desk.one(Plan, title="A plan of our own")
    assert response["Location"] == desk.url("outline", plan=made.ref)
    assert (made.parent_id, made.quarter_basis) == (desk.plan.pk, "financial")


def test_what_is_wrong_with_a_plan_stands_beside_its_field(desk: Desk) -> None:
    sent = {
        "kind": "local",
        **day("inspected_from", 2025, 5, 16),
        **day("inspected_to", 2025, 5, 12),
    }
    assert "Enter title" in words(desk.post("plan-new", sent))
    response = desk.post("plan-new", {**sent, "title": "A plan"})
    assert "The inspection cannot end before it begins." in words(response)
    assert 'href="#id_inspected_to-day"' in response.content.decode()


def test_a_plan_cannot_come_to_sit_under_itself(desk: Desk) -> None:
    desk.post("plan-new", {"title": "Under", "kind": "local", "parent_ref": desk.plan.ref})
    under = desk.one(Plan, title="Under")
    sent = {"version": 1, "title": "Over", "kind": "local", "parent_ref": under.ref}
    assert "A plan cannot sit under itself." in words(desk.post("plan-edit", sent, plan=desk.plan.ref))


def test_areas_groups_and_objectives_are_added(desk: Desk) -> None:
    area = {"title": "Waits", "recommendations": "One\r\n\r\nTwo", "narrative": ""}
    desk.post("area-new", area, plan=desk.plan.ref)
    assert desk.one(Area, title="Waits").recommendations == ["One", "Two"]
    desk.post("group-new", {"number": "2", "title": "Play indoors"}, plan=desk.plan.ref)
    group = desk.one(Group, number="2")
    objective = {"group_ref": group.ref, "number": "2.1", "title": "Halls"}
    desk.post("objective-new", objective, plan=desk.plan.ref)
    assert desk.one(Objective, number="2.1").group_id == group.pk


def test_a_number_stands_once(desk: Desk) -> None:
    response = desk.post("group-new", {"number": "1", "title": "Again"}, plan=desk.plan.ref)
    assert "Another group of this plan has the number 1." in words(response)
    assert 'href="#id_number"' in response.content.decode()


def test_long_text_and_markup_are_kept_and_escaped(desk: Desk) -> None:
    title = "<img src=x onerror=alert(1)>" + "a" * 900
    desk.post("group-new", {"number": "3", "title": title}, plan=desk.plan.ref)
    page = desk.get("outline", plan=desk.plan.ref).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    too_long = desk.post("group-new", {"number": "4", "title": "a" * 1001}, plan=desk.plan.ref)
    assert "at most 1000 characters" in words(too_long)


def test_the_outline_holds_everything(desk: Desk) -> None:
    shown = words(desk.get("outline", plan=desk.plan.ref))
    for text in ("Places to play", "Play near home", "Open more places", "Visits made in time (M1)"):
        assert text in shown
    for row in desk.all(Action, plan=desk.plan):
        assert row.text in shown


@pytest.mark.parametrize("who", ["owner", "colleague", "outsider"])
def test_others_change_nothing(desk: Desk, who: str) -> None:
    person = getattr(desk, who)
    assert desk.get("outline", person, plan=desk.plan.ref).status_code == 404
    sent = {"version": 1, "title": "Mine", "kind": "local"}
    assert desk.post("plan-edit", sent, person, plan=desk.plan.ref).status_code == 404
    group = desk.one(Group)
    assert desk.post("group-edit", {**sent, "number": "1"}, person, group=group.ref).status_code == 404
    assert desk.one(Plan, pk=desk.plan.pk).title == desk.plan.title


class TestMoving:
    def order(self, desk: Desk) -> list[str]:
        rows = desk.all(Measure, plan=desk.plan)
        return [row.key for row in sorted(rows, key=lambda row: row.position)]

    def test_a_measure_goes_down_and_up_again(self, desk: Desk) -> None:
        first, second = desk.all(Measure, plan=desk.plan)
        down = {"version": first.version, "after": second.ref}
        response = desk.post("move", down, kind="measure", ref=first.ref)
        assert response["Location"].endswith(f"#{first.ref}")
        assert self.order(desk) == ["M2", "M1"]
        desk.post("move", {"version": first.version + 1, "after": ""}, kind="measure", ref=first.ref)
        assert self.order(desk) == ["M1", "M2"]

    def test_milestones_are_put_in_order_where_their_action_is_changed(self, desk: Desk) -> None:
        action = desk.one(Action, key="1.1.1")
        first, second = desk.all(Milestone, action=action)[:2]
        assert f"Move {second.label}" in words(desk.get("action-edit", action=action.ref))
        down = {"version": first.version, "after": second.ref}
        response = desk.post("move", down, kind="milestone", ref=first.ref)
        assert response["Location"] == desk.url("action-edit", action=action.ref) + f"#{first.ref}"
        rows = sorted(desk.all(Milestone, action=action), key=lambda row: row.position)
        assert [row.pk for row in rows[:2]] == [second.pk, first.pk]

    @pytest.mark.parametrize("version", ["7", "", "x", "9" * 40, "9" * 5_000], ids=len)
    def test_an_old_or_odd_version_moves_nothing(self, desk: Desk, version: str) -> None:
        first, second = desk.all(Measure, plan=desk.plan)
        sent = {"version": version, "after": second.ref}
        assert desk.post("move", sent, kind="measure", ref=first.ref).status_code == 302
        assert self.order(desk) == ["M1", "M2"]

    def test_it_is_moved_by_a_button_only_and_by_who_may(self, desk: Desk) -> None:
        row = desk.one(Measure, key="M1")
        assert desk.get("move", kind="measure", ref=row.ref).status_code == 405
        assert desk.post("move", {}, desk.colleague, kind="measure", ref=row.ref).status_code == 404
        assert desk.post("move", {}, kind="nonsense", ref=row.ref).status_code == 404
        assert desk.post("move", {}, kind="plan", ref=desk.plan.ref).status_code == 404


class TestTakingOut:
    def test_it_needs_a_reason(self, desk: Desk) -> None:
        row = desk.one(Milestone, text="Publish the list")
        response = desk.post("take-out", {"version": row.version}, kind="milestone", ref=row.ref)
        assert "Enter reason" in words(response)
        assert desk.one(Milestone, pk=row.pk).voided_at is None

    def test_what_is_still_needed_stays(self, desk: Desk) -> None:
        row = desk.one(Group)
        sent = {"version": row.version, "reason": "No"}
        response = desk.post("take-out", sent, kind="group", ref=row.ref)
        assert "It still holds objectives or actions." in words(response)

    def test_it_is_undone_by_one_button(self, desk: Desk) -> None:
        row = desk.one(Action, key="1.1.1")
        browser = desk.browser()
        address = desk.url("take-out", kind="action", ref=row.ref)
        page = browser.post(address, {"version": row.version, "reason": "Done before"}, follow=True)
        assert "The action is taken out." in words(page)  # type: ignore[arg-type]
        undo = desk.url("taken-out", plan=desk.plan.ref) + f"?kind=action&amp;ref={row.ref}"
        assert f'action="{undo}"' in page.content.decode()
        assert desk.get("action-edit", action=row.ref).status_code == 404
        milestone = desk.one(Milestone, action=row)
        assert desk.get("milestone-edit", milestone=milestone.ref).status_code == 404
        browser.post(undo.replace("&amp;", "&"))
        assert desk.one(Action, pk=row.pk).voided_at is None
        assert desk.get("milestone-edit", milestone=milestone.ref).status_code == 200

    def test_what_was_taken_out_is_listed_with_the_reason(self, desk: Desk) -> None:
        row = desk.one(Area)
        sent = {"version": row.version, "reason": "Met in spring"}
        desk.post("take-out", sent, kind="area", ref=row.ref)
        shown = words(desk.get("taken-out", plan=desk.plan.ref))
        assert "Places to play" in shown
        assert "Olive Owner: Met in spring" in shown
        desk.post("taken-out", {"kind": "area", "ref": row.ref}, plan=desk.plan.ref)
        assert "Nothing was taken out" in words(desk.get("taken-out", plan=desk.plan.ref))

    def test_bringing_back_twice_says_so(self, desk: Desk) -> None:
        row = desk.one(Area)
        sent = {"kind": "area", "ref": row.ref}
        response = desk.browser().post(desk.url("taken-out", plan=desk.plan.ref), sent, follow=True)
        assert "It has been brought back already." in words(response)  # type: ignore[arg-type]

    def test_a_whole_plan_goes_and_comes_back(self, desk: Desk) -> None:
        sent = {"version": desk.plan.version, "reason": "A trial"}
        response = desk.post("take-out", sent, kind="plan", ref=desk.plan.ref)
        assert response["Location"] == desk.url("plans")
        assert desk.get("outline", plan=desk.plan.ref).status_code == 404
        assert desk.plan.title in words(desk.get("plan-new"))
        desk.post("taken-out", {"kind": "plan", "ref": desk.plan.ref}, plan=desk.plan.ref)
        assert desk.get("outline", plan=desk.plan.ref).status_code == 200

    def test_others_take_nothing_out(self, desk: Desk) -> None:
        row = desk.one(OwnerRole)
        for person in (desk.owner, desk.colleague, desk.outsider):
            assert desk.get("take-out", person, kind="owner-role", ref=row.ref).status_code == 404
            assert desk.get("taken-out", person, plan=desk.plan.ref).status_code == 404


class TestColourKey:
    def test_a_line_is_changed(self, desk: Desk) -> None:
        sent = {"version": "0", "label": "In trouble", "shape": "triangle", "meaning": "It will be late."}
        desk.post("colour-key-edit", sent, colour="red")
        assert desk.one(ColourKey).label == "In trouble"
        assert "In trouble" in words(desk.get("colour-key"))

    def test_a_shape_of_another_colour_is_refused(self, desk: Desk) -> None:
        line = {"version": "0", "label": "A", "meaning": "B"}
        desk.post("colour-key-edit", {**line, "shape": "diamond"}, colour="amber")
        response = desk.post("colour-key-edit", {**line, "shape": "diamond"}, colour="red")
        assert "colour is never the only signal" in words(response)

    def test_there_are_five_colours_and_one_permission(self, desk: Desk) -> None:
        assert desk.get("colour-key-edit", colour="mauve").status_code == 404
        assert desk.get("colour-key-edit", desk.colleague, colour="red").status_code == 404
