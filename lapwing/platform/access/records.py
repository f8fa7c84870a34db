"""What every record of a partnership has in common. Row-level security is forced on each of their tables."""

from __future__ import annotations

from django.db import models


class PartnershipRecord(models.Model):
    """Anything that belongs to one partnership.

    This layer knows that records have a partnership, not what one is: hence a name, and no import.
    """

    partnership = models.ForeignKey("registry.Partnership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
