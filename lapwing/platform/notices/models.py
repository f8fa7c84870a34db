"""Notices, what each person wants of them, and the outbox of emails."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.platform.notices.catalogue import Delivery, Template, UnknownTemplateError, template_of
from lapwing.platform.refs import new_ref


class NoticeQuerySet(models.QuerySet["Notice"]):
    def new(self) -> NoticeQuerySet:
        """Neither read nor over."""
        return self.filter(seen_at=None, done_at=None)


class Notice(models.Model):
    """One thing that one person is told. What it is about is named by a template and a few words."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # This layer knows that records have a partnership, not what one is. None: about the person alone.
    partnership = models.ForeignKey(
        "registry.Partnership", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    template = models.CharField(max_length=60)
    words = models.JSONField(default=dict)
    # A path of this site. Whether the person may go there is asked when they do.
    url = models.CharField(max_length=500)
    # The same key twice is one notice; empty for none.
    key = models.CharField(max_length=120, blank=True)
    delivery = models.CharField(max_length=6, choices=Delivery)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    # When there was nothing left to do about it, whoever did it.
    done_at = models.DateTimeField(null=True, blank=True)
    # When a summary by email counted it.
    digested_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["user", "-created_at", "-id"], name="notices_of_a_person"),
            models.Index(fields=["user"], condition=Q(seen_at=None, done_at=None), name="notices_new"),
            models.Index(
                fields=["created_at"],
                condition=Q(delivery="digest", digested_at=None, seen_at=None, done_at=None),
                name="notices_for_a_digest",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "key"], condition=~Q(key=""), name="one_notice_per_person_and_key"
            ),
        ]

    def __str__(self) -> str:
        return f"Notice {self.ref}"

    @property
    def line(self) -> str:
        """What it says. A notice whose template is no longer declared says only that there is something."""
        try:
            return template_of(self.template).line_with(self.words)
        except UnknownTemplateError:
            return "There is something to look at"

    @property
    def is_new(self) -> bool:
        return self.seen_at is None and self.done_at is None


class Rhythm(models.TextChoices):
    DAILY = "daily", "Every working day at 8am"
    WEEKLY = "weekly", "Mondays at 8am (the first working day of the week)"


class Preference(models.Model):
    """How one person wants to be told. Who has none is told as the kinds' defaults say."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rhythm = models.CharField(max_length=6, choices=Rhythm, default=Rhythm.DAILY)
    # {code of a kind: delivery}; kinds that are not there have their default.
    choices = models.JSONField(default=dict, blank=True)
    quiet_nights = models.BooleanField(default=True)
    quiet_weekends = models.BooleanField(default=True)
    quiet_bank_holidays = models.BooleanField(default=True)
    # When the person asked for no more emails. Only what cannot be switched off is sent from then on.
    stopped_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Preferences of account {self.user_id}"

    def delivery_of(self, template: Template) -> Delivery:
        """How the person is told of this."""
        kind = template.kind
        if kind is None or kind.fixed:
            return Delivery.ONCE
        if self.stopped_at is not None:
            return Delivery.PAGE
        chosen = self.choices.get(kind.code)
        return Delivery(chosen) if chosen in Delivery.values else kind.default


class MailState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Refused"
    DROPPED = "dropped", "No longer wanted"


class Mail(models.Model):
    """An email in the outbox, kept in the transaction of its cause; its text is made when it is sent."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    notice = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    to = models.EmailField(max_length=254)
    template = models.CharField(max_length=60)
    # How many things a summary is about; 0 for any other email.
    things = models.PositiveIntegerField(default=0)
    # A path of this site; wiped when the email is sent, since whoever has it may come in by it.
    url = models.CharField(max_length=500, blank=True)
    # The same key twice to one address is one email; empty for none.
    key = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=MailState, default=MailState.WAITING)
    tries = models.PositiveIntegerField(default=0)
    # Not before this moment: for quiet hours and after a try that failed.
    try_at = models.DateTimeField()
    # What the mail server answered to the last try, or why there was no answer, without the address.
    problem = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["try_at", "id"], condition=Q(state="waiting"), name="notices_mail_waiting"),
            models.Index(fields=["user", "-created_at"], name="notices_mail_of_a_person"),
            models.Index(fields=["state", "created_at"], name="notices_mail_by_state"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["to", "key"], condition=~Q(key=""), name="one_email_per_address_and_key"
            ),
        ]

    def __str__(self) -> str:
        return f"Email {self.ref}"
