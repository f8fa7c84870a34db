"""What the pages of an import read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.accounts.models import User
from lapwing.platform.imports import access
from lapwing.platform.imports.addresses import page_of
from lapwing.platform.imports.feeds import Feed, feed_of
from lapwing.platform.imports.models import DataImport, ImportEdit, ImportRow, ImportState
from lapwing.platform.imports.titles import shown
from lapwing.platform.jobs.models import Work

__all__ = ["feed_of"]
_LONGEST_SAMPLE = 24


@dataclass(frozen=True)
class Before:
    """The same file as it was sent before."""

    url: str
    who: str
    when: datetime
    state: str


@dataclass(frozen=True)
class Who:
    """Who sent a file, brought it in and undid it."""

    sent: str
    brought_in: str
    undone: str


def names_of_senders(rows: QuerySet[DataImport]) -> dict[int, str]:
    """The names of those who sent some imports, as far as they may be known."""
    return dict(User.objects.filter(pk__in=rows.values("sent_by")).values_list("pk", "name"))


def sources_of(feed: Feed, partnership_id: int) -> list[str]:
    """Where files of this feed came from so far."""
    rows = DataImport.objects.filter(feed=feed.code, partnership_id=partnership_id)
    return list(rows.order_by("source").values_list("source", flat=True).distinct()[:10])


def samples_of(found: DataImport) -> list[str]:
    """The first thing that stands under each title."""
    rows = ImportRow.objects.filter(data_import=found, line__gt=found.titles_line).order_by("line")
    samples = [""] * len(found.titles)
    for cells in rows.values_list("cells", flat=True)[:20]:
        for number, cell in enumerate(cells[: len(samples)]):
            samples[number] = samples[number] or shown(cell)[:_LONGEST_SAMPLE]
    return samples


def row_of(found: DataImport, line: int) -> ImportRow:
    """The row on a line. Raises NotVisible."""
    row = None
    if line < 2**31:
        row = ImportRow.objects.filter(data_import=found, line=line, line__gt=found.titles_line).first()
    if row is None:
        raise NotVisible("No such line")
    return row


def edit_of(found: DataImport, line: int) -> ImportEdit | None:
    """What somebody did to a row."""
    return ImportEdit.objects.filter(data_import=found, line=line).first()


def work_of(found: DataImport) -> Work | None:
    """The background work of the present step, for whoever began it."""
    return Work.objects.filter(ref=found.work_ref).first() if found.work_ref else None


def sent_before(actor: Actor, found: DataImport) -> Before | None:
    """The last import of the same bytes before this one that the actor may see."""
    rows = access.visible_to(actor, DataImport.objects.filter(partnership_id=found.partnership_id))
    same = rows.filter(feed=found.feed, sha256=found.sha256, pk__lt=found.pk)
    last = same.select_related("partnership", "sent_by").order_by("-pk").first()
    if last is None:
        return None
    return Before(page_of(last), last.sent_by.name, last.created_at, ImportState(last.state).label.lower())


def who_did(found: DataImport) -> Who:
    """The names of those who had a hand in an import."""
    ids = {found.sent_by_id, found.committed_by_id, found.undone_by_id}
    names = dict(User.objects.filter(pk__in=[each for each in ids if each]).values_list("pk", "name"))
    return Who(
        names.get(found.sent_by_id, "somebody"),
        names.get(found.committed_by_id or 0, "somebody"),
        names.get(found.undone_by_id or 0, "somebody"),
    )


def download_url(found: DataImport) -> str:
    """Where the file itself can be had, while it is kept."""
    if found.file is None or found.cleared_at is not None:
        return ""
    return reverse("file-download", kwargs={"partnership": found.partnership.ref, "file": found.file.ref})
