"""Who may do what with packs."""

from __future__ import annotations

from lapwing.insight.packs.models import Pack, PackTemplate
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule

READ = "packs.read"
BUILD = "packs.build"

PERMISSIONS = {
    READ: "Read the board packs of the partnership's plans, and have their files.",
    BUILD: "Make and withdraw board packs, and keep the templates that they are made from.",
}

# What a program may do by a person's token.
API = frozenset({READ, BUILD})

packs = Rule(Pack)
templates = Rule(PackTemplate)


def fetch_pack(actor: Actor, permission: str, partnership_id: int, ref: str) -> Pack:
    """The pack of this reference. Raises NotVisible."""
    found = Pack.objects.filter(partnership_id=partnership_id)
    found = found.select_related("partnership", "work", "asked_by", "withdrawn_by")
    return packs.fetch(actor, permission, queryset=found, ref=ref)
