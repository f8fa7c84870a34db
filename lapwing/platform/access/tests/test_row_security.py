"""The database shows each actor only what their roles of the day let them see."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY, Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Membership, Organisation, Participation, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import MOMENT, People

YESTERDAY = timezone.localdate() - timedelta(days=1)
TOMORROW = timezone.localdate() + timedelta(days=1)


def act_as(user: User) -> Actor:
    return actor_for(user, timezone.localdate())


def seen_by(user: User) -> set[int]:
    with acting(act_as(user), purpose="test"):
        return set(Partnership.objects.values_list("pk", flat=True))


def test_the_suite_runs_as_the_application_role(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("lapwing_app",)


def test_no_actor_no_rows(people: People) -> None:
    for model in (Partnership, Membership, Organisation, Participation, User):
        assert list(model._default_manager.all()) == []


def test_nobody_sees_nothing(people: People) -> None:
    with acting(NOBODY, purpose="test"):
        assert list(Partnership.objects.all()) == []


def test_an_actor_sees_their_own_partnership_alone(people: People, partnership: Partnership) -> None:
    assert seen_by(people.owner) == {partnership.pk}


def test_a_system_user_sees_every_open_partnership(
    people: People, partnership: Partnership, other_partnership: Partnership
) -> None:
    with acting(system_actor("Reminders"), purpose="test"):
        assert set(Partnership.objects.all()) == {partnership, other_partnership}
        assert Membership.objects.count() == 3


@pytest.mark.parametrize(
    ("from_date", "to_date", "sees"),
    [
        (YESTERDAY, TOMORROW, True),
        (timezone.localdate(), timezone.localdate(), True),
        (TOMORROW, None, False),
        (YESTERDAY, YESTERDAY, False),
    ],
)
def test_a_role_counts_from_its_first_to_its_last_day(
    partnership: Partnership, from_date: date, to_date: date | None, sees: bool
) -> None:
    who = factories.member(partnership, "board-member", from_date=from_date, to_date=to_date)
    assert seen_by(who) == ({partnership.pk} if sees else set())
    assert bool(act_as(who).grants) is sees


def test_an_ended_role_counts_no_more(people: People) -> None:
    with as_maintenance():
        Membership.objects.filter(user=people.owner).update(ended_at=MOMENT, ended_by=people.owner)
    assert seen_by(people.owner) == set()
    assert act_as(people.owner).grants == ()


def test_a_closed_account_sees_nothing(people: People) -> None:
    with as_maintenance():
        User.objects.filter(pk=people.owner.pk).update(is_active=False, closed_at=MOMENT)
    assert seen_by(people.owner) == set()
    assert act_as(people.owner).grants == ()


def test_a_closed_partnership_is_seen_by_nobody(people: People, partnership: Partnership) -> None:
    with as_maintenance():
        Partnership.objects.filter(pk=partnership.pk).update(closed_on=YESTERDAY)
    assert seen_by(people.owner) == set()
    assert act_as(people.owner).grants == ()


def test_people_are_seen_who_share_a_partnership(people: People) -> None:
    with acting(act_as(people.owner), purpose="test"):
        assert set(User.objects.filter(kind="person")) == {people.owner, people.colleague}


def test_organisations_are_seen_that_share_a_partnership(people: People, partnership: Partnership) -> None:
    with acting(act_as(people.owner), purpose="test"):
        assert set(Organisation.objects.all()) == set(partnership.organisations.all())
    with as_maintenance():
        assert Organisation.objects.count() == 3


def test_a_person_sees_their_own_roles_that_are_over(partnership: Partnership) -> None:
    who = factories.member(partnership, "board-member", to_date=YESTERDAY)
    with acting(act_as(who), purpose="test"):
        assert Membership.objects.filter(user=who).count() == 1


def test_nobody_gives_themselves_a_role_elsewhere(people: People, other_partnership: Partnership) -> None:
    with as_maintenance():
        theirs = Membership.objects.get(user=people.outsider)
    with acting(act_as(people.owner), purpose="test"):
        for write in (
            lambda: Membership.objects.create(
                user=people.owner,
                partnership=other_partnership,
                organisation_id=theirs.organisation_id,
                role="programme-manager",
                from_date=YESTERDAY,
                granted_by=people.owner,
                granted_at=MOMENT,
            ),
            lambda: Membership.objects.filter(user=people.owner).update(partnership=other_partnership),
        ):
            refusal = "row-level security|stays in its partnership"
            with pytest.raises((ProgrammingError, IntegrityError), match=refusal), transaction.atomic():
                write()


def test_nobody_becomes_a_system_user(people: People) -> None:
    with (
        acting(act_as(people.owner), purpose="test"),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        User.objects.filter(pk=people.owner.pk).update(kind="system")


def test_an_organisation_made_in_passing_is_placed_by_its_maker(
    people: People, partnership: Partnership
) -> None:
    with acting(act_as(people.owner), purpose="test"):
        made = Organisation.objects.create(name="Fen Academy", kind="school")
        Participation.objects.create(partnership=partnership, organisation=made)
    with acting(act_as(people.outsider), purpose="test"):
        assert not Organisation.objects.filter(pk=made.pk).exists()


def test_the_partnerships_are_worked_out_once_for_a_statement(people: People) -> None:
    with acting(act_as(people.owner), purpose="test"), connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT * FROM improvement_milestone")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "InitPlan" in plan
    assert "SubPlan" not in plan
