"""Who may do what with public versions."""

from __future__ import annotations

from lapwing.insight.public_version.models import PublicVersion
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible, Rule

MAKE = "public_versions.make"
APPROVE = "public_versions.approve"
FEEDBACK = "public_versions.feedback"

PERMISSIONS = {
    MAKE: "Make public versions of board packs, word them, and withdraw them.",
    APPROVE: "Approve public versions that somebody else made, return or withdraw them.",
    FEEDBACK: "Read what people said about public versions.",
}

# What somebody wrote without an account may say who they are.
PERSONAL = frozenset({FEEDBACK})

versions = Rule(PublicVersion)


def fetch_version(actor: Actor, partnership_id: int, ref: str, *permissions: str) -> PublicVersion:
    """The version of this reference, for whoever holds one of the permissions. Raises NotVisible."""
    found = PublicVersion.objects.filter(partnership_id=partnership_id).select_related("partnership", "pack")
    for permission in permissions:
        if actor.may(permission, partnership_id):
            return versions.fetch(actor, permission, queryset=found, ref=ref)
    raise NotVisible("No such public version")
