"""Saying whether dates, baselines and targets of plans under way are changed by request only."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import RUN
from lapwing.contexts.improvement.edit_forms.change_rule import (
    BY_REQUEST,
    ChangeRuleForm,
    change_rule_values,
)
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.queries.by_request import rule_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership

TITLE = "Changes by request only"
INTRO = "A plan is under way once the first of its reporting cycles has opened."
NOT_CHOSEN = (
    "Nobody has chosen yet. Until somebody does, it is by request only, unless one person alone edits plans "
    "and nobody else takes a plan's last step."
)
POINTS = (
    "A request is needed to change a date, a baseline, a target or the days of a milestone's turns, and to "
    "take out a milestone, a turn or a line of a measure that has them.",
    "None is needed for what nobody has said before: the first date of a new milestone, or one more target "
    "for a later day.",
    "Nobody approves what they asked for. Somebody else who may edit the plan does, or whoever takes the "
    "last of its steps. Where all of those own what would change, whoever takes the step before.",
)


@requires(RUN)
@require_http_methods(["GET", "POST"])
def change_rule(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """How may what a plan promised be changed while it is under way?"""
    row = rule_of(partnership.pk)
    back = address(partnership, "plans")
    page = FormPage(
        title=TITLE,
        back=back,
        done="It is set. It holds for every plan of the partnership.",
        caption=partnership.name,
        crumbs=(Crumb("Plans", back),),
        context={"intro": INTRO if row else f"{INTRO} {NOT_CHOSEN}", "points": POINTS},
    )
    return submit(
        request,
        page,
        ChangeRuleForm(
            sent(request), initial={**change_rule_values(row), "version": row.version if row else 0}
        ),
        lambda typed: commands.set_change_rule(
            actor=request.actor,
            now=timezone.now(),
            partnership=partnership,
            version=typed["version"],
            by_request_only=typed["way"] == BY_REQUEST,
        ),
        row=row,
        values_of=change_rule_values,
    )
