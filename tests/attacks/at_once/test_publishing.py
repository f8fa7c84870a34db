"""A public version that is approved while its pack is withdrawn."""

from __future__ import annotations

from functools import partial

import pytest
from django.urls import reverse

from lapwing.insight.packs.made_of import MADE_OF_PACKS
from lapwing.insight.packs.models import Pack
from lapwing.insight.public_version.tests.conftest import office_of
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import signed_in_client
from tests.attacks.at_once.meeting import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def told_of(pack: Pack) -> str:
    with as_maintenance():
        return MADE_OF_PACKS.told(pack)


def test_nothing_stays_published_of_a_pack_that_is_withdrawn_as_it_is_approved(
    partnership: Partnership,
) -> None:
    """Where it was published first, whoever read that it waits for approval is asked anew. Whichever is
    first, nothing is public of a pack that was withdrawn."""
    office = office_of(partnership)
    office.make()
    office.do("send")
    row = office.row()
    withdraw = partial(
        signed_in_client(office.maker).post,
        reverse("packs:withdraw", args=[partnership.ref, office.pack.ref]),
    )
    typed = {"reason": "A figure was wrong.", "with_what_was_made": "on"}
    waits = told_of(office.pack)
    posts = (
        partial(
            signed_in_client(office.approver).post,
            office.url("approve", public_version=row.ref),
            {"version": str(row.version)},
        ),
        partial(withdraw, {**typed, "told": waits}),
    )
    approved, withdrawn = at_once(*posts, at="(?s)registry_partnership.*FOR NO KEY UPDATE")
    assert approved.status_code == 302
    if withdrawn.status_code == 200:
        assert "has changed meanwhile" in withdrawn.content.decode()
        assert office.public().status_code == 200
        withdrawn = withdraw({**typed, "told": told_of(office.pack)})
    assert withdrawn.status_code == 302
    with as_maintenance():
        assert Pack.objects.get(pk=office.pack.pk).state == "withdrawn"
    assert office.row().state == "withdrawn"
    assert office.public().status_code == 404
