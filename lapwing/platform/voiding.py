"""Voiding: taking a record out with who, when and why, and bringing it back. Nothing is removed by it.

A model that can be voided derives from ``Voidable``, gives its Meta ``voided_for_a_reason`` among its
constraints, and a QuerySet made of ``VoidableQuerySet``, whose methods say by their name what they leave out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

M = TypeVar("M", bound=models.Model)

# What changes when a record is voided or brought back: for ``update_fields``.
VOIDED_FIELDS = ("voided_at", "voided_by", "voided_reason")


class VoidableQuerySet(models.QuerySet[M]):
    """Records that are voided, never deleted. A plain ``all()`` has the voided ones too."""

    def in_force(self) -> Self:
        """What has not been voided."""
        return self.filter(voided_at=None)

    def voided(self) -> Self:
        """What has been voided, and can be brought back."""
        return self.filter(voided_at__isnull=False)


class Voidable(models.Model):
    """Something that is taken out with a reason and can be brought back until retention removes it."""

    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voided_reason = models.TextField(blank=True)

    class Meta:
        abstract = True


def voided_for_a_reason() -> CheckConstraint:
    """The database's own rule: what is voided has who, when and why, and what is not has none of them."""
    return CheckConstraint(
        condition=Q(voided_at=None, voided_by=None, voided_reason="")
        | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_reason=""),
        name="%(app_label)s_%(class)s_voided_by_someone",
    )


def as_voided(*, by: int, now: datetime, reason: str) -> dict[str, Any]:
    """What a voided row holds, for ``update``. Raises ValueError without a reason."""
    if not reason.strip():
        raise ValueError("A record is voided for a reason.")
    return {"voided_at": now, "voided_by_id": by, "voided_reason": reason.strip()}


def as_brought_back() -> dict[str, Any]:
    """What a row holds that is not voided, or no longer."""
    return {"voided_at": None, "voided_by_id": None, "voided_reason": ""}


def void_row(row: Voidable, *, by: int, now: datetime, reason: str) -> None:
    """Mark a row that is about to be saved with ``VOIDED_FIELDS``. Raises ValueError without a reason."""
    _set(row, as_voided(by=by, now=now, reason=reason))


def bring_row_back(row: Voidable) -> None:
    """Take the mark away from a row that is about to be saved with ``VOIDED_FIELDS``."""
    _set(row, as_brought_back())


def _set(row: Voidable, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
