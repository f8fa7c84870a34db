"""The list of documents that wait to be saved, and what is next when one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from lapwing.contexts.improvement.models import Baseline, DraftState, OwnerRole, Plan, Question, Series
from lapwing.platform.ui.filters import plural


@dataclass(frozen=True)
class Waiting:
    """A document in the list; ``open`` counts the questions that nobody has answered."""

    name: str
    url: str
    who: str
    when: datetime
    state: str
    open: int
    is_stuck: bool

    @property
    def standing(self) -> str:
        """How it stands, in words."""
        if self.is_stuck:
            return "The reading stopped"
        if self.state == DraftState.READY:
            return f"{plural(self.open, 'question')} left" if self.open else "Nothing left to ask"
        return str(DraftState(self.state).label)

    @property
    def needs_you(self) -> bool:
        return self.is_stuck or bool(self.open) or self.state == DraftState.REFUSED


@dataclass(frozen=True)
class NextStep:
    title: str
    text: str
    url: str
    link: str


def next_steps(plan: Plan) -> list[NextStep]:
    """What to do with a plan that has just been saved, the most pressing first."""

    def to(name: str, **parts: str) -> str:
        return reverse(f"improvement:{name}", kwargs={"partnership": plan.partnership.ref, **parts})

    asked = Question.objects.filter(plan=plan, answer=None).count()
    roles = OwnerRole.objects.in_force().filter(ownerships__action__plan=plan).distinct()
    held = roles.filter(holders__to_date=None, holders__isnull=False).distinct().count()
    series = Series.objects.in_force().filter(measure__plan=plan, measure__voided_at=None)
    known = Baseline.objects.standing().filter(series__in=series).values("series").distinct().count()
    without = series.count() - known
    steps = []
    if asked:
        steps.append(
            NextStep(
                f"{plural(asked, 'question')} still open",
                "Until one is answered, the plan shows what is printed. Any keeper of the plan may answer.",
                to("questions", plan=plan.ref),
                "Answer them",
            )
        )
    if roles.count() > held:
        steps.append(
            NextStep(
                f"{plural(roles.count() - held, 'owner')} without a person",
                "Say who holds each role, so that they find their actions and are asked for updates.",
                to("owner-roles"),
                "Say who holds which role",
            )
        )
    if without > 0:
        steps.append(
            NextStep(
                f"{plural(without, 'measure line')} without a baseline",
                "Enter where each began, and the figures since, to see whether it moves.",
                to("measures", plan=plan.ref),
                "Go to the measures",
            )
        )
    return steps
