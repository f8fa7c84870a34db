"""Evidence: listing it, and giving a piece of it, of a milestone or with an update that is still written."""

from __future__ import annotations

import binascii
import io
from base64 import b64decode
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Status

from lapwing.contexts.improvement import access, commands, queries
from lapwing.contexts.improvement.commands.evidence_parts import Sent
from lapwing.contexts.improvement.commands.update_locks import hold_updates
from lapwing.contexts.improvement.models import Action, Evidence, Milestone, Occurrence, Update
from lapwing.contexts.improvement.queries.update_units import RELATED
from lapwing.contexts.improvement.rules.workflow import WRITABLE, UpdateState
from lapwing.contexts.improvement.update_access import updates
from lapwing.platform.access.acting import for_partnership
from lapwing.registry.names import ChildNamedError
from lapwing.registry.roles import ROLES
from lapwing.shell.api import shapes
from lapwing.shell.api.declaring import reads, writes
from lapwing.shell.api.door import ApiRequest
from lapwing.shell.api.paging import USUAL, After, Limit, part_of_rows
from lapwing.shell.api.problems import Fault, ProblemError, faults_of
from lapwing.shell.api.showing_reports import evidence as shown_evidence


@reads("/plans/{plan}/evidence", permission=access.READ, answer=shapes.EvidencePage, tag="Evidence")
def list_evidence(request: ApiRequest, plan: str, limit: Limit = USUAL, after: After = None) -> Any:
    """All evidence of a plan that this token may read, in the order in which it was given.

    What is kept to roles that its person does not hold is not in the list, nor what was given with an update
    that they may not read yet. What is not accepted is there for those whose work it is, or who check it.
    """
    found = access.fetch_plan(request.actor, access.READ, plan)
    rows = Evidence.objects.filter(action__plan=found, action__voided_at=None)
    return _listed(request, rows, limit, after)


@reads("/actions/{action}/evidence", permission=access.READ, answer=shapes.EvidencePage, tag="Evidence")
def list_evidence_of_action(
    request: ApiRequest, action: str, limit: Limit = USUAL, after: After = None
) -> Any:
    """What was given of an action, its milestones and its success criteria, as for a whole plan."""
    rows = Action.objects.in_force().filter(plan__voided_at=None)
    found = access.actions.fetch(request.actor, access.READ, queryset=rows, ref=action)
    return _listed(request, Evidence.objects.filter(action=found), limit, after)


@reads("/milestones/{milestone}/evidence", permission=access.READ, answer=shapes.EvidencePage, tag="Evidence")
def list_evidence_of_milestone(
    request: ApiRequest, milestone: str, limit: Limit = USUAL, after: After = None
) -> Any:
    """What was given of one milestone, as for a whole plan."""
    rows = Milestone.objects.in_force().filter(action__voided_at=None, action__plan__voided_at=None)
    found = access.milestones.fetch(request.actor, access.READ, queryset=rows, ref=milestone)
    return _listed(request, Evidence.objects.filter(milestone=found), limit, after)


@reads("/updates/{update}/evidence", permission=access.READ, answer=shapes.EvidencePage, tag="Evidence")
def list_evidence_of_update(
    request: ApiRequest, update: str, limit: Limit = USUAL, after: After = None
) -> Any:
    """What was given with an update, as for a whole plan."""
    found = _update(request, update)
    return _listed(request, Evidence.objects.filter(update_given=found), limit, after)


@writes(
    "/updates/{update}/evidence",
    permission=access.REPORT,
    answer=shapes.EvidenceOut,
    tag="Evidence",
    status=(200, 201),
)
def give_evidence(request: ApiRequest, update: str, evidence: shapes.EvidenceIn) -> Any:
    """Give evidence with an update that is a draft or was returned, as its own form does.

    The same piece given with the same update again is kept once, and answered with 200. What looks like a
    child's name is refused, or named in “no_child_named” by whoever knows that it is none. A file is checked
    as one sent by form.
    """
    row = _written(request, update)
    return _give(
        request,
        evidence,
        row.partnership_id,
        action_ref=row.action.ref,
        milestone_ref=row.milestone.ref if row.milestone else "",
        update_ref=row.ref,
    )


@writes(
    "/milestones/{milestone}/evidence",
    permission=access.REPORT,
    answer=shapes.EvidenceOut,
    tag="Evidence",
    status=(200, 201),
)
def give_evidence_of_milestone(request: ApiRequest, milestone: str, evidence: shapes.EvidenceIn) -> Any:
    """Give evidence of a milestone, or with “occurrence” of one turn of it, as its page does: with no update.

    Whoever owns the action gives it, stands in for who does, or may change the plan. It is checked as
    evidence with an update is. Sent twice it is given twice, unless both carry one idempotency key.
    """
    rows = Milestone.objects.in_force().filter(action__voided_at=None, action__plan__voided_at=None)
    rows = rows.select_related("action")
    found = access.milestones.fetch(request.actor, access.REPORT, queryset=rows, ref=milestone)
    return _give(
        request, evidence, found.partnership_id, action_ref=found.action.ref, milestone_ref=found.ref
    )


def _give(request: ApiRequest, evidence: shapes.EvidenceIn, partnership_id: int, **about: str) -> Any:
    """Evidence by the command that its forms use; what it refuses is said at its place."""
    now = timezone.now()
    with for_partnership(partnership_id):
        try:
            given = commands.give_evidence(
                actor=request.actor,
                now=now,
                occurrence_ref=_turn(evidence.occurrence, about["milestone_ref"]),
                details=_details(evidence, now),
                sent=_sent(evidence.file),
                named_nobody=evidence.no_child_named,
                **about,
            )
        except commands.RefusedError as error:
            name = _NAMES.get(error.field, error.field)
            raise ProblemError(
                "not-valid", errors=[Fault(str(error), pointer=f"/{name}" if name else "")]
            ) from error
        except ChildNamedError as error:
            raise ProblemError("not-valid", errors=faults_of(error)) from error
    return Status(201 if given.created_at == now else 200, _shown(request, [given.pk])[0])


def _details(evidence: shapes.EvidenceIn, now: datetime) -> commands.EvidenceDetails:
    return commands.EvidenceDetails(
        kind=evidence.kind,
        form=evidence.form,
        title=evidence.title,
        on=evidence.on or timezone.localdate(now),
        words=evidence.words,
        supplied_by=evidence.supplied_by,
        link=evidence.link,
        actual_ref=evidence.actual or "",
        meeting_ref=evidence.meeting or "",
        read_by=tuple(_CODES.get(role, role) for role in evidence.kept_to),
    )


def _turn(occurrence: str | None, milestone_ref: str) -> str:
    """The turn that is named, which has to be of the milestone; empty for none."""
    if occurrence is None:
        return ""
    turns = Occurrence.objects.in_force().filter(ref=occurrence, milestone__ref=milestone_ref)
    if not milestone_ref or not turns.exists():
        fault = Fault("This is no turn of the milestone.", pointer="/occurrence")
        raise ProblemError("not-valid", errors=[fault])
    return occurrence


# Fields of the command that programs know by another name.
_NAMES = {
    "actual_ref": "actual",
    "meeting_ref": "meeting",
    "read_by": "kept_to",
    "occurrence_ref": "occurrence",
}
# Roles by their words.
_CODES = {role.label: role.code for role in ROLES.values()}


def _listed(request: ApiRequest, rows: QuerySet[Evidence], limit: int, after: str | None) -> dict[str, Any]:
    """A page of those that are seen on the pages of whoever the token acts for."""
    found = queries.evidence_seen(request.actor, rows)
    here, following = part_of_rows(request, found, limit=limit, after=after)
    items = [shown_evidence(line) for line in queries.lines_of_evidence(request.actor, here)]
    return {"items": items, "next": following}


def _shown(request: ApiRequest, ids: list[int]) -> list[dict[str, Any]]:
    rows = queries.evidence_seen(request.actor, Evidence.objects.filter(pk__in=ids))
    return [shown_evidence(line) for line in queries.lines_of_evidence(request.actor, rows)]


def _update(request: ApiRequest, ref: str) -> Update:
    """Raises NotVisible."""
    rows = Update.objects.in_force().filter(action__plan__voided_at=None, cycle__voided_at=None)
    return updates.fetch(request.actor, access.READ, queryset=rows.select_related(*RELATED), ref=ref)


def _written(request: ApiRequest, ref: str) -> Update:
    """The update, held until the evidence is kept: it is not submitted meanwhile. Raises NotVisible.

    Behind its plan and cycle, as whoever signs the cycle off holds them.
    """
    hold_updates([ref])
    row = _update(request, ref)
    if UpdateState(row.state) not in WRITABLE:
        fault = Fault("Evidence is given with an update before it is submitted, or once it was returned.")
        raise ProblemError("not-valid", errors=[fault])
    return row


def _sent(file: shapes.FileIn | None) -> Sent | None:
    if file is None:
        return None
    try:
        return Sent(file.name, io.BytesIO(b64decode(file.content, validate=True)))
    except (binascii.Error, ValueError) as error:
        fault = Fault("This is not base64.", pointer="/file/content")
        raise ProblemError("not-valid", errors=[fault]) from error
