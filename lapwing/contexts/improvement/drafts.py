"""Documents sent to be read: kept, read, saved as a plan or let go. What people change is in draft_edits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import IO

from django.db import transaction
from django.db.models import QuerySet

from lapwing.contexts.improvement import access, interchange
from lapwing.contexts.improvement.commands.common import RefusedError, user_id_of
from lapwing.contexts.improvement.files import read_file
from lapwing.contexts.improvement.imports import DocumentText, import_plan
from lapwing.contexts.improvement.models import Document, DraftState, Plan, PlanDraft
from lapwing.contexts.improvement.plan_files import PLAN_DOCUMENT
from lapwing.contexts.improvement.reviewing import Edit, Review, finished, replay
from lapwing.contexts.improvement.reviewing.finish import is_moot
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible, Rule
from lapwing.platform.documents.errors import MissingContentError, RefusedFileError
from lapwing.platform.documents.jobs import waits_for_scan
from lapwing.platform.documents.keeping import drop_file, keep_file, open_file
from lapwing.platform.documents.models import File
from lapwing.platform.extraction import document as extracted
from lapwing.platform.extraction import json_form
from lapwing.platform.extraction.document import Kind
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.notices.telling import settle
from lapwing.registry.models import Partnership

rule = Rule(PlanDraft)
# A reading says something every second or so, and may take a minute; after that its worker is not there.
SILENCE = timedelta(seconds=100)
WAITS_FOR_SCAN = "Waiting to be checked for viruses"


@transaction.atomic
def send_document(
    *, actor: Actor, now: datetime, partnership: Partnership, name: str, content: IO[bytes] | bytes
) -> PlanDraft:
    """Keep a file and have it read; the same bytes sent twice lead to the draft that is there.

    One that was refused, or in which nothing was found, is read anew.

    Raises NotVisible, and RefusedError for what can be seen at once to be no document, or is not kept.
    """
    if not actor.may(access.IMPORT, partnership.pk):
        raise NotVisible("No such partnership")
    try:
        file = keep_file(
            by=actor,
            partnership_id=partnership.pk,
            name=name,
            content=content,
            purpose=PLAN_DOCUMENT,
            now=now,
        )
    except RefusedFileError as error:
        raise RefusedError(str(error), field="file") from error
    sent = file.versions.get()
    draft, is_new = PlanDraft.objects.get_or_create(
        partnership=partnership,
        sha256=sent.sha256,
        attempt__gt=0,
        defaults={
            "user_id": user_id_of(actor),
            "name": file.name,
            "kind": sent.kind,
            "file": file,
            "created_at": now,
            "heard_at": now,
            "attempt": 1,
        },
    )
    if is_new:
        _have_it_read(draft)
    elif draft.state == DraftState.REFUSED or _found_nothing(draft):
        _begin_again(draft, now, instead=file)
    else:
        drop_file(file)
    return draft


def _found_nothing(draft: PlanDraft) -> bool:
    """Whether a draft is worth reading anew: nothing was found in it, and nobody has done anything to it."""
    reading = draft.reading or {}
    is_empty = draft.state == DraftState.READY and not (reading.get("actions") or reading.get("measures"))
    return is_empty and not draft.edits.exists()


@transaction.atomic
def read_again(*, actor: Actor, now: datetime, ref: str) -> PlanDraft:
    """Have a file read anew whose reading was cut off. Raises NotVisible, RefusedError while it goes on."""
    draft = _locked(actor, ref)
    if not is_stuck(draft, now):
        raise RefusedError("It is being read, or has been read already.")
    same = PlanDraft.objects.filter(partnership=draft.partnership, sha256=draft.sha256, attempt__gt=0)
    if same.exclude(pk=draft.pk).exists():
        raise RefusedError(
            "The same document was sent again meanwhile. Look at that one, and let this one go."
        )
    _begin_again(draft, now)
    return draft


def is_stuck(draft: PlanDraft, now: datetime) -> bool:
    """Whether a file waits for a reading that has fallen silent: its worker was stopped, or none runs."""
    waits = draft.state in (DraftState.WAITING, DraftState.READING)
    return waits and (draft.heard_at is None or now - draft.heard_at > SILENCE)


def _begin_again(draft: PlanDraft, now: datetime, instead: File | None = None) -> None:
    """Have the draft's file read once more, or another one ``instead``."""
    before = draft.file if instead is not None else None
    settle(beginning=told_as(draft), now=now)
    draft.attempt += 1
    draft.state, draft.heard_at = DraftState.WAITING, now
    if instead is not None:
        draft.file, draft.data = instead, None
    draft.problem = draft.problem_code = draft.words = ""
    draft.done = draft.of = 0
    draft.save()
    _drop_unless_kept(before)
    _have_it_read(draft)


def told_as(draft: PlanDraft) -> str:
    """What the keys of notices about a draft begin with; each reading adds its number."""
    return f"draft {draft.ref} "


def content_of(draft: PlanDraft) -> bytes:
    """The bytes of the file that was sent. Raises UnreadableFileError when it is not given out."""
    if draft.file is None:
        return bytes(draft.data or b"")
    try:
        with open_file(draft.file) as content:
            return content.read()
    except MissingContentError as error:
        raise UnreadableFileError("missing", f"{error} Nothing was read. Send another copy.") from error


def _have_it_read(draft: PlanDraft) -> None:
    """Begin a reading: at once for the interchange form, which costs nothing, otherwise in the worker.

    Nothing is read before the scanner, when there is one, has looked through it.
    """
    waits = draft.file is not None and waits_for_scan(draft.file)
    if draft.kind == Kind.JSON and not waits:
        _read_at_once(draft)
        draft.refresh_from_db()
    else:
        if waits:
            draft.words = WAITS_FOR_SCAN
            draft.save(update_fields=["words"])
        # here, because the job keeps what it reads through this module
        from lapwing.contexts.improvement.jobs import read_draft

        read_draft.defer(draft_id=draft.pk, attempt=draft.attempt)


def _read_at_once(draft: PlanDraft) -> None:
    try:
        reading = read_file(content_of(draft), draft.name)
    except UnreadableFileError as error:
        keep_refusal(draft.pk, draft.attempt, error)
    else:
        keep_what_was_read(draft.pk, draft.attempt, reading.plan, reading.document, reading.kind)


def keep_what_was_read(
    draft_id: int,
    attempt: int,
    plan: interchange.Plan,
    document: extracted.Document | None,
    kind: Kind,
) -> bool:
    """Keep the reading of a file. False when another reading has begun meanwhile."""
    return bool(
        _of_attempt(draft_id, attempt).update(
            state=DraftState.READY,
            kind=kind.value,
            reading=json.loads(interchange.to_json(plan)),
            content=json_form.to_plain(document) if document is not None else None,
            questions_open=sum(question.answer is None for question in plan.questions),
            data=None,
        )
    )


@transaction.atomic
def keep_refusal(draft_id: int, attempt: int, error: UnreadableFileError) -> None:
    """Keep why a file cannot be read, and drop the file."""
    draft = _of_attempt(draft_id, attempt).select_for_update(of=("self",)).select_related("file").first()
    if draft is None:
        return
    file = draft.file
    draft.state, draft.problem_code, draft.problem = DraftState.REFUSED, error.code, str(error)
    draft.file = draft.data = None
    draft.save(update_fields=["state", "problem_code", "problem", "file", "data"])
    _drop_unless_kept(file)


def _drop_unless_kept(file: File | None) -> None:
    """Remove a file that was sent, unless it is the document of a plan by now."""
    if file is not None and not Document.objects.filter(file=file).exists():
        drop_file(file)


def _of_attempt(draft_id: int, attempt: int) -> QuerySet[PlanDraft]:
    return PlanDraft.objects.filter(
        pk=draft_id, attempt=attempt, state__in=(DraftState.WAITING, DraftState.READING)
    )


@dataclass(frozen=True)
class OpenDraft:
    """A draft that has been read, as people have made it so far."""

    draft: PlanDraft
    reading: interchange.Plan
    review: Review

    @cached_property
    def document(self) -> extracted.Document | None:
        """The document, line by line; None for the interchange form."""
        return json_form.from_plain(self.draft.content) if self.draft.content else None

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.draft.content["lines"]) if self.draft.content else ()

    @property
    def open_questions(self) -> list[int]:
        """The numbers (from 0) of the questions that nobody has answered, moot ones left out."""
        pairs = zip(self.review.plan.questions, self.reading.questions, strict=True)
        return [
            number
            for number, (question, first) in enumerate(pairs)
            if question.answer is None and not is_moot(question.where, first.where)
        ]

    @property
    def as_document(self) -> DocumentText:
        """The text that a plan is kept with."""
        text = "\n".join(self.lines) if self.lines else interchange.to_json(self.reading)
        return DocumentText(self.draft.name, text, self.draft.file_id)


def open_draft(draft: PlanDraft) -> OpenDraft:
    """A draft that is ready, with everything that was done to it."""
    assert draft.reading is not None
    reading = interchange.from_json(json.dumps(draft.reading))
    rows = draft.edits.filter(undone_at=None).order_by("position").values_list("kind", "data")
    return OpenDraft(draft, reading, replay(reading, (Edit(kind, data) for kind, data in rows)))


@transaction.atomic
def save_draft(*, actor: Actor, now: datetime, ref: str, again: bool = False) -> Plan:
    """Save the plan that a draft holds, and let the draft go. Open questions stay open.

    Raises NotVisible, RefusedError before it has been read, AlreadyImportedError unless ``again``, and
    PlanRefusedError.
    """
    draft = _locked(actor, ref)
    if draft.state != DraftState.READY:
        raise RefusedError("It has not been read yet.")
    opened = open_draft(draft)
    plan = import_plan(
        plan=finished(opened.review, opened.reading, opened.lines),
        partnership=draft.partnership,
        actor=actor,
        now=now,
        document=opened.as_document,
        again=again,
    )
    _let_go(draft, now)
    return plan


@transaction.atomic
def discard_draft(*, actor: Actor, now: datetime, ref: str) -> None:
    """Let a draft go, and its file unless a plan has it. Raises NotVisible."""
    _let_go(_locked(actor, ref), now)


def _let_go(draft: PlanDraft, now: datetime) -> None:
    file = draft.file
    settle(beginning=told_as(draft), now=now)
    draft.delete()
    _drop_unless_kept(file)


def imported_before(partnership: Partnership, sha256: str) -> Plan | None:
    """The plan that was made of the same document, if it still stands."""
    before = Document.objects.filter(partnership=partnership, sha256=sha256, plan__voided_at=None)
    found = before.select_related("plan").first()
    return found.plan if found else None


def _locked(actor: Actor, ref: str) -> PlanDraft:
    rows = PlanDraft.objects.select_related("partnership").select_for_update(of=("self",))
    return rule.fetch(actor, access.IMPORT, queryset=rows, ref=ref)
