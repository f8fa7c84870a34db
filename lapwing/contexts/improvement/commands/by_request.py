"""Dates, baselines and targets that are changed by request only: setting that, and keeping to it.

What is said for the first time is no change: whoever edits the plan says it. What stands, of a plan under
way, is then changed by what somebody else approved (``commands.requests``), whichever way it would come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import EditedByAnotherError, RefusedError, user_id_of
from lapwing.contexts.improvement.models import ChangeRule, Plan
from lapwing.contexts.improvement.queries.by_request import is_by_request_only, rule_of
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Partnership

ASK_FOR_DATE, ASK_FOR_BASELINE = "Ask for another date", "Ask for another baseline"
ASK_FOR_TARGETS = "Ask for other targets"
_BY_REQUEST = "Dates, baselines and targets of this plan are changed by request only: use “{page}”."
# What effects of an answer or of a version call the rows that a request is about.
_KEPT_BY_REQUEST = frozenset({"duepoint", "baseline", "target"})


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


def told_by_request(page: str) -> str:
    """The sentence of a refusal: ``page`` is what leads to where it is asked for."""
    return _BY_REQUEST.format(page=page)


def refuse_effects(plan: Plan, effects: Iterable[Mapping[str, Any]]) -> None:
    """The same of putting back what an answer or a version changed of dates, baselines and targets."""
    if any(each["model"] in _KEPT_BY_REQUEST and each.get("withdrawn") for each in effects):
        refuse_direct(plan, ASK_FOR_DATE)
