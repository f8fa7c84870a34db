"""Who and where: partnerships, organisations, who holds which role, the reviews of that, and who governs."""

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
from lapwing.registry.models.groups import (
    DECIDING,
    RUNNING,
    Capacity,
    GovernanceGroup,
    GroupKind,
    GroupMember,
    GroupMemberQuerySet,
)
from lapwing.registry.models.reviews import AccessReview, AccessReviewLine, ReviewDecision

__all__ = [
    "DECIDING",
    "RUNNING",
    "AccessReview",
    "AccessReviewLine",
    "Capacity",
    "GovernanceGroup",
    "GroupKind",
    "GroupMember",
    "GroupMemberQuerySet",
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
