"""Two people who sign one update off at one moment, and one person who does so in two tabs."""

from __future__ import annotations

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_views.tests.desk import words
from lapwing.contexts.improvement.models import Cycle, Expected, StatusReport, Update, UpdateMove
from lapwing.contexts.improvement.tests.factories import acting_as
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


def test_of_two_who_unsay_it_at_once_one_does_and_the_other_is_told(here: Reporting) -> None:
    """One returns what the other withdraws the words of: whoever is second looks at it again."""
    other = here.holder("Pia Programme", "programme-manager")
    update = here.moves(here.manager, commands.sign_off_update, here.submits(here.owner))
    version = {"version": str(update.version)}
    returns = {**version, "do": "return", "comment": "The wrong row was ticked."}
    answers = at_once(
        partial(signed_in_client(here.manager).post, place(here, "update-decide", update), returns),
        partial(
            signed_in_client(other).post,
            place(here, "update-withdraw-words", update),
            {**version, "reason": "It says more than it should"},
        ),
        at=LOCKED,
    )
    assert {each.status_code for each in answers} <= {200, 302}
    with as_maintenance():
        moves = list(
            UpdateMove.objects.filter(update_moved=update).order_by("id").values_list("move", flat=True)
        )
        state = Update.objects.get(pk=update.pk).state
    assert (state, moves[3:]) in [("returned", ["returned"]), ("signed off", ["withdrawn"])]


def test_of_two_who_withdraw_its_words_at_once_the_first_reason_stands(here: Reporting) -> None:
    other = here.holder("Pia Programme", "programme-manager")
    update = here.moves(here.manager, commands.sign_off_update, here.submits(here.owner))
    place_of = place(here, "update-withdraw-words", update)
    sent = [{"version": str(update.version), "reason": why} for why in ("It names somebody", "It is wrong")]
    first, second = at_once(
        partial(signed_in_client(here.manager).post, place_of, sent[0]),
        partial(signed_in_client(other).post, place_of, sent[1]),
        at=LOCKED,
    )
    told = next(each for each in (first, second) if each.status_code == 200).content.decode()
    with as_maintenance():
        (move,) = UpdateMove.objects.filter(update_moved=update, move="withdrawn").select_related("made_by")
    assert f"withdrawn already by {move.made_by.name}" in told
    assert move.comment in told


def test_two_who_return_it_at_once_do_it_once(here: Reporting) -> None:
    other = here.holder("Pia Programme", "programme-manager")
    update = here.moves(here.manager, commands.sign_off_update, here.submits(here.owner))
    typed = {"version": str(update.version), "do": "return", "comment": "The wrong row was ticked."}
    browsers = signed_in_client(here.manager), signed_in_client(other)
    answers = at_once(
        *(partial(each.post, place(here, "update-decide", update), typed) for each in browsers), at=LOCKED
    )
    assert sorted(each.status_code for each in answers) == [200, 302]
    with as_maintenance():
        assert UpdateMove.objects.filter(update_moved=update, move="returned").count() == 1
        report = StatusReport.objects.get(milestone=update.milestone_id)
    assert report.withdrawn_at is not None


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


def test_a_cycle_and_an_update_of_it_that_are_signed_off_at_once_come_one_after_the_other(
    here: Reporting,
) -> None:
    """Whichever is first: an update is never missing for a reason and signed off as well."""
    update = here.submits(here.owner)
    with as_maintenance():
        expected = Expected.objects.create(
            partnership=here.partnership,
            cycle=here.cycle,
            action=here.milestone.action,
            milestone=here.milestone,
        )
    with acting_as(here.manager) as actor:
        cycle = commands.close_cycle(actor=actor, now=timezone.now(), ref=here.cycle.ref)
    posts = (
        partial(
            signed_in_client(here.manager).post,
            place(here, "update-decide", update),
            {"version": str(update.version), "do": "forward"},
        ),
        partial(
            signed_in_client(here.manager).post,
            reverse("improvement:cycle-sign-off", args=[here.partnership.ref, cycle.ref]),
            {"version": str(cycle.version), "missing_reason": "Nobody met"},
        ),
    )
    first, second = at_once(*posts, at="(?s)improvement_cycle.*FOR (UPDATE|SHARE)")
    assert second.status_code == 302
    with as_maintenance():
        expected.refresh_from_db()
        update.refresh_from_db()
        assert Cycle.objects.get(pk=cycle.pk).signed_off_at is not None
    assert (update.state, bool(expected.missing_reason)) in {("signed off", False), ("submitted", True)}
    assert (first.status_code == 302) == (update.state == "signed off")


def test_two_people_who_sign_a_cycle_off_at_once_do_it_once(here: Reporting) -> None:
    other = here.holder("Pia Programme", "programme-manager")
    with acting_as(here.manager) as actor:
        cycle = commands.close_cycle(actor=actor, now=timezone.now(), ref=here.cycle.ref)
    address = reverse("improvement:cycle-sign-off", args=[here.partnership.ref, cycle.ref])
    posts = [
        partial(signed_in_client(who).post, address, {"version": str(cycle.version)})
        for who in (here.manager, other)
    ]
    answers = at_once(*posts, at="(?s)improvement_cycle.*FOR UPDATE")
    assert sorted(each.status_code for each in answers) == [200, 302]
    refused = next(each for each in answers if each.status_code == 200)
    assert "changed this meanwhile" in words(refused)  # type: ignore[arg-type]
    with as_maintenance():
        assert Cycle.objects.get(pk=cycle.pk).version == cycle.version + 1
