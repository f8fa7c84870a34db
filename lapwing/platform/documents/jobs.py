"""What the worker does for files: has them scanned and drawn, and looks after what lies in the store."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.documents import storing
from lapwing.platform.documents.access import HEAR
from lapwing.platform.documents.checking import compare, remove_orphans
from lapwing.platform.documents.errors import MissingContentError, NotKeptError
from lapwing.platform.documents.keeping import picture_key, remove_version
from lapwing.platform.documents.models import File, FileVersion, Pictures, State
from lapwing.platform.documents.picturing import pictures_of
from lapwing.platform.documents.presenting import partnership_ref
from lapwing.platform.documents.scanning import Finding, ScannerDownError, scanner
from lapwing.platform.notices.telling import notify

log = logging.getLogger(__name__)

_NAME = "Files"
# clamd reads its signatures anew for a minute or two; what outlasts these tries is found by the round below.
RETRY = RetryStrategy(max_attempts=5, exponential_wait=4, retry_exceptions={ScannerDownError})
# A file that still waits after this long has lost its job, or its scanner was down.
OVERDUE = timedelta(minutes=10)
MOST_IN_A_ROUND = 200


def look_after(version: FileVersion) -> None:
    """Have a version that was just kept scanned, and then drawn, in the transaction that keeps it."""
    if version.state == State.PENDING:
        scan.defer(version_id=version.pk)
    elif version.pictures == Pictures.WAITING:
        draw.defer(version_id=version.pk)


@app.task(name="documents.scan", retry=RETRY)
def scan(version_id: int) -> None:
    """Have a file looked through for malware. A second job for the same file does nothing.

    Not in one transaction: a scan of a large file takes a while.
    """
    with acting(system_actor(_NAME), purpose="job scan"):
        version = FileVersion.objects.filter(pk=version_id, state=State.PENDING, removed_at=None).first()
    if version is not None:
        _scan(version)


def waits_for_scan(file: File) -> bool:
    """Whether the version in force has not been looked through yet by the scanner that is configured."""
    current = file.current
    return current is not None and current.state == State.PENDING


def scan_first(file: File) -> None:
    """Have the version in force scanned now if it waits for that: before anything of ours takes it apart.

    Whoever opens it then finds it held back if there is malware in it. It may be called while nobody acts.
    Raises ScannerDownError.
    """
    with acting(system_actor(_NAME), purpose="job scan"):
        current = file.current
    if current is not None and current.state == State.PENDING:
        _scan(current)


@app.periodic(cron="*/10 * * * *")
@app.task(name="documents.scan_waiting", queueing_lock="documents-scan-waiting")
def scan_waiting(timestamp: int) -> None:
    """Scan what has waited too long, the longest first; stop when the scanner does not answer."""
    with acting(system_actor(_NAME), purpose="job scan_waiting"):
        waiting = FileVersion.objects.filter(state=State.PENDING, removed_at=None)
        overdue = list(
            waiting.filter(uploaded_at__lt=timezone.now() - OVERDUE).order_by("uploaded_at")[:MOST_IN_A_ROUND]
        )
    for version in overdue:
        try:
            _scan(version)
        except ScannerDownError as error:
            log.error("%d files wait to be scanned: %s", len(overdue), error)
            return


def _scan(version: FileVersion) -> None:
    """Scan one version and write down what came of it. Raises ScannerDownError: it stays pending."""
    asked = scanner()
    try:
        with storing.fetch(version.key) as content:
            finding = asked.scan(content) if asked else None
    except MissingContentError:
        return  # the nightly look through the store says so
    with acting(system_actor(_NAME), purpose="job scan"):
        _keep_finding(version.pk, finding, timezone.now())


def _keep_finding(version_id: int, finding: Finding | None, now: datetime) -> None:
    rows = FileVersion.objects.select_for_update().filter(pk=version_id, state=State.PENDING)
    version = rows.first()
    if version is None:
        return
    if finding is None:  # its scanner was taken away meanwhile
        version.state = State.NOT_SCANNED
    elif finding.infected:
        _hold_back(version)
    else:
        version.state = State.CLEAN
    version.scanned_at = now if finding else None
    version.scan_words = finding.words if finding else ""
    version.save(update_fields=["state", "key", "scanned_at", "scan_words"])
    if version.state == State.QUARANTINED:
        _tell_of_malware(version, now)
    if version.gives_out and version.pictures == Pictures.WAITING:
        draw.defer(version_id=version.pk)


def _tell_of_malware(version: FileVersion, now: datetime) -> None:
    """Tell whoever sent it, and those who hear of malware in the partnership."""
    holders: Callable[[str, int, date], list[int]] = import_string(settings.PERMISSION_HOLDERS)
    hear = set(holders(HEAR, version.partnership_id, timezone.localdate(now)))
    place = {"partnership": partnership_ref(version.partnership), "file": version.file.ref}
    told: list[tuple[set[int], str, str]] = [
        ({version.uploaded_by_id}, "file-held-back", reverse("file-about", kwargs=place)),
        (hear - {version.uploaded_by_id}, "malware-came-in", reverse("home")),
    ]
    for people, template, url in told:
        notify(
            people=people,
            template=template,
            partnership_id=version.partnership_id,
            url=url,
            now=now,
            key=f"malware {version.pk} {template}",
        )


def _hold_back(version: FileVersion) -> None:
    """Set the bytes apart, under a key that nothing gives out."""
    log.warning("Malware was found in file version %d: it is held back", version.pk)
    version.state = State.QUARANTINED
    before, apart = version.key, f"{storing.HELD}{version.key}"
    try:
        with storing.fetch(before) as content:
            storing.put(apart, content)
    except (MissingContentError, NotKeptError):
        return  # it stays where it is: the state alone keeps it from being given out
    version.key = apart
    transaction.on_commit(lambda: storing.store().delete(before))


@app.task(name="documents.draw")
def draw(version_id: int) -> None:
    """Draw a file's first pages. A second job for the same file does nothing."""
    with acting(system_actor(_NAME), purpose="job draw"):
        version = FileVersion.objects.filter(pk=version_id, pictures=Pictures.WAITING).first()
    if version is None or not version.gives_out:
        return
    try:
        with storing.fetch(version.key) as content:
            found = pictures_of(content.read(), version.of_kind)
        for page, picture in enumerate(found.pictures if found else (), 1):
            storing.put(picture_key(version, page), io.BytesIO(picture))
    except (MissingContentError, NotKeptError):
        found = None
    with acting(system_actor(_NAME), purpose="job draw"):
        FileVersion.objects.filter(pk=version_id, pictures=Pictures.WAITING).update(
            pictures=Pictures.READY if found else Pictures.FAILED,
            pages=len(found.pictures) if found else 0,
            pages_in_all=found.pages_in_all if found else 0,
        )


@app.periodic(cron="40 2 * * *")
@app.task(name="documents.look_through", queueing_lock="documents-look-through")
def look_through(timestamp: int) -> None:
    """Every night: say what has no content, and remove what has no row and what was held back long enough."""
    now = timezone.now()
    with acting(system_actor(_NAME), purpose="job look_through"):
        for version in _held_too_long(now):
            remove_version(version=version, reason="Malware was found in it, and its time was over.", now=now)
        found = compare(now=now)
    for number in found.missing:
        log.error("The store of documents does not have the content of file version %d", number)
    if found.is_doubtful:
        log.error(
            "%d files in the store of documents have no row, and %d have one: none was removed. "
            "Is this the right database?",
            len(found.orphans),
            found.kept,
        )
    elif found.orphans:
        log.warning("%d files in the store of documents had no row: removed", len(found.orphans))
        remove_orphans(found.orphans)


def _held_too_long(now: datetime) -> list[FileVersion]:
    before = now - timedelta(days=settings.DOCUMENTS_HELD_DAYS)
    held = FileVersion.objects.filter(state=State.QUARANTINED, removed_at=None)
    return list(held.filter(scanned_at__lt=before))
