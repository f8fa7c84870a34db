"""Reporting cycles, and the updates in them: reading, writing a draft, and submitting it."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Query

from lapwing.contexts.improvement import access, commands, queries
from lapwing.contexts.improvement.commands.update_parts import said_of
from lapwing.contexts.improvement.models import Cycle, Update
from lapwing.contexts.improvement.queries.update_lines import lines_of
from lapwing.contexts.improvement.queries.update_units import RELATED
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.update_access import updates
from lapwing.platform.access.acting import for_partnership
from lapwing.registry.names import ChildNamedError
from lapwing.shell.api import shapes
from lapwing.shell.api.declaring import reads, writes
from lapwing.shell.api.door import ApiRequest
from lapwing.shell.api.paging import USUAL, After, Limit, part_of, part_of_rows
from lapwing.shell.api.problems import Fault, ProblemError, faults_of
from lapwing.shell.api.showing_reports import cycle as shown_cycle
from lapwing.shell.api.showing_reports import update as shown_update


@reads("/plans/{plan}/cycles", permission=access.READ, answer=shapes.CyclePage, tag="Updates")
def list_cycles(request: ApiRequest, plan: str, limit: Limit = USUAL, after: After = None) -> Any:
    """The turns of reporting on a plan, the first to close first, with how far each is."""
    page = queries.reporting(actor=request.actor, plan_ref=plan, on=timezone.localdate())
    found = [*page.reported, *page.now, *page.missed, *page.planned]
    rows = sorted(found, key=lambda line: (line.head.closes_on, line.head.ref))
    return part_of(request, rows, shown_cycle, limit=limit, after=after, place=lambda line: line.head.ref)


@reads("/plans/{plan}/updates", permission=access.READ, answer=shapes.UpdatePage, tag="Updates")
def list_updates(
    request: ApiRequest,
    plan: str,
    cycle: Annotated[shapes.Ref | None, Query(description="In this cycle alone.")] = None,
    action: Annotated[shapes.Ref | None, Query(description="On this action alone.")] = None,
    milestone: Annotated[shapes.Ref | None, Query(description="On this milestone alone.")] = None,
    state: Annotated[
        str | None, Query(max_length=20, pattern="^[a-z ]*$", description="That stand so: “signed off”.")
    ] = None,
    limit: Limit = USUAL,
    after: After = None,
) -> Any:
    """The updates of a plan that this token may read, in the order in which they were begun.

    Those that are signed off are everybody's who reads the plan; the others their authors' and checkers'.
    """
    found = _readable(request).filter(action__plan=access.fetch_plan(request.actor, access.READ, plan))
    for name, value in (
        ("cycle__ref", cycle),
        ("action__ref", action),
        ("milestone__ref", milestone),
        ("state", state),
    ):
        found = found.filter((name, value)) if value is not None else found
    rows, following = part_of_rows(request, found, limit=limit, after=after)
    items = [shown_update(row, line) for row, line in zip(rows, lines_of(rows), strict=True)]
    return {"items": items, "next": following}


@reads("/updates/{update}", permission=access.READ, answer=shapes.UpdateOut, tag="Updates")
def read_update(request: ApiRequest, update: str) -> Any:
    """One update, with its words."""
    return _shown(request, update)


@writes("/cycles/{cycle}/updates", permission=access.REPORT, answer=shapes.UpdateOut, tag="Updates")
def write_update(request: ApiRequest, cycle: str, draft: shapes.UpdateIn) -> Any:
    """Keep a draft of an update: a new one (version 0), or other words for one that is there.

    Nothing has to be complete, and nobody is told of it. When somebody changed it since it was read,
    nothing is saved (409). People who own actions write the updates of those.
    """
    found = _cycle(request, cycle)
    said = Said(
        status=_status(draft.status),
        done=draft.done,
        impact=draft.impact,
        next_steps=draft.next_steps,
        mitigation=draft.mitigation,
        forecast_on=draft.forecast_on,
        confidence=draft.confidence,
    )
    with for_partnership(found.partnership_id):
        try:
            saved = commands.save_update(
                actor=request.actor,
                now=timezone.now(),
                cycle_ref=found.ref,
                kind=draft.about_kind,
                ref=draft.about,
                version=draft.version,
                said=said,
            )
        except commands.EditedByAnotherError as error:
            raise ProblemError("edited-meanwhile") from error
        except commands.RefusedError as error:
            pointer = f"/{error.field}" if error.field else ""
            raise ProblemError("not-valid", errors=[Fault(str(error), pointer=pointer)]) from error
    return _shown(request, saved.ref)


@writes("/updates/{update}/submission", permission=access.REPORT, answer=shapes.UpdateOut, tag="Updates")
def submit_update(request: ApiRequest, update: str, submission: shapes.SubmissionIn) -> Any:
    """Send a draft to whoever checks it first.

    What it lacks is said, each by its name. What looks like a child's name has to be taken out, or named in
    “no_child_named” by whoever knows that it is none.
    """
    row = _fetched(request, update)
    if row.version != submission.version:
        raise ProblemError("edited-meanwhile")
    line = lines_of([row])[0]
    with for_partnership(row.partnership_id):
        try:
            commands.submit_update(
                actor=request.actor,
                now=timezone.now(),
                cycle_ref=row.cycle.ref,
                kind=line.about_kind,
                ref=line.about_ref,
                version=row.version,
                said=said_of(row),
                named_nobody=submission.no_child_named,
            )
        except commands.EditedByAnotherError as error:
            raise ProblemError("edited-meanwhile") from error
        except commands.NotCompleteError as error:
            faults = [Fault(f"{each.field}: {each.message}") for each in error.missing]
            raise ProblemError("not-valid", errors=faults) from error
        except commands.RefusedError as error:
            raise ProblemError("not-valid", errors=[Fault(str(error))]) from error
        except ChildNamedError as error:
            raise ProblemError("not-valid", errors=faults_of(error)) from error
    return _shown(request, row.ref)


def _readable(request: ApiRequest) -> QuerySet[Update]:
    rows = Update.objects.in_force().filter(action__plan__voided_at=None, cycle__voided_at=None)
    return updates.visible_to(request.actor, rows, permission=access.READ).select_related(*RELATED)


def _fetched(request: ApiRequest, ref: str) -> Update:
    """Raises NotVisible."""
    rows = Update.objects.in_force().filter(action__plan__voided_at=None, cycle__voided_at=None)
    return updates.fetch(request.actor, access.READ, queryset=rows.select_related(*RELATED), ref=ref)


def _shown(request: ApiRequest, ref: str) -> dict[str, Any]:
    row = _fetched(request, ref)
    return shown_update(row, lines_of([row])[0])


def _cycle(request: ApiRequest, ref: str) -> Cycle:
    """Raises NotVisible."""
    rows = Cycle.objects.in_force().filter(plan__voided_at=None)
    return access.cycles.fetch(request.actor, access.REPORT, queryset=rows, ref=ref)


def _status(text: str) -> Status | None:
    if not text:
        return None
    try:
        return Status(text)
    except ValueError as error:
        known = ", ".join(f"“{each.value}”" for each in Status)
        fault = Fault(f"This is none of {known}.", pointer="/status")
        raise ProblemError("not-valid", errors=[fault]) from error
