"""Exports in the background: made for whoever asked, and removed when their week is over."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.exports.commands import SYSTEM_USER, address_of, make_export, remove_expired, told_as
from lapwing.platform.exports.models import Export
from lapwing.platform.jobs.errors import CannotBeDoneError
from lapwing.platform.jobs.work import carrying_out
from lapwing.platform.notices.telling import notify


@app.task(name="exports.make")
def make(work_id: int, export_id: int) -> None:
    """Make an export, and tell whoever asked for it."""
    with carrying_out(work_id) as progress:
        try:
            make_export(export_id, progress)
        except CannotBeDoneError:
            _tell("export-failed", export_id)
            raise
        _tell("export-ready", export_id)


def _tell(template: str, export_id: int) -> None:
    with acting(system_actor(SYSTEM_USER), purpose="job make"):
        export = Export.objects.select_related("partnership").get(pk=export_id)
        notify(
            people=[export.user_id],
            template=template,
            partnership_id=export.partnership_id,
            url=address_of(export),
            now=timezone.now(),
            key=told_as(export),
            title=export.label,
        )


@app.periodic(cron="7 * * * *")
@app.task(name="exports.remove", queueing_lock="exports-remove")
def remove(timestamp: int) -> None:
    """Remove the files of exports whose time is over."""
    remove_expired(timezone.now())
