"""Closed accounts lose their name, invitations go, everybody may ask what is held, and a month begins."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.platform.retention.about_person import everything_about
from lapwing.platform.retention.jobs import simulate_every_month
from lapwing.platform.retention.models import Purge, Simulation
from lapwing.platform.retention.tests.support import (
    LONG_AGO,
    approved,
    as_it_is,
    draft,
    history_lines,
    run,
    simulated,
)
from lapwing.registry.models import Invitation, Membership, Partnership
from lapwing.registry.retention import OWN
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People
from tests.refusals import Filler

# Tables of a person's own that a job clears sooner, or that hold nothing.
STAYS = {
    "jobs.work": "cleared 30 days after its end",
    "jobs.operation": "what they did to a job, under the replaced name",
    "account.emailaddress": "not used: the application has no right to it",
}


def closed(person: User) -> None:
    with as_maintenance():
        Membership.objects.filter(user=person).update(ended_at=LONG_AGO, ended_by=person, ended_reason="Left")
        User.objects.filter(pk=person.pk).update(is_active=False, closed_at=LONG_AGO)


def invitation(partnership: Partnership, by: User, accepted_by: User | None = None) -> Invitation:
    body = factories.organisation(partnership)
    with as_maintenance():
        return Invitation.objects.create(
            partnership=partnership,
            email="colin@example.org",
            name="Colin Colleague",
            organisation=body,
            role="board-member",
            token_hash=f"{accepted_by}",
            invited_by=by,
            invited_at=LONG_AGO,
            expires_at=LONG_AGO,
            accepted_by=accepted_by,
            accepted_at=LONG_AGO if accepted_by else None,
        )


def test_a_closed_account_loses_its_name_in_the_history_too(
    partnership: Partnership, people: People, lead: User, administrator: User
) -> None:
    colin = people.colleague
    came = invitation(partnership, people.owner, accepted_by=colin)
    closed(colin)
    found = simulated(lead, partnership, "closed-account")
    assert found is not None
    assert found.ids == {"accounts_user": [colin.pk]}
    approved(administrator, partnership, found)
    run(found)
    with as_maintenance():
        colin.refresh_from_db()
        assert not Invitation.objects.filter(pk=came.pk).exists()
    assert colin.name.startswith("Former colleague")
    assert colin.email == f"{colin.ref}@closed.invalid"
    assert history_lines("accounts_user", colin.pk) >= 2
    assert history_lines("registry_invitation", came.pk) == 0
    everything = as_it_is("SELECT old::text || new::text FROM history_entry")
    assert not any("Colin Colleague" in str(line) for (line,) in everything)
    assert simulated(lead, partnership, "closed-account") is None


@pytest.mark.parametrize("own", list(OWN), ids=lambda model: model._meta.label_lower)
def test_with_the_name_goes_all_that_is_the_persons_own(
    partnership: Partnership, people: People, lead: User, administrator: User, own: type[Model]
) -> None:
    """A second factor, a passkey, a link to an organisation, a session, a token, a kept form and the rest."""
    colin = people.colleague
    of_colin, of_another = Filler(partnership, colin), Filler(partnership, people.owner)
    with as_maintenance():
        theirs, others = of_colin.one(own), of_another.one(own)
    closed(colin)
    found = simulated(lead, partnership, "closed-account")
    assert found is not None
    approved(administrator, partnership, found)
    run(found)
    table = own._meta.db_table
    assert as_it_is(f"SELECT id FROM {table}") == [(others.pk,)]
    assert history_lines(table, int(theirs.pk)) == 0
    with as_maintenance():
        assert Purge.objects.get().counts[table] == 1


def test_nothing_of_a_persons_own_is_forgotten() -> None:
    """A table that belongs to a person and to no partnership goes with the name, or says why it stays."""
    theirs = {
        model
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name == "user" and model._meta.managed and not hasattr(model, "partnership_id")
    }
    assert theirs - set(OWN) == {model for model in theirs if model._meta.label_lower in STAYS}


def test_somebody_who_works_elsewhere_keeps_their_name(
    partnership: Partnership, other_partnership: Partnership, people: People, lead: User
) -> None:
    factories.membership(people.colleague, other_partnership, "board-member")
    closed(people.colleague)
    assert simulated(lead, partnership, "closed-account") is None


def test_an_open_account_is_never_listed(partnership: Partnership, people: People, lead: User) -> None:
    assert simulated(lead, partnership, "closed-account") is None


def test_an_invitation_never_taken_up_goes(
    partnership: Partnership, people: People, lead: User, administrator: User
) -> None:
    unused = invitation(partnership, people.owner)
    found = simulated(lead, partnership, "invitation")
    assert found is not None
    approved(administrator, partnership, found)
    run(found)
    assert history_lines("registry_invitation", unused.pk) == 0


def test_everything_held_about_a_person_is_told_and_that_it_was_told_is_noted(
    partnership: Partnership, people: People, lead: User
) -> None:
    draft(partnership, people.owner)
    with as_maintenance(), transaction.atomic():
        found = everything_about(
            people.owner, reader=lead, reason="A request", now=timezone.now(), using="default"
        )
        line = AccessLogEntry.objects.get(what="export")
    assert found["account"]["email address"] == people.owner.email
    assert "password" not in str(found["account"])
    assert found["held"]["role (person)"][0]["role"] == "programme-manager"
    assert any("plan draft" in name for name in found["held"])
    assert any("Sign-in history" in text for text in found["kept"])
    assert (line.actor_id, line.ids, line.reason) == (lead.pk, [people.owner.pk], "A request")


def test_a_month_begins_with_simulations_and_word_to_those_who_decide(
    partnership: Partnership, people: People, lead: User, administrator: User
) -> None:
    draft(partnership, people.owner)
    for _ in range(2):
        simulate_every_month(0)
    with as_maintenance():
        (made,) = Simulation.objects.all()
        assert set(Notice.objects.values_list("user_id", flat=True)) == {lead.pk, administrator.pk}
    assert made.made_by.name == "Retention"
    assert timezone.now() - made.made_at < timedelta(minutes=5)
    assert approved(lead, partnership, made).state == "approved"


@pytest.mark.parametrize("kind", ["plan-draft", "invitation", "closed-account", "voided-plan", "voided-part"])
def test_a_partnership_with_nothing_old_has_nothing_to_decide(
    partnership: Partnership, people: People, lead: User, kind: str
) -> None:
    assert simulated(lead, partnership, kind) is None
