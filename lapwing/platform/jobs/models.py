"""Work that people wait for, effects that happened, and what went wrong with jobs.

The queue itself is procrastinate's, in tables of its own; ``job_id`` names a row there, which is removed
earlier than ours.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lapwing.platform.refs import new_ref

LONGEST_ADDRESS = 500


class WorkState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Not done"
    STOPPED = "stopped", "Stopped"


OPEN_STATES = (WorkState.WAITING, WorkState.RUNNING)


class Work(models.Model):
    """Something that a person began and may leave: how far it is, and what came of it.

    ``attempt`` tells one run from the next, so that a run believed dead changes nothing. ``words`` and
    ``title`` name no person. Progress is said each second, so the table keeps no history: what the work
    changes has its own.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "registry.Partnership", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    job_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=WorkState, default=WorkState.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=200, blank=True, default="")
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    # Why it failed or was stopped, as a sentence for whoever asked for it.
    problem = models.TextField(blank=True, default="")
    result_url = models.CharField(max_length=500, blank=True, default="")
    begun_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    # When it is tried again after something that may pass.
    next_try_at = models.DateTimeField(null=True, blank=True)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-begun_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["user", "-begun_at"], name="work_of_a_person"),
            models.Index(fields=["job_id"], name="work_of_a_job"),
            models.Index(fields=["ended_at"], name="work_ended"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=WorkState.values), name="work_in_a_known_state"),
            models.CheckConstraint(condition=Q(done__lte=F("of")), name="work_not_past_its_end"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES) ^ Q(ended_at__isnull=False), name="work_that_is_over_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is still waiting or running."""
        return self.state in OPEN_STATES


class Effect(models.Model):
    """Something that was done and must not be done again. Written in the transaction of the effect itself."""

    key = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField()
    # the address of the page that it led to, if any
    leads_to = models.CharField(max_length=LONGEST_ADDRESS, blank=True, default="", db_default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="effects_by_age")]

    def __str__(self) -> str:
        return self.key


class Failure(models.Model):
    """One run of a job that went wrong: the kind of error and the places in our code, never its message.

    A message may quote a row.
    """

    job_id = models.BigIntegerField(db_index=True)
    task = models.CharField(max_length=128)
    attempt = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)
    error = models.CharField(max_length=200)
    place = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.task}: {self.error}"


class Deed(models.TextChoices):
    RETRIED = "retried", "Ran again"
    RETRIED_ALL = "retried-all", "Ran all of a kind again"
    GAVE_UP = "gave-up", "Gave up"


class Operation(models.Model):
    """Something that an operator did to a job. Only ever added."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    deed = models.CharField(max_length=12, choices=Deed)
    task = models.CharField(max_length=128)
    # Empty for all of a kind.
    job_id = models.BigIntegerField(null=True, blank=True)
    jobs = models.PositiveIntegerField(default=1)
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(deed=Deed.GAVE_UP) | ~Q(reason=""), name="given_up_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_deed_display()}: {self.task}"
