"""Plans of any size for measuring: invented, with statuses and the figures of months up to September 2026."""

from __future__ import annotations

from datetime import date, timedelta

from lapwing.contexts.improvement import interchange as form

FIRST_MONTH = date(2025, 4, 30)
MONTHS = 18


def plan_of(actions: int, measures: int, title: str, months: int = MONTHS) -> form.Plan:
    """A plan of ten groups at most, four milestones to an action, a series of so many months to a measure."""
    groups = tuple(form.Group(ref=str(n), title=f"Group {n} of the plan") for n in range(1, 11))
    objectives = tuple(
        form.Objective(ref=f"{group.ref}.{n}", group=group.ref, title=f"Objective {group.ref}.{n}")
        for group in groups
        for n in (1, 2)
    )
    return form.Plan(
        title=title,
        local_area=title,
        groups=groups,
        objectives=objectives,
        actions=tuple(_action(n, objectives[n % len(objectives)]) for n in range(actions)),
        measures=tuple(_measure(n, title, months) for n in range(measures)),
        questions=tuple(_question(n, actions) for n in range(max(1, actions // 5))),
    )


def _action(number: int, objective: form.Objective) -> form.Action:
    key = f"{objective.ref}.{number + 1}"
    statuses = ("evidenced", "on track", "at risk", "not started")
    return form.Action(
        key=key,
        ref=key,
        group=objective.group,
        objective=objective.ref,
        text=f"Agree, publish and review the part of the offer numbered {number}",
        owners=(f"Head of Service {number % 12}", f"Commissioner {number % 7}"),
        milestones=tuple(
            form.Milestone(
                label=None,
                text=f"Step {step} of {key} is done and families have been told",
                status=statuses[(number + step) % 4],
                due=form.Due(points=(_due(number + step),)),
            )
            for step in range(4)
        ),
        success_criteria=(form.SuccessCriterion(text=f"Families say that {key} has helped"),),
    )


def _due(number: int) -> form.DuePoint:
    last = _month_end(number % 30)
    return form.DuePoint(
        role="complete", as_written=f"by {last:%B %Y}", earliest=last.replace(day=1), latest=last
    )


def _measure(number: int, area: str, months: int) -> form.Measure:
    """With as many months of figures as asked for, of which the last is always the same."""
    first = MONTHS - months
    begin = _month_end(first)
    targets = tuple(
        form.Target(
            by_as_written=f"By Oct {year}",
            as_written=f"{value}%",
            latest=date(year, 10, 31),
            value=float(value),
            resolved=float(value),
        )
        for year, value in ((2025, 50), (2026, 60), (2027, 75))
    )
    return form.Measure(
        key=f"M{number + 1}",
        # the area in the name, so that no two charts are the same drawing
        name=f"Advice of kind {number + 1} received in time, {area}",
        direction="increase",
        series=(
            form.Series(
                label="All",
                unit="%",
                baseline=form.Baseline(as_written="40%", value=40.0, from_=begin.replace(day=1), to=begin),
                targets=targets,
                actuals=tuple(_actual(month, number) for month in range(first, MONTHS)),
            ),
        ),
    )


def _actual(month: int, number: int) -> form.Actual:
    last = _month_end(month)
    met = 40 + (month * 7 + number * 3) % 25
    return form.Actual(
        from_=last.replace(day=1), to=last, value=float(met), numerator=float(met), denominator=100.0
    )


def _question(number: int, actions: int) -> form.Question:
    return form.Question(
        code="due.season", where=(f"M{number + 1}",), text=f"Is the date of part {number} a term or a month?"
    )


def _month_end(months: int) -> date:
    """The last day of the month so many months after the first."""
    year, month = divmod(FIRST_MONTH.month - 1 + months + 1, 12)
    return date(FIRST_MONTH.year + year, month + 1, 1) - timedelta(days=1)
