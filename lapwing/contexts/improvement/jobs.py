"""What the worker does for plans: reads the documents that were sent, and reminds people of their dates."""

from __future__ import annotations

import logging
import time
import traceback
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.contexts.improvement import (
    cycle_turns,
    drafts,
    following,
    publication_reminding,
    reminding,
    stuck,
)
from lapwing.contexts.improvement.files import Step, read_file
from lapwing.contexts.improvement.models import DraftState, PlanDraft
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.documents.jobs import scan_first, waits_for_scan
from lapwing.platform.documents.scanning import ScannerDownError
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.jobs.system import as_system

log = logging.getLogger(__name__)

_NAME, _PURPOSE = "Reader", "job read_draft"
# Each step said is a row of history: people need no more than one a second.
_SECONDS_BETWEEN = 1.0
# Less than it takes to find that a worker is gone.
_SILENCE = timedelta(seconds=30)
# Between two tries of a scanner that does not answer: sooner than a draft counts as cut off.
_SECONDS_TO_SCANNER = 60


@app.task(name="improvement.read_draft")
def read_draft(draft_id: int, attempt: int) -> None:
    """Read the file of a draft and keep what is found. A second job for the same reading does nothing.

    Not in one transaction: how far the reading has come is seen while it goes on.
    """
    if not _is_scanned(draft_id, attempt):
        again = read_draft.configure(schedule_in={"seconds": _SECONDS_TO_SCANNER})
        again.defer(draft_id=draft_id, attempt=attempt)
        return
    draft = _claim(draft_id, attempt)
    if draft is None:
        return
    try:
        with acting(system_actor(_NAME), purpose=_PURPOSE):
            content = drafts.content_of(draft)
        reading = read_file(content, draft.name, _Teller(draft_id, attempt))
        with acting(system_actor(_NAME), purpose=_PURPOSE):
            drafts.keep_what_was_read(draft_id, attempt, reading.plan, reading.document, reading.kind)
            reminding.tell_of_reading(draft_id, attempt, now=timezone.now())
    except UnreadableFileError as error:
        _refuse(draft_id, attempt, error)
    except Exception as error:
        # not its message, nor the database's: both may quote the document
        places = traceback.extract_tb(error.__traceback__)
        where = " < ".join(f"{place.name}:{place.lineno}" for place in reversed(places))
        log.error("A document could not be read: %s in %s", type(error).__name__, where)
        sentence = "Lapwing could not read this file, and has noted why. Try it saved as another kind."
        _refuse(draft_id, attempt, UnreadableFileError("failed", sentence))


def _is_scanned(draft_id: int, attempt: int) -> bool:
    """Have the file scanned if it waits for that; False when the scanner does not answer."""
    with acting(system_actor(_NAME), purpose=_PURPOSE):
        rows = PlanDraft.objects.filter(pk=draft_id, attempt=attempt, state=DraftState.WAITING)
        draft = rows.select_related("file").first()
        if draft is None or draft.file is None or not waits_for_scan(draft.file):
            return True
        # it was heard of, so that nobody takes it for cut off
        rows.update(words=drafts.WAITS_FOR_SCAN, heard_at=timezone.now())
    try:
        scan_first(draft.file)
    except ScannerDownError as error:
        log.warning("A document waits for the scanner: %s", error)
        return False
    return True


def _claim(draft_id: int, attempt: int) -> PlanDraft | None:
    """The draft to read, unless it is read already, let go, or being read.

    A reading whose worker was killed is taken up anew: the job is run again when that worker has been silent
    for longer than any reading is.
    """
    silent = timezone.now() - _SILENCE
    waits = Q(state=DraftState.WAITING) | Q(state=DraftState.READING, heard_at__lt=silent)
    with acting(system_actor(_NAME), purpose=_PURPOSE):
        rows = PlanDraft.objects.filter(waits, pk=draft_id, attempt=attempt)
        row = rows.select_for_update(of=("self",)).select_related("file").first()
        if row is None:
            return None
        rows.update(state=DraftState.READING, heard_at=timezone.now())
        return row


def _refuse(draft_id: int, attempt: int, error: UnreadableFileError) -> None:
    with acting(system_actor(_NAME), purpose=_PURPOSE):
        drafts.keep_refusal(draft_id, attempt, error)
        reminding.tell_of_reading(draft_id, attempt, now=timezone.now())


@app.periodic(cron="15 5 * * *")
@app.task(name="improvement.remind", queueing_lock="improvement-remind")
@as_system("Reminders")
def remind(timestamp: int) -> None:
    """Remind people of their dates, of what they can answer or decide, and of plans to publish."""
    now = timezone.now()
    reminding.remind_owners(now)
    reminding.tell_of_questions(now)
    following.tell_followers(now)
    publication_reminding.remind(now)
    # last: what waits is held until the job ends
    stuck.tell_of_what_waits(now)


@app.periodic(cron="25 5 * * *")
@app.task(name="improvement.turn_cycles", queueing_lock="improvement-turn-cycles")
def turn_cycles(timestamp: int) -> None:
    """Open, close and plan reporting cycles, and ask and remind their owners. Each cycle by itself."""
    cycle_turns.turn_all()


class _Teller:
    """Writes down how far a reading has come, seldom enough not to slow it."""

    def __init__(self, draft_id: int, attempt: int) -> None:
        self._draft_id, self._attempt = draft_id, attempt
        self._said_at = 0.0

    def __call__(self, step: Step) -> None:
        if time.monotonic() - self._said_at < _SECONDS_BETWEEN:
            return
        self._said_at = time.monotonic()
        with acting(system_actor(_NAME), purpose=_PURPOSE):
            PlanDraft.objects.filter(
                pk=self._draft_id, attempt=self._attempt, state=DraftState.READING
            ).update(
                words=step.words,
                done=min(step.done, step.of),
                of=step.of,
                heard_at=timezone.now(),
            )
