"""Plans for tests, in the interchange form and in place. Everything in them is invented."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.imports import import_plan
from lapwing.contexts.improvement.models import Plan
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership

# The day and moment on which the plans of tests are brought in.
DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
LATER = datetime(2026, 4, 20, 10, tzinfo=UTC)


@contextmanager
def acting_as(user: User) -> Iterator[Actor]:
    """A transaction in which a person acts, with the roles of the day."""
    with acting(actor_for(user, DAY), purpose="test") as actor:
        yield actor


def due(latest: date, *, earliest: date | None = None, role: str = "complete") -> form.DuePoint:
    return form.DuePoint(
        role=role,
        as_written=f"by {latest:%B %Y}",
        earliest=earliest or latest.replace(day=1),
        latest=latest,
    )


def milestone(text: str = "Agree the form", *points: form.DuePoint, **more: Any) -> form.Milestone:
    recurrence = more.pop("recurrence", None)
    fields = {"label": None, "text": text, "due": form.Due(points=points, recurrence=recurrence), **more}
    return form.Milestone(**fields)


def action(key: str = "1.1.1", **more: Any) -> form.Action:
    fields = {
        "key": key,
        "ref": key,
        "group": "1",
        "objective": "1.1",
        "text": f"Do what {key} promises",
        "owners": ("Head of Play", "Play Commissioner"),
        "milestones": (milestone(),),
        **more,
    }
    return form.Action(**fields)


def target(value: float | None, latest: date | None, **more: Any) -> form.Target:
    fields = {
        "by_as_written": f"By {latest:%b %y}" if latest else None,
        "as_written": f"{value}%",
        "latest": latest,
        "value": value,
        "resolved": value,
        **more,
    }
    return form.Target(**fields)


def series(label: str = "All", **more: Any) -> form.Series:
    fields = {
        "label": label,
        "unit": "%",
        "baseline": form.Baseline(as_written="20%", value=20.0, from_=date(2025, 4, 1), to=date(2025, 4, 30)),
        "targets": (target(50.0, date(2026, 4, 30)), target(80.0, date(2027, 4, 30))),
        **more,
    }
    return form.Series(**fields)


def measure(key: str = "M1", **more: Any) -> form.Measure:
    fields = {
        "key": key,
        "name": f"Visits made in time ({key})",
        "refs": ("1.1.1",),
        "actions": ("1.1.1",),
        "direction": "increase",
        "series": (series(),),
        **more,
    }
    return form.Measure(**fields)


def plan(*actions: form.Action, **more: Any) -> form.Plan:
    """A plan with one group and one objective, around these actions."""
    fields = {
        "title": "Larkshire plan for play",
        "local_area": "Larkshire",
        "groups": (form.Group(ref="1", title="Play near home"),),
        "objectives": (form.Objective(ref="1.1", group="1", title="Open more places"),),
        "actions": actions or (action(),),
        **more,
    }
    return form.Plan(**fields)


def full_plan() -> form.Plan:
    """A plan with something of everything."""
    first = action(
        "1.1.1",
        key_area="Places",
        source=(10, 14),
        milestones=(
            milestone(
                "Begin talks", due(date(2026, 1, 31), role="start"), due(date(2026, 5, 31)), source=(11, 11)
            ),
            milestone("Meet every term", due(date(2026, 1, 31)), recurrence="every term", label="b"),
            milestone("Publish the list", status="on track"),
        ),
        success_criteria=(
            form.SuccessCriterion(text="Families know where to go", status="partly", source=(14, 14)),
        ),
    )
    second = action("1.1.1bis", ref="1.1.1", occurrence=2, objective=None, owners=("Play Lead",))
    return plan(
        first,
        second,
        quarter_basis="calendar",
        inspection=form.Inspection(from_=date(2025, 5, 12), to=date(2025, 5, 16), outcome="Inconsistent"),
        governance_group="Play Board",
        areas_for_improvement=(
            form.Area(ref="1", title="Places to play", recommendations=("Open more",), narrative=("Few.",)),
        ),
        findings=(form.Finding(ref="1.1", text="Too few places", area="1", objectives=("1.1", "9.9")),),
        measures=(
            measure("M1", series=(series("Under fives", breakdown={"age": "0-4"}), series("Others"))),
            measure(
                "M2",
                direction="decrease",
                series=(
                    series(
                        unit="children",
                        targets=(target(-10.0, date(2026, 4, 30), type="relative", resolved=None),),
                        comparators=(form.Comparator(name="England", as_written="12", value=12.0),),
                        actuals=(
                            form.Actual(from_=date(2025, 9, 1), to=date(2025, 9, 30), value=0.0),
                            form.Actual(from_=None, to=date(2025, 10, 31), numerator=3.0, denominator=4.0),
                        ),
                    ),
                ),
            ),
        ),
        questions=(
            form.Question(code="ref.duplicate", where=("1.1.1", "1.1.1bis"), text="Two?", answer="yes, two"),
            form.Question(
                code="due.none", where=("1.1.1",), text="When?", choices=("soon", "later"), raw="–"
            ),
        ),
        remainder=(form.Remainder(lines=(1, 9), text="Foreword"),),
    )


def imported(
    partnership: Partnership, by: Actor, plan_form: form.Plan | None = None, now: datetime = NOW
) -> Plan:
    """A plan in place. Within ``acting_as``."""
    return import_plan(plan=plan_form or plan(), partnership=partnership, actor=by, now=now)
