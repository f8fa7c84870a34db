"""The partnership's own colour key: label, shape, colour and meaning of each status, as data."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from lapwing.registry.models import PartnershipRecord


class Status(models.TextChoices):
    """What a person may say of a milestone. Lateness is never said: it is worked out."""

    NOT_STARTED = "not started", "Not started"
    ON_TRACK = "on track", "On track"
    AT_RISK = "at risk", "At risk"
    OFF_TRACK = "off track", "Off track"
    DONE = "done", "Done, evidence awaited"
    EVIDENCED = "evidenced", "Done and evidenced"
    STOPPED = "stopped", "Stopped"


class Colour(models.TextChoices):
    BLUE = "blue", "Blue"
    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"
    GREY = "grey", "Grey"


class Shape(models.TextChoices):
    SQUARE = "square", "Square ■"
    CIRCLE = "circle", "Circle ●"
    DIAMOND = "diamond", "Diamond ◆"
    TRIANGLE = "triangle", "Triangle ▲"
    RING = "ring", "Ring ○"


class ColourKey(PartnershipRecord):
    """One line of the key. A partnership with none uses ``rules.DEFAULT_KEY``."""

    colour = models.CharField(max_length=8, choices=Colour)
    label = models.CharField(max_length=60)
    shape = models.CharField(max_length=10, choices=Shape)
    meaning = models.TextField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "colour"], name="one_line_per_colour"),
        ]
