"""Documents sent to be read: kept, read, saved as a plan or discarded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access, interchange
from lapwing.contexts.improvement.commands.common import RefusedError, user_id_of
from lapwing.contexts.improvement.imports import DocumentText, import_plan
from lapwing.contexts.improvement.models import Document, Plan, PlanDraft
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible, Rule
from lapwing.registry.models import Partnership

rule = Rule(PlanDraft)


def read_text(text: str, name: str) -> interchange.Plan:
    """The plan in a document: interchange JSON, or text to read. Raises InterchangeError for wrong JSON."""
    if is_json(text, name):
        return interchange.from_json(text)
    return read_plan(text, name)


def is_json(text: str, name: str) -> bool:
    return name.lower().endswith(".json") or text.lstrip()[:1] == "{"


@transaction.atomic
def keep_draft(*, actor: Actor, now: datetime, partnership: Partnership, name: str, text: str) -> PlanDraft:
    """Keep a document to be looked at; the same one sent twice is kept once.

    Raises NotVisible, and RefusedError when it cannot be a plan.
    """
    if not actor.may(access.IMPORT, partnership.pk):
        raise NotVisible("No such partnership")
    if not text.strip():
        raise RefusedError("There is no text in it.", field="text")
    try:
        # A text can always be read, and is when it is looked at; JSON may be wrong.
        if is_json(text, name):
            interchange.from_json(text)
    except interchange.InterchangeError as error:
        raise RefusedError(
            f"This JSON is not a plan that Lapwing wrote: {error}. Send a file saved by “Take the plan out”, "
            "or the plan's own text.",
            field="text",
        ) from error
    document = DocumentText(name, text)
    draft, _ = PlanDraft.objects.get_or_create(
        partnership=partnership,
        sha256=document.sha256,
        user_id=user_id_of(actor),
        defaults={"name": name, "text": text, "created_at": now},
    )
    return draft


@transaction.atomic
def save_draft(*, actor: Actor, now: datetime, ref: str, again: bool = False) -> Plan:
    """Save the plan that a draft holds, and let the draft go.

    Raises NotVisible, AlreadyImportedError unless ``again``, and PlanRefusedError.
    """
    draft = rule.fetch(
        actor, access.IMPORT, queryset=PlanDraft.objects.select_for_update(of=("self",)), ref=ref
    )
    plan = import_plan(
        plan=read_text(draft.text, draft.name),
        partnership=draft.partnership,
        actor=actor,
        now=now,
        document=DocumentText(draft.name, draft.text),
        again=again,
    )
    draft.delete()
    return plan


@transaction.atomic
def discard_draft(*, actor: Actor, ref: str) -> None:
    """Let a draft go. Raises NotVisible."""
    rule.fetch(actor, access.IMPORT, ref=ref).delete()


def imported_before(partnership: Partnership, sha256: str) -> Plan | None:
    """The plan that was made of the same document, if it still stands."""
    before = Document.objects.filter(partnership=partnership, sha256=sha256, plan__voided_at=None)
    found = before.select_related("plan").first()
    return found.plan if found else None
