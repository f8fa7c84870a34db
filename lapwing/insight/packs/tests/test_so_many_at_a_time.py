"""Three packs of a plan are made at a time: what is refused or fails uses none of them up."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.models import Plan
from lapwing.insight.packs import building
from lapwing.insight.packs.commands import PackError, asking
from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.packs.tests.test_commands import ask
from lapwing.platform.access.actor import Actor
from lapwing.platform.jobs.models import Work
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.registry.models import Partnership


def test_more_than_three_of_a_plan_are_not_made_at_a_time(
    manager: Actor, partnership: Partnership, plan: Plan
) -> None:
    for _ in range(3):
        ask(manager, partnership, plan)
    with pytest.raises(PackError, match="Wait until one is ready"):
        ask(manager, partnership, plan)
    assert [Pack.objects.count(), Work.objects.count()] == [3, 3]


def test_asking_that_fails_uses_up_none_of_the_three(
    manager: Actor, partnership: Partnership, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock, the count, the row and its work are of one transaction, which is undone."""
    with monkeypatch.context() as patch:

        def breaks(**told: object) -> Work:
            raise OSError("The machine went away")

        patch.setattr(asking, "begin_work", breaks)
        for _ in range(4):
            with pytest.raises(OSError, match="went away"):
                ask(manager, partnership, plan)
    assert [ask(manager, partnership, plan).number for _ in range(3)] == [1, 2, 3]


@pytest.mark.usefixtures("empty_forms")
def test_packs_that_were_made_or_could_not_be_made_leave_room_for_others(
    manager: Actor, partnership: Partnership, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        ask(manager, partnership, plan)
    with monkeypatch.context() as patch:
        patch.setattr(building, "dress_of", lambda template: 1 / 0)
        run_jobs(most=2)
    run_jobs()
    states = sorted(Pack.objects.values_list("state", flat=True))
    assert states == [PackState.FAILED, PackState.FAILED, PackState.READY]
    assert ask(manager, partnership, plan).number == 4
