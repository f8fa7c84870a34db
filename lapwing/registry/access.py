"""Who may do what with partnerships and their people."""

from __future__ import annotations

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.registry.models import (
    AccessReview,
    AccessReviewLine,
    GovernanceGroup,
    GroupMember,
    Invitation,
    Membership,
    Participation,
    Partnership,
)

PERMISSIONS = {
    "registry.partnership.enter": "Come in to the partnership's front page; every role may.",
    "registry.people.read": "See who holds which role in the partnership.",
    "registry.people.manage": "Invite people, give roles, end them and close accounts.",
    "registry.people.history": "Read the changes to people's roles and accounts, and why they were made.",
    "registry.access.review": "Review each quarter who can see what, end roles in doing so, and sign it off.",
}

# Names and email addresses of colleagues.
PERSONAL = frozenset(
    {
        "registry.people.read",
        "registry.people.manage",
        "registry.people.history",
        "registry.access.review",
    }
)

partnerships = Rule(Partnership, path="")
memberships = Rule(Membership)
invitations = Rule(Invitation)
participations = Rule(Participation)
access_reviews = Rule(AccessReview)
access_review_lines = Rule(AccessReviewLine)
# by which permission is for whoever governs: see the context of that name
governance_groups = Rule(GovernanceGroup)
group_members = Rule(GroupMember)


def find_partnership(actor: Actor, permission: str, ref: str) -> Partnership:
    """The partnership of an address, for an actor who holds ``permission`` there. Raises NotVisible."""
    return partnerships.fetch(actor, permission, ref=ref)
