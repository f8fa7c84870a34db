"""Dates, baselines and targets that are changed by request only: setting that, and keeping to it.

What is said for the first time is no change: whoever edits the plan says it. What stands, of a plan under
way, is then changed by what somebody else approved (``commands.requests``), whichever way it would come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import EditedByAnotherError, RefusedError, user_id_of
from lapwing.contexts.improvement.commands.promises import promising
from lapwing.contexts.improvement.models import (
    Action,
    Baseline,
    ChangeRule,
    DuePoint,
    Measure,
    Milestone,
    Occurrence,
    Plan,
    Series,
    Target,
)
from lapwing.contexts.improvement.models.base import Editable
from lapwing.contexts.improvement.models.parents import plan_of
from lapwing.contexts.improvement.queries.by_request import is_by_request_only, rule_of
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Partnership

ASK_FOR_DATE, ASK_FOR_BASELINE = "Ask for another date", "Ask for another baseline"
ASK_FOR_TARGETS = "Ask for other targets"
ASK_FOR_TURN, ASK_TO_TAKE_OUT = "Ask for another day", "Ask to take it out"
# What is taken out by a request of its own; what holds several of them goes when they went.
TAKEN_OUT_BY_REQUEST = (Milestone, Occurrence, Series)
_HOLDS_SOME: dict[type[Editable], str] = {
    Action: "Milestones of it have dates",
    Measure: "Lines of it have a baseline or targets",
}
_BY_REQUEST = "Dates, baselines and targets of this plan are changed by request only: use “{page}”."
# What a request is about, as effects of an answer or of a version name the rows; where it is asked for; and
# what the rows are of.
_KEPT_BY_REQUEST: dict[str, tuple[str, type[DuePoint | Baseline | Target], str]] = {
    "duepoint": (ASK_FOR_DATE, DuePoint, "milestone"),
    "baseline": (ASK_FOR_BASELINE, Baseline, "series"),
    "target": (ASK_FOR_TARGETS, Target, "series"),
}


@transaction.atomic
def set_change_rule(
    *, actor: Actor, now: datetime, partnership: Partnership, version: int, by_request_only: bool
) -> ChangeRule:
    """Say whether what stands is changed by request only; ``version`` 0 when nobody has said yet.

    Raises NotVisible and EditedByAnotherError.
    """
    if not actor.may(access.RUN, partnership.pk):
        raise NotVisible("No such partnership")
    # two who set it first at once come one after the other
    Partnership.objects.select_for_update(of=("self",), no_key=True).get(pk=partnership.pk)
    said = {"by_request_only": by_request_only, "changed_at": now, "changed_by_id": user_id_of(actor)}
    row = rule_of(partnership.pk)
    if row is None:
        return ChangeRule.objects.create(partnership=partnership, **said)
    if row.version != version:
        raise EditedByAnotherError(row)
    for name, value in said.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return row


def refuse_direct(plan: Plan, page: str) -> None:
    """Raise RefusedError when what stands of a plan is changed by request only; ``page`` is where to ask."""
    if is_by_request_only(plan):
        raise RefusedError(told_by_request(page))


def refuse_taking_out(row: Editable) -> None:
    """The same of taking out what promised something, which could be added anew with another date or target.

    A whole plan is taken out by those who run it: nobody takes that for a date that stayed.
    """
    if isinstance(row, Milestone | Occurrence | Series | Action | Measure):
        plan = plan_of(row)
        assert plan is not None
        if promising(row) and is_by_request_only(plan):
            raise RefusedError(told_to_take_out(type(row)))


def told_to_take_out(model: type[Editable]) -> str:
    """The sentence of that refusal."""
    if model in _HOLDS_SOME:
        return (
            f"{_HOLDS_SOME[model]}, and those of this plan are changed by request only: "
            "ask for each to be taken out first."
        )
    return told_by_request(ASK_TO_TAKE_OUT)


def told_by_request(page: str) -> str:
    """The sentence of a refusal: ``page`` is what leads to where it is asked for."""
    return _BY_REQUEST.format(page=page)


def refuse_effects(plan: Plan, effects: Sequence[Mapping[str, Any]]) -> None:
    """The same of putting back what an answer or a version said of dates, baselines and targets.

    What it said for the first time of something that stood already would be unsaid by that, and could be said
    otherwise. What it made itself goes as a whole.
    """
    made = [each for each in effects if each["kind"] == "created"]
    pages = [page for each in effects if (page := _asked_for(each, made))]
    if pages:
        refuse_direct(plan, "” and “".join(dict.fromkeys(pages)))


def _asked_for(effect: Mapping[str, Any], made: Sequence[Mapping[str, Any]]) -> str:
    """Where what putting an effect back would change is asked for; empty when it needs no request."""
    if effect["kind"] != "rows" or effect["model"] not in _KEPT_BY_REQUEST:
        return ""
    page, model, above = _KEPT_BY_REQUEST[effect["model"]]
    own = [pk for each in made if each["model"] == above for pk in each["ids"]]
    of_others = model._default_manager.filter(pk__in=effect["made"]).exclude(**{f"{above}__in": own})
    return page if effect["withdrawn"] or of_others.exists() else ""
