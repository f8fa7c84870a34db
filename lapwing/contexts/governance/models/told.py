"""What families were told: the log that inspectors and parent carer forums ask for."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lapwing.platform.voiding import VoidableQuerySet
from lapwing.registry.models import GovernanceGroup

from .base import About, KeptVoidable


class Channel(models.TextChoices):
    LOCAL_OFFER = "local-offer", "Local Offer website"
    FORUM = "forum", "Parent carer forum"
    NEWSLETTER = "newsletter", "Newsletter"
    EVENT = "event", "Event or meeting"
    SCHOOLS = "schools", "Through schools and settings"
    LETTER = "letter", "Letter or email"
    SOCIAL = "social", "Social media"
    YOUTH = "youth", "Youth forum"
    OTHER = "other", "Another way"


class ToldToFamilies(KeptVoidable, About):
    """Something that families were told: what, when, by which ways, whom, and where it can be read."""

    told_on = models.DateField("told on")
    words = models.TextField("what was told")
    channels = ArrayField(models.CharField(max_length=12, choices=Channel))
    audience = models.CharField(max_length=300)
    link = models.URLField(max_length=500, blank=True)
    # The group on whose behalf it was told.
    group = models.ForeignKey(
        GovernanceGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What families said to it.
    response = models.TextField(blank=True)

    objects = VoidableQuerySet.as_manager()

    class Meta(KeptVoidable.Meta):
        abstract = False
        verbose_name = "message to families"
        verbose_name_plural = "messages to families"
        indexes: ClassVar = [models.Index(fields=["partnership", "told_on"], name="told_by_day")]

    def __str__(self) -> str:
        return f"Told on {self.told_on}"
