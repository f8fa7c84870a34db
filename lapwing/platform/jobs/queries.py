"""How work stands, as a page says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from lapwing.platform.jobs.models import Work, WorkState
from lapwing.platform.jobs.rescue import SILENCE

# An estimate from less than this would be a guess.
_LEAST_SHARE = 0.05
_LEAST_TIME = timedelta(seconds=8)


@dataclass(frozen=True)
class Standing:
    """A piece of work at a moment: ``said`` changes seldom, so that it can be read aloud."""

    work: Work
    elapsed: timedelta
    left: timedelta | None
    # How many jobs are before it, for one that waits.
    before: int
    is_late: bool
    nobody_works: bool

    @property
    def is_open(self) -> bool:
        return self.work.is_open

    @property
    def url(self) -> str:
        return reverse("work", args=[self.work.ref])

    @property
    def is_stopping(self) -> bool:
        return self.work.is_open and self.work.stop_asked_at is not None

    @property
    def said(self) -> str:
        """The state in one word, with the quarter it has reached while it runs."""
        if self.work.state != WorkState.RUNNING or not self.work.of:
            return self.work.state
        return f"running-{4 * self.work.done // self.work.of * 25}"

    @property
    def read_aloud(self) -> str:
        """One sentence for those who listen."""
        if self.work.state == WorkState.RUNNING and self.work.of:
            return f"Running: {self.said.removeprefix('running-')} per cent done."
        return {
            WorkState.WAITING: "Waiting for its turn.",
            WorkState.RUNNING: "Running.",
            WorkState.DONE: "Done.",
            WorkState.FAILED: f"Not done. {self.work.problem}",
            WorkState.STOPPED: "Stopped.",
        }[WorkState(self.work.state)]


def standing(work: Work, now: datetime) -> Standing:
    """How a piece of work stands now: one query, two when it waits, none when it is over."""
    if not work.is_open:
        return Standing(work, (work.ended_at or now) - work.begun_at, None, 0, False, False)
    waits = work.state == WorkState.WAITING
    return Standing(
        work,
        elapsed=now - (work.begun_at if waits else work.started_at or now),
        left=None if waits else _left(work, now),
        before=_before(work, now) if waits else 0,
        is_late=not waits and work.heard_at is not None and now - work.heard_at > 3 * SILENCE,
        nobody_works=not is_anybody_working(now),
    )


def is_anybody_working(now: datetime) -> bool:
    """Whether a worker has been heard of lately."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=now - SILENCE).exists()


def _left(work: Work, now: datetime) -> timedelta | None:
    """As long again as the rest is to what is done, once enough is done to tell."""
    elapsed = now - (work.started_at or now)
    if not work.of or work.done < work.of * _LEAST_SHARE or elapsed < _LEAST_TIME or work.done >= work.of:
        return None
    return elapsed * ((work.of - work.done) / work.done)


def _before(work: Work, now: datetime) -> int:
    job = ProcrastinateJob.objects.filter(pk=work.job_id).first()
    if job is None:
        return 0
    ready = Q(scheduled_at=None) | Q(scheduled_at__lte=now)
    ahead = Q(priority__gt=job.priority) | Q(priority=job.priority, pk__lt=job.pk)
    return ProcrastinateJob.objects.filter(ready, ahead, status="todo", queue_name=job.queue_name).count()
