"""The reads: of the token, the partnerships, and each plan's tree, actions, milestones and measures."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query

from lapwing.contexts.improvement import access, queries
from lapwing.contexts.improvement.exports import export_plan
from lapwing.contexts.improvement.interchange import to_json
from lapwing.contexts.improvement.models import Document, Question
from lapwing.registry.access import partnerships
from lapwing.registry.models import Partnership
from lapwing.shell.api import shapes, showing
from lapwing.shell.api.days import AsAt, past
from lapwing.shell.api.declaring import ANY_TOKEN, reads
from lapwing.shell.api.door import ApiRequest
from lapwing.shell.api.paging import USUAL, After, Limit, part_of, part_of_rows

ENTER_PARTNERSHIP = "registry.partnership.enter"


@reads("/token", permission=ANY_TOKEN, answer=shapes.TokenOut, tag="The token")
def token(request: ApiRequest) -> Any:
    """What may this token do today?"""
    held = {grant.partnership_id for grant in request.actor.grants}
    places = Partnership.objects.filter(pk__in=held).order_by("name")
    return {
        "name": request.token.name,
        "begins": f"lw_{request.token.found_by}",
        "last_day": request.token.last_day,
        "permissions": sorted(request.actor.permissions),
        "partnerships": list(places.values_list("ref", flat=True)),
    }


@reads("/partnerships", permission=access.READ, answer=shapes.PartnershipPage, tag="Plans")
def list_partnerships(request: ApiRequest, limit: Limit = USUAL, after: After = None) -> Any:
    """The partnerships in which this token counts."""
    found = partnerships.visible_to(request.actor, Partnership.objects.all(), permission=access.READ)
    rows, following = part_of_rows(request, found, limit=limit, after=after)
    items = [
        {
            "ref": row.ref,
            "name": row.name,
            "local_area": row.local_area,
            "permissions": sorted(
                each for each in request.actor.permissions if request.actor.may(each, row.pk)
            ),
        }
        for row in rows
    ]
    return {"items": items, "next": following}


@reads("/plans", permission=access.READ, answer=shapes.PlanPage, tag="Plans")
def list_plans(
    request: ApiRequest,
    partnership: Annotated[shapes.Ref | None, Query(description="Of this partnership alone.")] = None,
    limit: Limit = USUAL,
    after: After = None,
) -> Any:
    """The plans that this token may read, by title."""
    rows = queries.list_plans(actor=request.actor, partnership_ref=partnership or "")
    return part_of(request, rows, showing.plan, limit=limit, after=after)


@reads("/plans/{plan}", permission=access.READ, answer=shapes.PlanTreeOut, tag="Plans")
def read_plan(request: ApiRequest, plan: str, as_at: AsAt = None) -> Any:
    """A plan as a tree: its groups, their objectives, and the actions of each."""
    today = timezone.localdate()
    return showing.tree(queries.tree(actor=request.actor, plan_ref=plan, on=today, as_at=past(as_at)))


@reads("/plans/{plan}/interchange", permission=access.EXPORT, answer=dict[str, Any], tag="Plans")
def read_interchange(request: ApiRequest, plan: str, as_at: AsAt = None) -> Any:
    """The whole plan in its interchange form, as Lapwing imports it.

    The form is that of the file which the pages give, ``lapwing-plan/1``.
    """
    found = export_plan(actor=request.actor, plan_ref=plan, as_at=past(as_at))
    return HttpResponse(to_json(found), content_type="application/json; charset=utf-8")


@reads("/plans/{plan}/actions", permission=access.READ, answer=shapes.ActionPage, tag="Actions")
def list_actions(
    request: ApiRequest,
    plan: str,
    group: Annotated[shapes.Ref | None, Query(description="Of this group alone.")] = None,
    owner: Annotated[shapes.Ref | None, Query(description="Owned by this role alone.")] = None,
    overdue: Annotated[bool | None, Query(description="Only with, or without, overdue milestones.")] = None,
    as_at: AsAt = None,
    limit: Limit = USUAL,
    after: After = None,
) -> Any:
    """The actions of a plan, in its order."""
    today = timezone.localdate()
    page = queries.list_actions(actor=request.actor, plan_ref=plan, on=today, as_at=past(as_at))
    rows = [
        line
        for line in page.actions
        if (group is None or line.group_ref == group)
        and (owner is None or any(each.role_ref == owner for each in line.owners))
        and (overdue is None or (line.overdue > 0) == overdue)
    ]
    return part_of(request, rows, showing.action, limit=limit, after=after)


@reads("/plans/{plan}/milestones", permission=access.READ, answer=shapes.MilestonePage, tag="Actions")
def list_milestones(
    request: ApiRequest,
    plan: str,
    action: Annotated[shapes.Ref | None, Query(description="Of this action alone.")] = None,
    status: Annotated[str | None, Query(max_length=20, description="Said to stand so: “at risk”.")] = None,
    overdue: Annotated[bool | None, Query(description="Only those that are overdue, or are not.")] = None,
    as_at: AsAt = None,
    limit: Limit = USUAL,
    after: After = None,
) -> Any:
    """The milestones of a plan, in its order, with what was said of each and its dates."""
    today = timezone.localdate()
    page = queries.list_milestones(actor=request.actor, plan_ref=plan, on=today, as_at=past(as_at))
    rows = [
        line
        for line in page.milestones
        if (action is None or line.action_ref == action)
        and (status is None or line.status.value == status)
        and (overdue is None or line.is_overdue == overdue)
    ]
    return part_of(request, rows, showing.milestone, limit=limit, after=after)


@reads("/milestones/{milestone}", permission=access.READ, answer=shapes.MilestoneDetailOut, tag="Actions")
def read_milestone(request: ApiRequest, milestone: str, as_at: AsAt = None) -> Any:
    """A milestone with everything that was said of it, and the dates it had before."""
    today = timezone.localdate()
    page = queries.milestone_page(actor=request.actor, milestone_ref=milestone, on=today, as_at=past(as_at))
    return showing.milestone_detail(page.milestone)


@reads("/plans/{plan}/measures", permission=access.READ, answer=shapes.MeasurePage, tag="Measures")
def list_measures(
    request: ApiRequest, plan: str, as_at: AsAt = None, limit: Limit = USUAL, after: After = None
) -> Any:
    """The success measures of a plan with how each of their series stands."""
    today = timezone.localdate()
    page = queries.list_measures(actor=request.actor, plan_ref=plan, on=today, as_at=past(as_at))
    return part_of(request, page.measures, showing.measure, limit=limit, after=after)


@reads("/plans/{plan}/series", permission=access.READ, answer=shapes.SeriesPage, tag="Measures")
def list_series(
    request: ApiRequest, plan: str, as_at: AsAt = None, limit: Limit = USUAL, after: After = None
) -> Any:
    """The series of all measures of a plan, one row each."""
    today = timezone.localdate()
    page = queries.list_measures(actor=request.actor, plan_ref=plan, on=today, as_at=past(as_at))
    rows = [line for measure in page.measures for line in measure.series]
    return part_of(request, rows, showing.series, limit=limit, after=after)


@reads("/plans/{plan}/questions", permission=access.READ, answer=shapes.QuestionsOut, tag="Plans")
def count_questions(request: ApiRequest, plan: str) -> Any:
    """How many questions the plan's document leaves open, and how many were answered."""
    found = Question.objects.filter(plan=access.fetch_plan(request.actor, access.READ, plan))
    answered = found.filter(answer__isnull=False).count()
    return {"open": found.count() - answered, "answered": answered}


@reads("/plans/{plan}/documents", permission=access.READ, answer=shapes.DocumentPage, tag="Plans")
def list_documents(request: ApiRequest, plan: str, limit: Limit = USUAL, after: After = None) -> Any:
    """The documents that the plan was read from, the first version first."""
    found = access.fetch_plan(request.actor, access.READ, plan)
    rows = list(Document.objects.filter(plan=found).defer("text").order_by("number", "pk"))
    return part_of(
        request,
        rows,
        lambda row: {"number": row.number, "name": row.name, "sha256": row.sha256, "read_at": row.read_at},
        limit=limit,
        after=after,
        place=lambda row: str(row.number),
    )
