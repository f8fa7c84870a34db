"""A plan in place, a later version of it, and the taking in, for tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, Phase

from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.comparing import Comparison, Difference
from lapwing.contexts.improvement.imports import DocumentText
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.tests.factories import (
    action,
    due,
    full_plan,
    measure,
    milestone,
    target,
)
from lapwing.contexts.improvement.versions import Choices, Taken, compared, take_version
from lapwing.platform.access.actor import Actor

RECEIVED = datetime(2026, 6, 1, 9, tzinfo=UTC)
DOCUMENT = DocumentText("plan-june.txt", "The plan in June\nwith its lines\n" * 10)

BEFORE = full_plan()
# Plans that hold almost nothing are hard to make smaller, and take long at it.
QUICKLY = (Phase.explicit, Phase.generate)
FIXTURES = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)


def later_plan() -> form.Plan:
    """Something of everything changed, added, moved and taken out."""
    first = BEFORE.actions[0]
    begin, meet, publish = first.milestones
    moved_date = replace(begin, due=form.Due(points=(due(date(2026, 9, 30)),)), source=(21, 21))
    first = replace(
        first,
        ref="1.1.2",
        text="Do what 1.1.1 promises for every child",
        owners=("Head of Play", "Chief Nurse"),
        milestones=(moved_date, meet, milestone("Ask families what they missed", due(date(2026, 12, 31)))),
        success_criteria=(form.SuccessCriterion(text="Families know where to go and when"),),
        source=(20, 24),
    )
    assert publish.text == "Publish the list"
    new = action(
        "2.1.1",
        ref="1.1.1",
        group="2",
        objective="2.1",
        text="Hire a therapist for the under fives",
        owners=("Chief Nurse",),
        milestones=(milestone("Write the advert", due(date(2026, 10, 31))),),
    )
    further = target(95.0, date(2028, 4, 30))
    changed = replace(
        BEFORE.measures[0],
        series=(
            replace(BEFORE.measures[0].series[0], targets=(*BEFORE.measures[0].series[0].targets, further)),
            BEFORE.measures[0].series[1],
        ),
    )
    return replace(
        BEFORE,
        title="Larkshire plan for play, second version",
        groups=(replace(BEFORE.groups[0], title="Play near every home"), form.Group(ref="2", title="Health")),
        objectives=(*BEFORE.objectives, form.Objective(ref="2.1", group="2", title="See children sooner")),
        actions=(new, first),
        measures=(changed, measure("M3", name="Waits for a therapist", refs=("1.1.1",), actions=("2.1.1",))),
        areas_for_improvement=(*BEFORE.areas_for_improvement, form.Area(ref="2", title="Waits for therapy")),
        questions=(*BEFORE.questions, form.Question(code="due.vague", where=("2.1.1",), text="Which day?")),
        remainder=(form.Remainder(lines=(1, 3), text="A new foreword"),),
    )


def chosen(found: Comparison, wanted: Callable[[Difference], bool] = lambda _: True) -> frozenset[str]:
    return frozenset(each.id for each in found.differences if wanted(each))


def take(
    actor: Actor,
    plan: Plan,
    later: form.Plan,
    wanted: Callable[[Difference], bool] = lambda _: True,
    *,
    now: datetime = RECEIVED,
    document: DocumentText = DOCUMENT,
) -> Taken:
    """Take in what ``wanted`` says of the differences."""
    plan.refresh_from_db()
    return take_version(
        actor=actor,
        now=now,
        plan_ref=plan.ref,
        later=later,
        document=document,
        choices=Choices(chosen(compared(plan, later), wanted)),
    )
