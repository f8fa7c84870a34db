"""Who and where: partnerships, organisations, and who holds which role, from when to when."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.refs import new_ref


class Partnership(models.Model):
    """A SEND Local Area Partnership: the bodies that together answer for one English local area."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=200)
    local_area = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def taking_part_in(self, partnership_id: int) -> OrganisationQuerySet:
        """The bodies that take part today; ``partnership.organisations`` has those that no longer do, too."""
        return self.filter(
            participations__partnership=partnership_id, participations__ended_at=None
        ).order_by("name")


class OrganisationKind(models.TextChoices):
    COUNCIL = "council", "Council"
    ICB = "icb", "Integrated care board"
    TRUST = "trust", "NHS trust"
    PROVIDER = "provider", "Health provider"
    SCHOOL = "school", "School or setting"
    FORUM = "forum", "Parent carer forum"
    GP_PRACTICE = "gp-practice", "GP practice"
    OTHER = "other", "Other"


class Organisation(models.Model):
    """A body that takes part in one or more partnerships."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=OrganisationKind)
    partnerships: models.ManyToManyField[Partnership, Participation] = models.ManyToManyField(
        Partnership, through="Participation", related_name="organisations"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Participation(PartnershipRecord):
    """An organisation's part in a partnership."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participations")
    # No longer, since then; the row stays, because roles and owners of the past name the body.
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_reason = models.TextField("reason for the end", blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "organisation"], name="takes_part_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="participation_ended_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.partnership}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held_on(self, day: date) -> MembershipQuerySet:
        """Roles that hold on a day: begun, and neither over nor ended."""
        return self.filter(from_date__lte=day, ended_at=None).filter(Q(to_date=None) | Q(to_date__gte=day))

    def not_over(self, day: date) -> MembershipQuerySet:
        """Roles that hold on a day or will later."""
        return self.filter(ended_at=None).filter(Q(to_date=None) | Q(to_date__gte=day))


class Membership(PartnershipRecord):
    """A person holds a role in an organisation, for a partnership, from a date to a date (inclusive)."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships", verbose_name="person"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    # A code of ``registry.roles``: what a role may do is code, who holds it is data.
    role = models.CharField(max_length=40)
    from_date = models.DateField("first day")
    to_date = models.DateField("last day", null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="given by"
    )
    granted_at = models.DateTimeField("given")
    granted_reason = models.TextField("reason it was given", blank=True, default="", db_default="")
    # Ended at once, whatever the last day says. A later last day is only written in ``to_date``.
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_reason = models.TextField("reason for the end", blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "role"
        indexes: ClassVar = [models.Index(fields=["user", "partnership"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")), name="membership_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="membership_ended_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.from_date})"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_at(self, moment: datetime) -> InvitationQuerySet:
        """Invitations that can still be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=moment)


class Invitation(PartnershipRecord):
    """An offer of a role, by a link that works once until it expires. Only the link's hash is kept."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    to_date = models.DateField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    reason = models.TextField("reason for the role", blank=True, default="", db_default="")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.ref}"
