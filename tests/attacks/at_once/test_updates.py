"""Two people who sign one update off at one moment, and one person who does so in two tabs."""

from __future__ import annotations

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.edit_views.tests.desk import words
from lapwing.contexts.improvement.models import StatusReport, Update, UpdateMove
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People, signed_in_client
from tests.attacks.at_once.meeting import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LOCKED = "(?s)improvement_update.*FOR UPDATE"


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, timezone.now())


def place(here: Reporting, name: str, update: Update) -> str:
    return reverse(f"improvement:{name}", args=[here.partnership.ref, update.ref])


def once(update: Update) -> None:
    """It was signed off once: one state, one move, one status, one notice."""
    with as_maintenance():
        assert Update.objects.get(pk=update.pk).state == "signed off"
        assert UpdateMove.objects.filter(update_moved=update, move="signed off").count() == 1
        assert StatusReport.objects.filter(milestone=update.milestone_id).count() == 1
        assert Notice.objects.filter(template="update-signed-off").count() == 1


def test_two_people_who_sign_off_at_once_do_it_once(here: Reporting) -> None:
    other = here.holder("Pia Programme", "programme-manager")
    update = here.submits(here.owner)
    address, typed = place(here, "update-decide", update), {"version": str(update.version), "do": "forward"}
    browsers = signed_in_client(here.manager), signed_in_client(other)
    answers = at_once(*(partial(each.post, address, typed) for each in browsers), at=LOCKED)
    assert sorted(each.status_code for each in answers) == [200, 302]
    refused = next(each for each in answers if each.status_code == 200)
    assert "It was signed off already. It was not done twice." in words(refused)  # type: ignore[arg-type]
    once(update)


def test_one_person_who_signs_off_in_two_tabs_does_it_once(here: Reporting) -> None:
    update = here.submits(here.owner)
    address, typed = place(here, "update-decide", update), {"version": str(update.version), "do": "forward"}
    browsers = signed_in_client(here.manager), signed_in_client(here.manager)
    answers = at_once(*(partial(each.post, address, typed) for each in browsers), at=LOCKED)
    assert [each.status_code for each in answers] == [302, 302]
    once(update)


def test_of_two_who_begin_an_update_at_once_the_second_is_shown_both(here: Reporting) -> None:
    address = reverse(
        "improvement:update-write",
        args=[here.partnership.ref, here.cycle.ref, "milestone", here.milestone.ref],
    )
    posts = [
        partial(signed_in_client(who).post, address, {"version": "0", "done": said, "do": "save"})
        for who, said in ((here.owner, "Met one."), (here.deputy, "Met two."))
    ]
    answers = at_once(*posts, at='INSERT INTO "improvement_update"')
    assert sorted(each.status_code for each in answers) == [302, 409]
    with as_maintenance():
        assert Update.objects.count() == 1
