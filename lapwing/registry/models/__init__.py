"""Who and where: partnerships, organisations, who holds which role, and the reviews of that."""

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.refs import new_ref
from lapwing.registry.models.core import (
    Invitation,
    InvitationQuerySet,
    Membership,
    MembershipQuerySet,
    Organisation,
    OrganisationKind,
    Participation,
    Partnership,
)
from lapwing.registry.models.reviews import AccessReview, AccessReviewLine, ReviewDecision

__all__ = [
    "AccessReview",
    "AccessReviewLine",
    "Invitation",
    "InvitationQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OrganisationKind",
    "Participation",
    "Partnership",
    "PartnershipRecord",
    "ReviewDecision",
    "new_ref",
]
