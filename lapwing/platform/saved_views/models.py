"""What a person asked of a table, kept under a name of their own."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.refs import new_ref


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def kept(self) -> SavedViewQuerySet:
        """Those that were not removed."""
        return self.filter(removed_at=None)


class SavedView(PartnershipRecord):
    """One way of looking at one table: its page, and the order and filters that were asked for there."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    # The path of the page, and the name of the table on it.
    page = models.CharField(max_length=300)
    table = models.CharField(max_length=60)
    # As it stands behind the question mark of the page's address.
    query = models.CharField(max_length=1000)
    created_at = models.DateTimeField("saved")
    removed_at = models.DateTimeField("removed", null=True, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "page", "table", "name"],
                condition=Q(removed_at=None),
                name="one_view_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"{self.page}?{self.query}" if self.query else self.page
