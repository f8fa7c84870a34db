"""Two people edit the same thing: the second is shown both versions, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import (
    Action,
    Area,
    ColourKey,
    DuePoint,
    Group,
    Measure,
    Milestone,
    Objective,
    OwnerRole,
    Series,
    SuccessCriterion,
    Target,
)
from lapwing.platform.accounts.models import User
from lapwing.registry.tests import factories


@pytest.fixture
def second(desk: Desk) -> User:
    """Another programme manager, who opened the page before the first one saved."""
    return factories.member(desk.partnership, "programme-manager", name="Sam Second")


def test_both_versions_of_an_action_are_shown_and_one_is_chosen(desk: Desk, second: User) -> None:
    action = desk.one(Action, key="1.1.1")
    base = {"version": action.version, "number": "1.1.1", "key_area": "Places", "group_ref": ""}
    served = [row.ref for row in desk.all(Objective, plan=desk.plan)]
    first = {**base, "text": "What the first wrote", "objective_refs": served}
    desk.post("action-edit", first, action=action.ref)
    mine = {**base, "text": "What the second wrote", "objective_refs": served, "key_area": "Parks"}
    response = desk.post("action-edit", mine, second, action=action.ref)
    assert response.status_code == 409
    shown = words(response)
    assert "Olive Owner saved changes on" in shown
    assert "What the first wrote" in shown
    assert "What the second wrote" in shown
    assert desk.one(Action, pk=action.pk).text == "What the first wrote"

    current = desk.one(Action, pk=action.pk)
    chosen = {**mine, "version": current.version, "keep-text": "theirs", "keep-key_area": "yours"}
    assert desk.post("action-edit", chosen, second, action=action.ref).status_code == 302
    saved = desk.one(Action, pk=action.pk)
    assert (saved.text, saved.key_area) == ("What the first wrote", "Parks")


CASES: list[tuple[str, str, type[Any], dict[str, Any], str]] = [
    ("plan-edit", "plan", Area, {"kind": "improvement"}, "title"),
    ("area-edit", "area", Area, {}, "title"),
    ("group-edit", "group", Group, {"number": "1"}, "title"),
    ("milestone-edit", "milestone", Milestone, {}, "text"),
    ("criterion-edit", "success_criterion", SuccessCriterion, {}, "text"),
    ("measure-edit", "measure", Measure, {"direction": "increase"}, "name"),
    ("series-edit", "series", Series, {"unit": "%"}, "label"),
]


@pytest.mark.parametrize(("page", "part", "model", "more", "field"), CASES, ids=lambda x: str(x)[:20])
def test_every_form_shows_both(
    desk: Desk, second: User, page: str, part: str, model: type[Any], more: dict[str, Any], field: str
) -> None:
    row = desk.plan if part == "plan" else desk.one(model)
    at: dict[str, str] = {part: row.ref}
    sent = {"version": row.version, **more}
    saved = desk.post(page, {**sent, field: "First words"}, None, **at)
    assert saved.status_code == 302
    response = desk.post(page, {**sent, field: "Second words"}, second, **at)
    assert response.status_code == 409
    assert "First words" in words(response)
    assert "Second words" in words(response)
    now = desk.one(type(row), pk=row.pk)
    again = {**sent, field: "Second words", "version": now.version, f"keep-{field}": "yours"}
    assert desk.post(page, again, second, **at).status_code == 302
    assert getattr(desk.one(type(row), pk=row.pk), field) == "Second words"


def test_dates_are_chosen_between_as_a_whole(desk: Desk, second: User) -> None:
    row = desk.one(Milestone, text="Publish the list")
    sent = {"version": row.version, "count": "1", "role-0": "complete"}
    desk.post("milestone-dates", {**sent, "as_written-0": "by May 2026"}, milestone=row.ref)
    mine = {**sent, "as_written-0": "by June 2026"}
    response = desk.post("milestone-dates", mine, second, milestone=row.ref)
    assert response.status_code == 409
    assert "by May 2026 (1 May 2026 to 31 May 2026)" in words(response)
    assert "by June 2026 (1 June 2026 to 30 June 2026)" in words(response)
    now = desk.one(Milestone, pk=row.pk).version
    theirs = {**mine, "version": now, "keep-rows": "theirs"}
    assert desk.post("milestone-dates", theirs, second, milestone=row.ref).status_code == 302
    assert desk.one(DuePoint, milestone=row, withdrawn_at=None).as_written == "by May 2026"
    yours = {**mine, "version": now, "keep-rows": "yours", "reason": "Agreed by the board"}
    desk.post("milestone-dates", yours, second, milestone=row.ref)
    assert desk.one(DuePoint, milestone=row, withdrawn_at=None).as_written == "by June 2026"


def test_targets_are_chosen_between_as_a_whole(desk: Desk, second: User) -> None:
    row = desk.one(Series, label="Others")
    sent = {"version": row.version, "count": "1", "type-0": "absolute", "reason": "Agreed"}
    desk.post("targets", {**sent, "value-0": "60"}, series=row.ref)
    response = desk.post("targets", {**sent, "value-0": "70"}, second, series=row.ref)
    assert response.status_code == 409
    assert desk.one(Target, series=row, withdrawn_at=None).value == 60.0


def test_owners_are_shown_by_name(desk: Desk, second: User) -> None:
    row = desk.one(Action, key="1.1.1")
    sent = {"version": row.version, "reason": "Reorganised"}
    desk.post("action-owners", sent, action=row.ref)
    names = desk.all(OwnerRole)
    response = desk.post("action-owners", {**sent, "role_refs": [names[0].ref]}, second, action=row.ref)
    assert response.status_code == 409
    assert names[0].name in words(response)


def test_the_colour_key_shows_both(desk: Desk, second: User) -> None:
    sent = {"version": "0", "shape": "triangle", "meaning": "It will be late."}
    desk.post("colour-key-edit", {**sent, "label": "Late"}, colour="red")
    response = desk.post("colour-key-edit", {**sent, "label": "In trouble"}, second, colour="red")
    assert response.status_code == 409
    assert "Late" in words(response)
    assert desk.one(ColourKey).label == "Late"


def test_taking_out_what_changed_meanwhile_asks_to_look_again(desk: Desk, second: User) -> None:
    row = desk.one(Milestone, text="Publish the list")
    desk.post("milestone-edit", {"version": row.version, "text": "Changed"}, milestone=row.ref)
    sent = {"version": row.version, "reason": "Not needed"}
    response = desk.post("take-out", sent, second, kind="milestone", ref=row.ref)
    assert "Olive Owner changed this meanwhile." in words(response)
    assert desk.one(Milestone, pk=row.pk).voided_at is None
    assert f'name="version" value="{row.version + 1}"' in response.content.decode()


def test_sending_a_form_twice_changes_it_once(desk: Desk) -> None:
    row = desk.one(Area)
    sent = {"version": row.version, "title": "Changed once"}
    assert desk.post("area-edit", sent, area=row.ref).status_code == 302
    again = desk.post("area-edit", sent, area=row.ref)
    assert again.status_code == 409
    assert desk.one(Area, pk=row.pk).version == row.version + 1
