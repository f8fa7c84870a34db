"""Sending a public version to be approved, returning it, and approving, which publishes it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lapwing.insight.packs.frozen import sha256_of
from lapwing.insight.packs.models import PackState
from lapwing.insight.public_version import access, informing
from lapwing.insight.public_version.checking import few_named
from lapwing.insight.public_version.commands.common import as_it_was_read, earlier_of, locked, required, save
from lapwing.insight.public_version.commands.errors import ChangedMeanwhileError, PublicError
from lapwing.insight.public_version.commands.naming import refuse_anybody
from lapwing.insight.public_version.composing import composed
from lapwing.insight.public_version.content import from_text, printed_in, to_text, words_in
from lapwing.insight.public_version.files import PUBLIC_FILE
from lapwing.insight.public_version.lasting import lasting_address
from lapwing.insight.public_version.models import (
    PublicFile,
    PublicForm,
    PublicVersion,
    VersionState,
)
from lapwing.insight.public_version.pdf import to_easy_pdf, to_pdf
from lapwing.insight.public_version.queries import had_part_in, settings_of, worded_of
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.documents.errors import RefusedFileError
from lapwing.platform.documents.keeping import keep_file
from lapwing.registry.models import Partnership
from lapwing.registry.names import refuse_names

_MEANWHILE = (
    "Another public version was published since these figures were worked out. Return it, so "
    "that they are worked out again: together the two could give small numbers away."
)

_OTHER_POLICY = (
    "Which numbers are hidden was set to something else since these figures were worked out. Return it, so "
    "that they are worked out again."
)


@transaction.atomic
def send_for_approval(
    *,
    by: Actor,
    partnership: Partnership,
    ref: str,
    version: int,
    now: datetime,
    named_nobody: Collection[str] = (),
    few_checked: bool = False,
) -> PublicVersion:
    """Ask for a public version to be approved: all its words are looked through for people's names.

    ``few_checked``: a person has looked at each "three children" of its words. Raises NotVisible,
    PublicError and ChildNamedError.
    """
    row = locked(by, partnership, ref, version, access.MAKE, states={VersionState.DRAFT})
    content = composed(from_text(row.proposed), worded_of(row))
    if not content.sections and not content.measures:
        raise PublicError("Nothing is left in it. Bring a line back, or make another public version.")
    refuse_anybody(partnership.pk, {**words_in(content), **printed_in(content)}, named_nobody)
    if not few_checked and (few := few_named(content, row.policy)):
        said = ", ".join(f"“{each}”" for each in few)
        raise PublicError(
            f"So few may be known to their neighbours: {said}. Say “a few”, or confirm that no child can be "
            "known.",
            "few_checked",
        )
    row.state, row.sent_at, row.sent_by_id, row.comment = VersionState.SENT, now, by.id, ""
    save(row, part_of=by)
    informing.tell_of_sending(row, now)
    return row


@transaction.atomic
def return_public_version(
    *,
    by: Actor,
    partnership: Partnership,
    ref: str,
    version: int,
    comment: str,
    now: datetime,
    named_nobody: Collection[str] = (),
) -> PublicVersion:
    """Hand it back to who made it, with what is to be put right.

    Raises NotVisible, PublicError and ChildNamedError.
    """
    row = locked(by, partnership, ref, version, access.APPROVE, states={VersionState.SENT})
    row.comment = required(comment, "Say what is to be put right.", "comment")
    refuse_names(partnership.pk, {"comment": row.comment}, named_nobody)
    row.state = VersionState.DRAFT
    with for_reason(row.comment):
        save(row)
    informing.tell_of_return(row, now)
    return row


def why_not_approved(by: Actor, row: PublicVersion) -> str:
    """Why somebody may not approve this version; empty when they may."""
    if by.user_id in had_part_in(row):
        return "You made it, worded it, worked its figures out or sent it: somebody else approves it."
    return ""


def approve_public_version(
    *, by: Actor, partnership: Partnership, ref: str, version: int, now: datetime
) -> PublicVersion:
    """Approve what somebody else made: it is frozen, and from now on everybody can read it.

    Its PDFs are set while nothing is locked, since that takes seconds and others are at work in the
    partnership; then it is asked again whether it may be approved as it was.

    Raises NotVisible and PublicError.
    """
    found = access.fetch_version(by, partnership.pk, ref, access.APPROVE)
    as_read = _approvable(as_it_was_read(found, version, {VersionState.SENT}), by)
    content = composed(from_text(as_read.proposed), worded_of(as_read))
    sha256 = sha256_of(to_text(content))
    lasting = lasting_address(as_read.plan_ref)
    built = {
        PublicForm.PDF: to_pdf(content, sha256, now, lasting),
        PublicForm.EASY_PDF: to_easy_pdf(content, now, lasting),
    }
    with transaction.atomic():
        row = _approvable(
            locked(by, partnership, ref, version, access.APPROVE, states={VersionState.SENT}), by
        )
        row.content = to_text(composed(from_text(row.proposed), worded_of(row)))
        row.sha256 = sha256_of(row.content)
        if row.sha256 != sha256:
            raise ChangedMeanwhileError
        row.state, row.approved_at, row.approved_by_id = VersionState.APPROVED, now, by.id
        save(row)
        for form, content_of_form in built.items():
            _keep(row, form, content_of_form, by, now)
        informing.tell_of_approval(row, now)
    return row


def _approvable(row: PublicVersion, by: Actor) -> PublicVersion:
    """The version, when this person may approve it as it is. Raises PublicError."""
    if refusal := why_not_approved(by, row):
        raise PublicError(refusal)
    if row.pack.state != PackState.READY:
        raise PublicError("The pack that it was made of was withdrawn. Withdraw this too.")
    if earlier_of(row.partnership_id)[0] != row.earlier:
        raise PublicError(_MEANWHILE)
    if settings_of(row.partnership_id).policy != row.policy:
        raise PublicError(_OTHER_POLICY)
    return row


def _keep(row: PublicVersion, form: PublicForm, built: bytes, by: Actor, now: datetime) -> None:
    try:
        file = keep_file(
            by=by,
            partnership_id=row.partnership_id,
            name=f"public version {row.ref} {form.value}.pdf",
            content=built,
            purpose=PUBLIC_FILE,
            now=now,
        )
    except RefusedFileError as error:
        raise PublicError(str(error)) from error
    PublicFile.objects.create(
        partnership_id=row.partnership_id,
        of_version=row,
        form=form,
        file=file,
        size=len(built),
        sha256=sha256_of(built),
    )
