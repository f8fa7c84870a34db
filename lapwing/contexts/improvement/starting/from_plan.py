"""Starting a plan from an earlier one: what was chosen comes over, and nothing of the earlier one changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import RefusedError, created, fetch, recorded, today
from lapwing.contexts.improvement.commands.plans import PlanDetails, plan_fields
from lapwing.contexts.improvement.commands.rhythms import set_rhythm
from lapwing.contexts.improvement.commands.voiding import void
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import Finding, FindingObjective, MeasureAction, Plan, Service
from lapwing.contexts.improvement.starting.coming import Choices, Coming, coming_over
from lapwing.contexts.improvement.starting.copying import Copies, copied
from lapwing.contexts.improvement.starting.further import FURTHER_PARTS
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible

UNDONE = "It was started by mistake, and the start was undone."
CHANGED = "The earlier plan was changed meanwhile. Look again at what comes over before you start."


@transaction.atomic
@tells_of_change
def start_from_plan(
    *,
    actor: Actor,
    now: datetime,
    plan_ref: str,
    details: PlanDetails,
    choices: Choices,
    seen: str | None = None,
) -> Plan:
    """A new plan with what was chosen of an earlier one of the same partnership. Dates do not come over.

    ``seen`` is what the preview showed in short (``Coming.seen``). Steps and rhythm take the right to run
    plans. Raises NotVisible and RefusedError.
    """
    earlier = fetch(actor, access.EDIT, Plan, plan_ref)
    if (choices.steps or choices.rhythm) and not actor.may(access.RUN, earlier.partnership_id):
        raise NotVisible("Steps and rhythm are set by those who run the plan")
    further = [FURTHER_PARTS.known[code] for code in choices.further if code in FURTHER_PARTS.known]
    if not all(actor.may(each.permission, earlier.partnership_id) for each in further):
        raise NotVisible("What another package has is brought over by those who may set it")
    if choices.owners and not choices.actions:
        raise RefusedError("Owners come with their actions. Choose both, or neither.", field="owners")
    if choices.figures and not choices.measures:
        raise RefusedError("Figures come with their measures. Choose both, or neither.", field="figures")
    coming = coming_over(earlier, choices, today(now))
    if seen is not None and seen != coming.seen:
        raise RefusedError(CHANGED)
    editable = created(actor, now, earlier.partnership_id)
    plan = Plan.objects.create(
        **editable,
        **plan_fields(actor, details, None),
        came_from=earlier,
        terms=earlier.terms,
        two_in_three=earlier.two_in_three,
    )
    copying = _Copying(plan, coming, editable, recorded(actor, now, earlier.partnership_id))
    copying.frame()
    copying.actions()
    copying.measures()
    copied(coming.steps, {**editable, "plan": plan})
    if coming.rhythm is not None:
        set_rhythm(actor=actor, now=now, plan_ref=plan.ref, version=0, details=coming.rhythm)
    for each in further:
        each.bring(actor, now, earlier.ref, plan.ref)
    return plan


def undo_start(*, actor: Actor, now: datetime, ref: str, version: int) -> Plan:
    """Take a plan out that was started from another; like all that is taken out, it can be brought back.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    return void(actor=actor, now=now, model=Plan, ref=ref, version=version, reason=UNDONE)


@dataclass
class _Copying:
    """One start under way: the new plan, what comes, and what was copied so far."""

    plan: Plan
    coming: Coming
    made: dict[str, Any]
    said: dict[str, Any]

    def __post_init__(self) -> None:
        self.groups: Copies = {}
        self.objectives: Copies = {}
        self.actions_: Copies = {}

    def frame(self) -> None:
        """Areas, findings, groups and objectives, and which findings each objective answers."""
        own = {**self.made, "plan": self.plan}
        areas = copied(self.coming.areas, own)
        self.groups = copied(self.coming.groups, own)
        self.objectives = copied(self.coming.objectives, own, {"group": self.groups})
        findings = copied(self.coming.findings, own, {"area": areas})
        self._answers(self.coming.findings, findings)

    def _answers(self, earlier: Sequence[Finding], findings: Copies) -> None:
        rows = FindingObjective.objects.filter(finding__in=earlier, objective__in=self.objectives)
        copied(list(rows), {}, {"finding": findings, "objective": self.objectives})

    def actions(self) -> None:
        """Actions with their open milestones, criteria and owners. What was told of them so far stays."""
        own = {**self.made, "plan": self.plan, "progress_as_printed": ""}
        self.actions_ = copied(self.coming.actions, own, {"group": self.groups})
        copied(self.coming.milestones, self.made, {"action": self.actions_})
        copied(self.coming.ownerships, self.said, {"action": self.actions_})
        rows = Service.objects.filter(action__in=self.actions_, objective__in=self.objectives)
        copied(list(rows), {}, {"action": self.actions_, "objective": self.objectives})

    def measures(self) -> None:
        """Measures with their series and figures, and the criteria behind which they stand."""
        coming, own = self.coming, {**self.made, "plan": self.plan}
        measures = self._measures(own)
        series = copied(coming.series, self.made, {"measure": measures})
        within = {"series": series}
        for rows in (coming.baselines, coming.targets, coming.comparators, coming.actuals):
            copied(rows, self.said, within)
        for each in coming.recalculations:
            copied([each], {**self.said, "reason": each.reason}, within)
        links = MeasureAction.objects.filter(measure__in=measures, action__in=self.actions_)
        copied(list(links), {}, {"measure": measures, "action": self.actions_})
        copied(coming.criteria, self.made, {"action": self.actions_, "measure": measures})

    def _measures(self, own: dict[str, Any]) -> Copies:
        """Measures, those first that others are the same as: each is counted once here as it was there."""
        measures: Copies = {}
        waiting = list(self.coming.measures)
        coming = {each.pk for each in waiting}
        while waiting:
            ready = [each for each in waiting if each.same_as_id not in coming - set(measures)]
            # two that are the same as each other cannot wait for each other
            ready = ready or waiting
            measures |= copied(ready, own, {"same_as": measures})
            waiting = [each for each in waiting if each.pk not in measures]
        return measures
