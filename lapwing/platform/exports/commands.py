"""Ask for an export, make it, collect it, and remove its file when its time is over."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from lapwing.platform.access.acting import acting, for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.system import system_actor
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.documents.errors import MissingContentError
from lapwing.platform.documents.keeping import drop_file, keep_file, open_file
from lapwing.platform.exports.kinds import KINDS, Content, ExportKind
from lapwing.platform.exports.models import Export, Form
from lapwing.platform.exports.writing import ENDINGS, About, file_name, write
from lapwing.platform.jobs.errors import CannotBeDoneError
from lapwing.platform.jobs.models import OPEN_STATES
from lapwing.platform.jobs.progress import Progress
from lapwing.platform.jobs.system import one_by_one
from lapwing.platform.jobs.work import begin_work, once
from lapwing.platform.notices.telling import settle

PURPOSE = "export"
SYSTEM_USER = "Exports"
REMOVING = "job remove"
KEPT = timedelta(days=7)
# More rows than this are made in the background.
AT_ONCE = 2_000
# Of one person at a time in the background: each may fill the disk with half a gigabyte for a week.
MOST_WAITING = 10

NO_LONGER = (
    "You may no longer see what you asked for: your role here has ended or changed since. Nothing was made."
)
NO_REASON = "Say why you need it: it holds personal data."


class RefusedExportError(Exception):
    """It is not made; the message is a sentence for whoever asks. ``field`` is the one to put right."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def request_export(
    *,
    kind: str,
    by: Actor,
    partnership: Any,
    parameters: Mapping[str, str],
    reason: str,
    now: datetime,
    form: str = Form.XLSX,
) -> Export:
    """Have an export made: at once when it is small, otherwise in the background.

    Raises NotVisible for what the person may not take out, RefusedExportError without a reason where one is
    needed or for a form that there is not.
    """
    known = _known(kind, by, partnership.pk)
    _refuse_half_filled(known, form, reason)
    content = looked_over(known, by, partnership, parameters)
    if content.count > AT_ONCE and _waiting(by) >= MOST_WAITING:
        raise RefusedExportError(f"{MOST_WAITING} of your exports are being made. Wait until one is ready.")
    export = Export.objects.create(
        partnership_id=partnership.pk,
        kind=kind,
        form=form,
        label=content.label[:200],
        user_id=by.id,
        parameters=dict(parameters),
        reason=reason.strip(),
        personal=known.personal,
        asked_at=now,
    )
    if content.count <= AT_ONCE:
        with for_reason(export.reason):
            made = known.content(by, partnership, parameters)
            _write_and_keep(export, made, by, partnership, now, None)
    else:
        _make_later(export, by, now)
    return export


def _refuse_half_filled(known: ExportKind, form: str, reason: str) -> None:
    if form not in Form.values:
        raise RefusedExportError("Choose Excel, CSV or JSON.", "form")
    if known.personal and not reason.strip():
        raise RefusedExportError(NO_REASON, "reason")


def _make_later(export: Export, by: Actor, now: datetime) -> None:
    # here, because the job makes what is asked for through this module
    from lapwing.platform.exports.jobs import make

    export.work = begin_work(
        kind="export",
        title=f"Export: {export.label}"[:200],
        by=by,
        partnership_id=export.partnership_id,
        task=make,
        now=now,
        export_id=export.pk,
    )
    export.save(update_fields=["work"])


def looked_over(kind: ExportKind, by: Actor, partnership: Any, parameters: Mapping[str, str]) -> Content:
    """What an export would be called, and how much it would hold; its rows are not for use.

    Nobody is shown any of it yet, so what was noted as read on the way is taken back.
    """
    with transaction.atomic():
        content = kind.content(by, partnership, parameters)
        transaction.set_rollback(True)
    return content


def make_export(export_id: int, progress: Progress) -> Export:
    """In the background: make an export as whoever asked for it, with what they may see now.

    Raises CannotBeDoneError when they may not any more.
    """
    export, actor = _asked(export_id)
    if not actor.may(_permission(export), export.partnership_id):
        raise CannotBeDoneError(NO_LONGER)
    partnership = export.partnership
    try:
        with (
            acting(actor, purpose="export"),
            for_reason(export.reason),
            once(f"export {export.pk}") as first,
        ):
            if first:
                kind = _known(export.kind, actor, partnership.pk)
                content = kind.content(actor, partnership, export.parameters)
                progress.say("Rows written", done=0, of=content.count)
                _write_and_keep(export, content, actor, partnership, timezone.now(), progress)
    except NotVisible as error:
        raise CannotBeDoneError(NO_LONGER) from error
    progress.leads_to(address_of(export))
    return export


def collect(*, export: Export, by: Actor, now: datetime) -> BinaryIO:
    """The file of one's own export; each time it is fetched is counted and logged.

    Raises NotVisible when the person may not take it out any more, RefusedExportError when it is gone.
    """
    if export.user_id != by.id:
        raise NotVisible("No such export")
    if export.file is None or export.removed_at is not None:
        raise RefusedExportError("There is no file. Ask for it again.")
    kind = _known(export.kind, by, export.partnership_id)
    if not kind.still_may(by, export.partnership_id, export.parameters):
        raise NotVisible("No such export")
    try:
        content = open_file(export.file)
    except MissingContentError as error:
        raise RefusedExportError("The file is not there any more. Ask for it again.") from error
    Export.objects.filter(pk=export.pk).update(fetched=F("fetched") + 1, fetched_at=now)
    settle(key=told_as(export), now=now)
    with for_reason(export.reason):
        note_read(
            kind=kind_of(Export),
            ids=[export.pk],
            what=ReadKind.DOWNLOAD,
            partnership_id=export.partnership_id,
        )
    return content


def remove_expired(now: datetime) -> int:
    """Remove the files whose time is over, each by itself; how many. The rows stay."""
    with acting(system_actor(SYSTEM_USER), purpose=REMOVING):
        over = list(Export.objects.filter(removed_at=None, expires_at__lte=now).values_list("pk", flat=True))
    return one_by_one(SYSTEM_USER, REMOVING, over, lambda number: _remove_file(number, now))


def _remove_file(export_id: int, now: datetime) -> None:
    export = Export.objects.select_related("file").get(pk=export_id)
    file, export.file, export.removed_at = export.file, None, now
    export.save(update_fields=["file", "removed_at"])
    if file is not None:
        drop_file(file)
    settle(key=told_as(export), now=now)


def told_as(export: Export) -> str:
    """The key of the notice that it is ready, or could not be made."""
    return f"export {export.pk}"


def address_of(export: Export) -> str:
    return reverse("export", args=[export.partnership.ref, export.ref])


def name_of(export: Export) -> str:
    """The name of the file: what, when, and the reference by which it can be traced."""
    made = export.ready_at or export.asked_at
    name = f"{file_name(export.label)}-{timezone.localtime(made):%Y-%m-%d}-{export.ref}"
    return f"{name}.{ENDINGS[Form(export.form)]}"


def _asked(export_id: int) -> tuple[Export, Actor]:
    """An export, and whoever asked for it as they are today."""
    with acting(system_actor(SYSTEM_USER), purpose="job make_export"):
        export = Export.objects.select_related("partnership", "user", "file").get(pk=export_id)
    find = import_string(settings.ACTOR_FINDER)
    actor: Actor = find(export.user, timezone.localdate())
    return export, actor


def _waiting(by: Actor) -> int:
    return Export.objects.filter(user_id=by.id, work__state__in=OPEN_STATES).count()


def _permission(export: Export) -> str:
    kind = KINDS.of(export.kind)
    return kind.permission if kind else ""


def _known(code: str, by: Actor, partnership_id: int) -> ExportKind:
    kind = KINDS.of(code)
    if kind is None or not by.may(kind.permission, partnership_id):
        raise NotVisible("No such export")
    return kind


def _write_and_keep(
    export: Export, content: Content, by: Actor, partnership: Any, now: datetime, progress: Progress | None
) -> None:
    expires = now + KEPT
    about = About(
        ref=export.ref,
        label=export.label,
        who=by.name,
        partnership=str(partnership),
        reason=export.reason,
        asked_at=export.asked_at,
        made_at=now,
        expires_at=expires,
        notes=content.notes,
    )
    of = content.count

    def counted(rows: int) -> None:
        if progress is not None:
            progress.say("Rows written", done=min(rows, of), of=of)

    export.ready_at, export.expires_at = now, expires
    with tempfile.TemporaryFile() as out:
        export.rows = write(export.form, content, about, out, counted)
        out.seek(0)
        export.file = keep_file(
            by=by,
            partnership_id=export.partnership_id,
            name=name_of(export),
            content=out,
            purpose=PURPOSE,
            now=now,
        )
    export.save(update_fields=["ready_at", "expires_at", "rows", "file"])
