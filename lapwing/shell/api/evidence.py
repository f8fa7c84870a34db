"""Evidence: giving a piece of it with an update that is still written."""

from __future__ import annotations

import binascii
import io
from base64 import b64decode
from typing import Any

from django.utils import timezone
from ninja import Status

from lapwing.contexts.improvement import access, commands
from lapwing.contexts.improvement.commands.evidence_parts import Sent
from lapwing.contexts.improvement.commands.update_locks import hold_updates
from lapwing.contexts.improvement.models import Evidence, Update
from lapwing.contexts.improvement.queries.update_units import RELATED
from lapwing.contexts.improvement.rules.workflow import WRITABLE, UpdateState
from lapwing.contexts.improvement.update_access import updates
from lapwing.platform.access.acting import for_partnership
from lapwing.registry.names import ChildNamedError
from lapwing.shell.api import shapes
from lapwing.shell.api.declaring import writes
from lapwing.shell.api.door import ApiRequest
from lapwing.shell.api.problems import Fault, ProblemError, faults_of


@writes(
    "/updates/{update}/evidence",
    permission=access.REPORT,
    answer=shapes.EvidenceOut,
    tag="Updates",
    status=(200, 201),
)
def give_evidence(request: ApiRequest, update: str, evidence: shapes.EvidenceIn) -> Any:
    """Give evidence with an update that is a draft or was returned, as its own form does.

    The same piece given with the same update again is kept once, and answered with 200. What looks like a
    child's name is refused, or named in “no_child_named” by whoever knows that it is none. A file is checked
    as one sent by form.
    """
    now = timezone.now()
    row = _written(request, update)
    details = commands.EvidenceDetails(
        kind=evidence.kind,
        form=evidence.form,
        title=evidence.title,
        on=evidence.on or timezone.localdate(now),
        words=evidence.words,
        supplied_by=evidence.supplied_by,
        link=evidence.link,
        actual_ref=evidence.actual or "",
        meeting_ref=evidence.meeting or "",
    )
    with for_partnership(row.partnership_id):
        try:
            given = commands.give_evidence(
                actor=request.actor,
                now=now,
                action_ref=row.action.ref,
                milestone_ref=row.milestone.ref if row.milestone else "",
                update_ref=row.ref,
                details=details,
                sent=_sent(evidence.file),
                named_nobody=evidence.no_child_named,
            )
        except commands.RefusedError as error:
            name = _NAMES.get(error.field, error.field)
            raise ProblemError(
                "not-valid", errors=[Fault(str(error), pointer=f"/{name}" if name else "")]
            ) from error
        except ChildNamedError as error:
            raise ProblemError("not-valid", errors=faults_of(error)) from error
    return Status(201 if given.created_at == now else 200, _shown(given, row.ref))


# Fields of the command that programs know by another name.
_NAMES = {"actual_ref": "actual", "meeting_ref": "meeting"}


def _written(request: ApiRequest, ref: str) -> Update:
    """The update, held until the evidence is kept: it is not submitted meanwhile. Raises NotVisible.

    Behind its plan and cycle, as whoever signs the cycle off holds them.
    """
    hold_updates([ref])
    rows = Update.objects.in_force().filter(action__plan__voided_at=None, cycle__voided_at=None)
    row = updates.fetch(request.actor, access.READ, queryset=rows.select_related(*RELATED), ref=ref)
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


def _shown(row: Evidence, update: str) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "update": update,
        "kind": row.kind,
        "form": row.form,
        "title": row.title,
        "words": row.words,
        "on": row.on,
        "supplied_by": row.supplied_by,
        "link": row.link,
        "value": row.value,
        "meeting": row.meeting_ref,
        "file_name": row.file.name if row.file else "",
        "version": row.version,
    }
