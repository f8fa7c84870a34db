"""How a partnership lets dates, baselines and targets of its plans be changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from lapwing.registry.models import PartnershipRecord


class ChangeRule(PartnershipRecord):
    """Whether dates, baselines and targets of plans under way are changed by request only.

    Without a row they are, as soon as somebody else could approve (``queries.by_request``). Where they are
    not, whoever may edit a plan changes them with a reason.
    """

    by_request_only = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership"], name="one_rule_of_changes"),
        ]
