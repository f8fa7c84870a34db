"""The partnership's own colour key: label, shape, colour and meaning of each status, as data."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from lapwing.contexts.improvement.rules import Colour, Shape, Status
from lapwing.registry.models import PartnershipRecord

__all__ = ["Colour", "ColourKey", "Shape", "Status"]


class ColourKey(PartnershipRecord):
    """One line of the key. A partnership without a line for a colour uses that of ``rules.DEFAULT_KEY``."""

    colour = models.CharField(max_length=8, choices=Colour.as_choices())
    label = models.CharField(max_length=60)
    shape = models.CharField(max_length=10, choices=Shape.as_choices())
    meaning = models.TextField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "colour"], name="one_line_per_colour"),
        ]
