"""What fails half-way leaves nothing behind, and nothing lost."""

from __future__ import annotations

import pytest
from django.db.models import Model

from lapwing.contexts.improvement import imports, interchange, versions
from lapwing.contexts.improvement.edit_views.tests.desk import Desk
from lapwing.contexts.improvement.edit_views.tests.sending import sent_and_read
from lapwing.contexts.improvement.models import Action, Document, Milestone, Plan, PlanDraft, PlanVersion
from lapwing.contexts.improvement.taking.tests.later import later_plan
from lapwing.contexts.improvement.tests.factories import full_plan
from lapwing.platform.access.tests.as_role import as_maintenance

KEPT: tuple[type[Model], ...] = (Plan, Document, Action, Milestone, PlanVersion, PlanDraft)


def breaks(*_: object, **__: object) -> None:
    raise RuntimeError("the disk is full")


def everything(desk: Desk) -> list[dict[str, object]]:
    with as_maintenance():
        return [row for model in KEPT for row in model._default_manager.order_by("pk").values()]


def test_a_plan_that_cannot_be_saved_to_the_end_is_not_begun(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = sent_and_read(desk, interchange.to_json(full_plan()), "plan.json")
    before = everything(desk)
    monkeypatch.setattr(imports, "_carry_out_answers", breaks)
    with pytest.raises(RuntimeError):
        desk.post("import-draft", {"save": "on", "again": "on"}, plan_draft=ref)
    assert everything(desk) == before


def test_a_version_that_cannot_be_taken_in_to_the_end_is_not_begun(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = sent_and_read(desk, interchange.to_json(later_plan()), "plan-june.json")
    plan = desk.plan.ref
    desk.post("import-compare", {"all": "certain"}, plan_draft=ref, plan=plan)
    page = desk.get("import-compare", plan_draft=ref, plan=plan).content.decode()
    accepted = [line.split('"')[0] for line in page.split('name="accept" value="')[1:]]
    before = everything(desk)
    monkeypatch.setattr(versions, "ask", breaks)
    with pytest.raises(RuntimeError):
        desk.post("import-compare", {"take": "on", "accept": accepted}, plan_draft=ref, plan=plan)
    assert everything(desk) == before
