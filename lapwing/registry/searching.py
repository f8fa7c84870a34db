"""Finding colleagues by the partnership's search (see ``platform.search``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.actor import Actor
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.accounts.models import User
from lapwing.platform.search.asked import Asked
from lapwing.platform.search.matching import naming
from lapwing.platform.search.searchers import Hit, Searcher
from lapwing.registry.access import memberships
from lapwing.registry.models import Membership, MembershipQuerySet, Partnership
from lapwing.registry.roles import label_of

READ = "registry.people.read"


def find_people(actor: Actor, partnership: Partnership, asked: Asked, limit: int) -> Sequence[Hit]:
    """People who hold a role by their name or their organisation's; whom it shows is noted as read."""
    rows = naming(_held(actor, partnership), asked, "user__name", "organisation__name")
    shown = list(rows.select_related("user", "organisation").order_by("user__name", "id")[:limit])
    if shown:
        people = {row.user_id for row in shown}
        note_read(kind=kind_of(User), ids=people, what=ReadKind.LIST, partnership_id=partnership.pk)
    return [
        Hit(
            text=row.user.name,
            url=reverse("person", args=[partnership.ref, row.user.ref]),
            note=f"{label_of(row.role)}, {row.organisation.name}",
        )
        for row in shown
    ]


def names_of_bodies(actor: Actor, partnership: Partnership) -> Iterable[str]:
    """The organisations' names. Not people's: a suggestion would show somebody without noting it."""
    return _held(actor, partnership).values_list("organisation__name", flat=True).distinct()


def _held(actor: Actor, partnership: Partnership) -> MembershipQuerySet:
    rows = Membership.objects.filter(partnership=partnership).held_on(timezone.localdate())
    found = memberships.visible_to(actor, rows, permission=READ)
    assert isinstance(found, MembershipQuerySet)
    return found


PEOPLE = Searcher("person", "People", READ, find_people, texts=names_of_bodies, order=60)
