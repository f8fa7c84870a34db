"""Evidence given on the form of an update: kept at once, so that it is there when the form comes back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import RefusedError
from lapwing.contexts.improvement.edit_forms.update_evidence import as_typed_here
from lapwing.contexts.improvement.edit_forms.updates import UpdateForm
from lapwing.contexts.improvement.queries.update_units import Unit
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.rules.workflow import WRITABLE, UpdateState
from lapwing.platform.access.views import ActorRequest
from lapwing.registry.names import ChildNamedError


@transaction.atomic
def keep_evidence(request: ActorRequest, form: UpdateForm, unit: Unit, given: dict[str, Any]) -> None:
    """Give what was added to a form that is valid, with its update; one that nobody has begun is begun.

    Nothing of the update's words is kept by it: these may still name a child. ``given`` is what the command
    will be told; its version becomes that of the update. Raises RefusedError and ChildNamedError.
    """
    update = unit.updates.first()
    if update is not None and (
        UpdateState(update.state) not in WRITABLE or update.version != given["version"]
    ):
        return  # the command says what is wrong, and both versions are shown
    now = timezone.now()
    try:
        if update is None:
            update = commands.save_update(now=now, **{**given, "said": Said()})
        commands.give_evidence(
            actor=request.actor,
            now=now,
            action_ref=unit.action.ref,
            milestone_ref=unit.milestone.ref if unit.milestone else "",
            update_ref=update.ref,
            details=form.details(timezone.localdate()),
            sent=form.sent_file(),
            named_nobody=form.named_nobody,
        )
    except ChildNamedError as error:
        raise ChildNamedError(as_typed_here(error.found)) from error
    except RefusedError as error:
        (field,) = as_typed_here({error.field: ""})
        raise RefusedError(str(error), field=field) from error
    form.evidence_is_kept()
    form.hold(update.version)
    given["version"] = update.version
