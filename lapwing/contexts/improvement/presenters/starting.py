"""What comes over into a new plan, in words and counts; and what a plan that was started still needs."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from lapwing.contexts.improvement.models import Action, Group, Milestone, Plan, Rhythm, Series
from lapwing.contexts.improvement.presenters.drafts import NextStep, next_steps
from lapwing.contexts.improvement.rules.terms import Terms, terms_of
from lapwing.contexts.improvement.starting.coming import Choices, Coming
from lapwing.platform.ui.filters import plural


@dataclass(frozen=True)
class ComingLine:
    """One kind of part: how many come over, and what of it stays behind."""

    what: str
    count: int
    stays: str = ""


def lines_of_coming(coming: Coming, choices: Choices, terms: Terms) -> list[ComingLine]:
    """What comes over, part by part, of what was chosen."""
    lines: list[ComingLine] = []
    if choices.frame:
        lines += [
            ComingLine("Areas for improvement", len(coming.areas)),
            ComingLine("Findings", len(coming.findings)),
            ComingLine(terms.group.many_titled, len(coming.groups)),
            ComingLine(terms.objective.many_titled, len(coming.objectives)),
        ]
    if choices.actions:
        lines += [
            ComingLine(
                "Open actions", len(coming.actions), _stays(coming.finished_actions, "finished action")
            ),
            ComingLine("Open milestones", len(coming.milestones), _milestones_stay(coming)),
            ComingLine("Success criteria", len(coming.criteria), "What was judged"),
        ]
        if coming.dependencies:
            stay = plural(coming.dependencies, "dependency", "dependencies")
            lines.append(ComingLine("Dependencies", 0, stay))
    if choices.owners:
        lines.append(ComingLine("Owners named", len(coming.ownerships)))
    if choices.measures:
        lines += [
            ComingLine("Measures", len(coming.measures)),
            ComingLine("Lines of measures", len(coming.series)),
            ComingLine("Baselines", len(coming.baselines)),
            ComingLine("Targets ahead", len(coming.targets), _stays(coming.past_targets, "past target")),
            ComingLine("Figures to compare with", len(coming.comparators)),
        ]
    if choices.figures:
        lines.append(ComingLine("Figures measured so far", len(coming.actuals)))
    if choices.steps:
        lines.append(ComingLine("Steps of updates", len(coming.steps)))
    return [*lines, *(ComingLine(label, count) for label, count in coming.further)]


def _stays(count: int, what: str) -> str:
    return plural(count, what) if count else ""


def _milestones_stay(coming: Coming) -> str:
    said = [
        _stays(coming.closed_milestones, "closed milestone"),
        _stays(coming.dates, "date"),
    ]
    return "; ".join(each for each in said if each)


def left_to_do(plan: Plan) -> list[NextStep]:
    """What a plan that was just started needs, the most pressing first."""
    terms = terms_of(plan.terms)
    wanted = (
        _wanted(
            _without_action(plan),
            (terms.group.one, terms.group.many),
            "without an action",
            "Write what will be done, by whom and by when.",
            (_page(plan, "outline"), "Write the actions"),
        ),
        _wanted(
            _undated(plan),
            ("milestone", "milestones"),
            "without a date",
            "Each shows the date it had in the earlier plan. Until it has a new one it is never late.",
            (f"{_page(plan, 'milestones')}?due=none", "Set the dates"),
        ),
        _wanted(
            _without_target(plan),
            ("line", "lines"),
            "of measures without a target",
            "Their earlier targets have passed. Agree what comes next.",
            (_page(plan, "measures"), "Go to the measures"),
        ),
        _wanted(
            _without_owner(plan),
            ("action", "actions"),
            "without an owner",
            "Say which role owns each, so that somebody is asked how it goes.",
            (_page(plan, "actions"), "Go to the actions"),
        ),
        _rhythm_wanted(plan),
    )
    return [*(each for each in wanted if each is not None), *next_steps(plan)]


def _page(plan: Plan, name: str) -> str:
    return reverse(f"improvement:{name}", kwargs={"partnership": plan.partnership.ref, "plan": plan.ref})


def _wanted(
    count: int, words: tuple[str, str], lacking: str, why: str, way: tuple[str, str]
) -> NextStep | None:
    """A step where some of a kind lack something; none where nothing is lacking."""
    return NextStep(f"{plural(count, *words)} {lacking}", why, *way) if count else None


def _rhythm_wanted(plan: Plan) -> NextStep | None:
    if Rhythm.objects.in_force().filter(plan=plan).exists():
        return None
    return NextStep(
        "No rhythm of reporting yet",
        "Say how often owners are asked, and the cycles follow.",
        _page(plan, "reporting"),
        "Go to Reporting",
    )


def _without_action(plan: Plan) -> int:
    rows = Group.objects.in_force().filter(plan=plan)
    return rows.exclude(actions__voided_at=None, actions__isnull=False).count()


def _undated(plan: Plan) -> int:
    rows = Milestone.objects.in_force().filter(action__plan=plan, action__voided_at=None, recurrence="")
    return rows.exclude(due_points__withdrawn_at=None, due_points__isnull=False).count()


def _without_target(plan: Plan) -> int:
    rows = Series.objects.in_force().filter(measure__plan=plan, measure__voided_at=None)
    return rows.exclude(targets__withdrawn_at=None, targets__isnull=False).count()


def _without_owner(plan: Plan) -> int:
    rows = Action.objects.in_force().filter(plan=plan)
    return rows.exclude(ownerships__withdrawn_at=None, ownerships__isnull=False).count()
