from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.notices.models import Mail
from lapwing.registry import commands
from lapwing.registry.actors import actor_for
from lapwing.registry.commands.invitations import VALID_FOR, offer_of
from lapwing.registry.errors import (
    AlreadyHeldError,
    ElsewhereError,
    InvitationClosedError,
    LastAdministratorError,
    OwnRoleError,
    RoleDatesError,
    UnknownRoleError,
    WrongOrganisationError,
    WrongPasswordError,
)
from lapwing.registry.models import Invitation, Membership, Organisation, OrganisationKind, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD, People

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def council(partnership: Partnership) -> Organisation:
    return factories.organisation(partnership, name="Larkshire Council")


@pytest.fixture
def administrator(partnership: Partnership, council: Organisation) -> User:
    return factories.member(partnership, "partnership-administrator", name="Ada", organisation=council)


@pytest.fixture
def by(administrator: User) -> Iterator[Actor]:
    """The administrator acts."""
    actor = actor_for(administrator, TODAY)
    with acting(actor, purpose="test"):
        yield actor


def grant(
    who: User, where: Partnership, body: Organisation, by: Actor, role: str, **more: object
) -> Membership:
    days = {"from_date": TODAY, "to_date": None} | more
    return commands.grant_role(
        user=who,
        partnership=where,
        organisation=body,
        role=role,
        by=by,
        now=NOW,
        **days,  # type: ignore[arg-type]
    )


class TestGivingRoles:
    def test_a_role_is_given_from_a_day_to_a_day(
        self, by: Actor, people: People, partnership: Partnership, council: Organisation
    ) -> None:
        grant(people.colleague, partnership, council, by, "councillor", to_date=TOMORROW)
        assert "councillor" in actor_for(people.colleague, TODAY).roles_in(partnership.pk)
        assert "councillor" not in actor_for(people.colleague, TOMORROW + timedelta(days=1)).roles_in(
            partnership.pk
        )

    def test_nobody_gives_themselves_a_role(
        self, by: Actor, administrator: User, partnership: Partnership, council: Organisation
    ) -> None:
        with pytest.raises(OwnRoleError):
            grant(administrator, partnership, council, by, "programme-manager")

    def test_the_same_role_is_not_held_twice(
        self, by: Actor, people: People, partnership: Partnership, council: Organisation
    ) -> None:
        grant(people.colleague, partnership, council, by, "councillor")
        with pytest.raises(AlreadyHeldError):
            grant(people.colleague, partnership, council, by, "councillor")

    def test_a_role_belongs_to_its_kinds_of_body(
        self, by: Actor, people: People, partnership: Partnership, council: Organisation
    ) -> None:
        with pytest.raises(WrongOrganisationError, match="school or setting"):
            grant(people.colleague, partnership, council, by, "senco")

    def test_a_body_of_another_partnership_gives_no_role(
        self, by: Actor, people: People, partnership: Partnership, other_partnership: Partnership
    ) -> None:
        body = factories.organisation(other_partnership)
        with pytest.raises(WrongOrganisationError, match="takes no part"):
            grant(people.colleague, partnership, body, by, "councillor")

    @pytest.mark.parametrize("role", ["accountable-officer", "outside-adviser"])
    def test_a_visitor_needs_a_last_day(
        self, by: Actor, people: People, partnership: Partnership, council: Organisation, role: str
    ) -> None:
        with pytest.raises(RoleDatesError, match="needs a last day"):
            grant(people.colleague, partnership, council, by, role)
        assert grant(people.colleague, partnership, council, by, role, to_date=TOMORROW).to_date == TOMORROW

    def test_an_unknown_role_is_refused(
        self, by: Actor, people: People, partnership: Partnership, council: Organisation
    ) -> None:
        with pytest.raises(UnknownRoleError):
            grant(people.colleague, partnership, council, by, "town-crier")

    def test_a_role_that_looks_after_the_service_is_not_an_administrators_to_give(
        self, by: Actor, people: People, partnership: Partnership, council: Organisation
    ) -> None:
        with pytest.raises(UnknownRoleError):
            grant(people.colleague, partnership, council, by, "service-operator")

    def test_a_role_that_looks_after_the_service_is_given_by_the_service(
        self, people: People, partnership: Partnership, council: Organisation
    ) -> None:
        service = system_actor("Command line")
        with acting(service, purpose="test"):
            given = grant(people.colleague, partnership, council, service, "service-operator")
        assert given.role == "service-operator"


class TestEndingRoles:
    def test_a_role_ends_at_once_and_says_why(
        self, by: Actor, people: People, partnership: Partnership
    ) -> None:
        role = Membership.objects.get(user=people.colleague)
        commands.end_role(role, by=by, now=NOW, reason="Moved to another authority")
        assert actor_for(people.colleague, TODAY).grants == ()
        entry = HistoryEntry.objects.filter(table_name="registry_membership").latest("id")
        assert (entry.actor_id, entry.reason) == (by.id, "Moved to another authority")

    def test_a_role_can_end_on_a_later_day(self, by: Actor, people: People) -> None:
        role = Membership.objects.get(user=people.colleague)
        commands.end_role(role, by=by, now=NOW, reason="Retires", last_day=TOMORROW)
        assert actor_for(people.colleague, TOMORROW).grants
        assert not actor_for(people.colleague, TOMORROW + timedelta(days=1)).grants

    def test_a_last_day_in_the_past_is_refused(self, by: Actor, people: People) -> None:
        role = Membership.objects.get(user=people.colleague)
        with pytest.raises(RoleDatesError):
            commands.end_role(role, by=by, now=NOW, reason="Left", last_day=YESTERDAY)

    def test_the_last_administrator_stays(
        self, by: Actor, administrator: User, partnership: Partnership
    ) -> None:
        role = Membership.objects.get(user=administrator)
        with pytest.raises(LastAdministratorError):
            commands.end_role(role, by=by, now=NOW, reason="Tired")
        factories.member(partnership, "partnership-administrator")
        commands.end_role(role, by=by, now=NOW, reason="Handed over")


class TestClosingAccounts:
    def test_a_leaver_is_closed_everywhere_at_once(
        self, by: Actor, people: People, partnership: Partnership, other_partnership: Partnership
    ) -> None:
        leaver = people.colleague
        factories.membership(leaver, other_partnership, "dco")
        old_hash = leaver.get_session_auth_hash()
        commands.close_account(leaver, by=by, now=NOW, reason="Left the council")
        assert actor_for(leaver, TODAY).grants == ()
        with as_maintenance():
            leaver.refresh_from_db()
            assert not Membership.objects.filter(user=leaver).not_over(TODAY).exists()
        assert (leaver.is_active, leaver.closed_at) == (False, NOW)
        assert leaver.get_session_auth_hash() != old_hash

    def test_nobody_comes_in_on_the_word_of_a_leaver(
        self, by: Actor, partnership: Partnership, council: Organisation
    ) -> None:
        leaver = factories.member(partnership, "partnership-administrator", organisation=council)
        sent = invited(partnership, council, actor_for(leaver, TODAY))
        commands.close_account(leaver, by=by, now=NOW, reason="Dismissed")
        with pytest.raises(InvitationClosedError):
            offer_of(sent.token, now=NOW)

    def test_history_says_who_closed_what_elsewhere(
        self, by: Actor, people: People, other_partnership: Partnership
    ) -> None:
        elsewhere = factories.membership(people.colleague, other_partnership, "dco")
        commands.close_account(people.colleague, by=by, now=NOW, reason="Left the council")
        with as_maintenance():
            entry = HistoryEntry.objects.filter(table_name="registry_membership", row_id=elsewhere.pk).latest(
                "id"
            )
            elsewhere.refresh_from_db()
        assert entry.actor_id == system_actor("Leavers").id
        assert entry.reason == "Left the council"
        assert elsewhere.ended_by_id == by.id

    def test_who_has_left_and_works_elsewhere_now_is_not_closed_from_here(
        self, by: Actor, people: People, partnership: Partnership, other_partnership: Partnership
    ) -> None:
        factories.membership(people.colleague, other_partnership, "dco")
        with as_maintenance():
            here = Membership.objects.filter(user=people.colleague, partnership=partnership)
            here.update(ended_at=NOW, ended_by_id=by.id)
        with pytest.raises(ElsewhereError):
            commands.close_account(people.colleague, by=by, now=NOW, reason="Left long ago")
        assert actor_for(people.colleague, TODAY).grants

    def test_who_has_left_and_works_nowhere_is_closed(
        self, by: Actor, people: People, partnership: Partnership
    ) -> None:
        with as_maintenance():
            Membership.objects.filter(user=people.colleague).update(ended_at=NOW, ended_by_id=by.id)
        commands.close_account(people.colleague, by=by, now=NOW, reason="Left long ago")
        assert not people.colleague.is_active

    def test_open_invitations_are_withdrawn(
        self, by: Actor, people: People, partnership: Partnership, council: Organisation
    ) -> None:
        made = invited(partnership, council, by, email=people.colleague.email)
        commands.close_account(people.colleague, by=by, now=NOW, reason="Left")
        with pytest.raises(InvitationClosedError):
            offer_of(made.token, now=NOW)

    def test_nobody_closes_their_own_account(self, by: Actor, administrator: User) -> None:
        with pytest.raises(OwnRoleError):
            commands.close_account(administrator, by=by, now=NOW, reason="Bye")

    def test_the_last_administrators_account_stays_open(
        self, people: People, administrator: User, partnership: Partnership
    ) -> None:
        owner = actor_for(people.owner, TODAY)
        with acting(owner, purpose="test"), pytest.raises(LastAdministratorError):
            commands.close_account(administrator, by=owner, now=NOW, reason="Left")


def invited(
    where: Partnership,
    body: Organisation,
    by: Actor,
    *,
    email: str = "nina@example.org",
    role: str = "councillor",
    **more: object,
) -> commands.invitations.Invited:
    days = {"to_date": None} | more
    return commands.invite(
        partnership=where,
        organisation=body,
        email=email,
        name="Nina New",
        role=role,
        by=by,
        now=NOW,
        **days,  # type: ignore[arg-type]
    )


class TestInvitations:
    def test_an_invitation_makes_an_account_with_the_role(
        self, by: Actor, partnership: Partnership, council: Organisation
    ) -> None:
        made = invited(partnership, council, by)
        user = commands.accept_invitation(made.token, name="Nina Neu", password=PASSWORD, now=NOW)
        assert (user.name, user.email) == ("Nina Neu", "nina@example.org")
        assert user.check_password(PASSWORD)
        (held,) = actor_for(user, TODAY).grants
        assert (held.role, held.organisation_id) == ("councillor", council.pk)
        assert Membership.objects.get(user=user).granted_by_id == by.id

    def test_an_invitation_adds_a_role_to_the_account_that_there_is(
        self, by: Actor, partnership: Partnership, council: Organisation
    ) -> None:
        there = factories.user("Nina", email="NINA@example.org", password=PASSWORD)
        made = invited(partnership, council, by)
        with pytest.raises(WrongPasswordError):
            commands.accept_invitation(made.token, name="Thief", password="wrong", now=NOW)
        assert commands.accept_invitation(made.token, name="", password=PASSWORD, now=NOW) == there
        assert actor_for(there, TODAY).roles_in(partnership.pk) == {"councillor"}

    def test_a_role_that_was_given_by_hand_meanwhile_is_not_held_twice(
        self, by: Actor, partnership: Partnership, council: Organisation
    ) -> None:
        """Otherwise whoever ends one of the two leaves the other."""
        there = factories.user("Nina", email="nina@example.org", password=PASSWORD)
        factories.membership(there, partnership, "board-member")
        made = invited(partnership, council, by)
        grant(there, partnership, council, by, "councillor")
        commands.accept_invitation(made.token, name="", password=PASSWORD, now=NOW)
        assert Membership.objects.filter(user=there, role="councillor").count() == 1
        assert Invitation.objects.get().accepted_by == there

    def test_an_invitation_for_longer_than_what_was_given_counts(
        self, by: Actor, partnership: Partnership, council: Organisation
    ) -> None:
        there = factories.user("Nina", email="nina@example.org", password=PASSWORD)
        factories.membership(there, partnership, "board-member")
        made = invited(partnership, council, by)
        grant(there, partnership, council, by, "councillor", to_date=TOMORROW)
        commands.accept_invitation(made.token, name="", password=PASSWORD, now=NOW)
        assert "councillor" in actor_for(there, TOMORROW + timedelta(days=1)).roles_in(partnership.pk)

    def test_an_invitation_works_once(
        self, by: Actor, partnership: Partnership, council: Organisation
    ) -> None:
        made = invited(partnership, council, by)
        commands.accept_invitation(made.token, name="Nina", password=PASSWORD, now=NOW)
        with pytest.raises(InvitationClosedError):
            commands.accept_invitation(made.token, name="Thief", password=PASSWORD, now=NOW)

    def test_an_invitation_runs_out(self, by: Actor, partnership: Partnership, council: Organisation) -> None:
        made = invited(partnership, council, by)
        assert offer_of(made.token, now=NOW + VALID_FOR - timedelta(seconds=1)).role == "councillor"
        with pytest.raises(InvitationClosedError):
            offer_of(made.token, now=NOW + VALID_FOR)

    def test_an_invitation_can_be_withdrawn_once(
        self, by: Actor, partnership: Partnership, council: Organisation
    ) -> None:
        made = invited(partnership, council, by)
        commands.withdraw_invitation(made.invitation, now=NOW)
        with as_maintenance():
            assert [each.state for each in Mail.objects.all()] == ["dropped"], "a dead link is not sent"
        with pytest.raises(InvitationClosedError):
            offer_of(made.token, now=NOW)
        with pytest.raises(InvitationClosedError):
            commands.withdraw_invitation(made.invitation, now=NOW)

    def test_a_closed_account_takes_up_nothing(
        self, by: Actor, partnership: Partnership, council: Organisation
    ) -> None:
        factories.user(email="nina@example.org", password=PASSWORD, is_active=False, closed_at=NOW)
        made = invited(partnership, council, by)
        with pytest.raises(InvitationClosedError):
            commands.accept_invitation(made.token, name="", password=PASSWORD, now=NOW)

    def test_nobody_invites_themselves(
        self, by: Actor, administrator: User, partnership: Partnership, council: Organisation
    ) -> None:
        with pytest.raises(OwnRoleError):
            invited(partnership, council, by, email=administrator.email.upper())
        assert not Invitation.objects.exists()

    def test_nobody_makes_an_invitation_to_themselves_their_own(
        self, by: Actor, administrator: User, partnership: Partnership, council: Organisation
    ) -> None:
        second = factories.member(partnership, "partnership-administrator")
        with acting(actor_for(second, TODAY), purpose="test") as other:
            made = invited(partnership, council, other, email=administrator.email)
        with pytest.raises(OwnRoleError):
            commands.renew_invitation(made.invitation, by=by, now=NOW)

    def test_nobody_takes_up_an_invitation_that_they_made(
        self, by: Actor, administrator: User, partnership: Partnership, council: Organisation
    ) -> None:
        """One that is open from before: its address was nobody's account then."""
        made = invited(partnership, council, by)
        with as_maintenance():
            administrator.email = made.invitation.email
            administrator.set_password(PASSWORD)
            administrator.save(update_fields=["email", "password"])
        with pytest.raises(OwnRoleError):
            commands.accept_invitation(made.token, name="", password=PASSWORD, now=NOW)
        assert actor_for(administrator, TODAY).roles_in(partnership.pk) == {"partnership-administrator"}

    def test_the_same_offer_is_not_made_twice(
        self, by: Actor, partnership: Partnership, council: Organisation
    ) -> None:
        invited(partnership, council, by)
        with pytest.raises(AlreadyHeldError):
            invited(partnership, council, by, email="Nina@Example.org")

    def test_the_secret_is_kept_nowhere(
        self, by: Actor, partnership: Partnership, council: Organisation
    ) -> None:
        made = invited(partnership, council, by)
        stored = Invitation.objects.get(pk=made.invitation.pk).token_hash
        entry = HistoryEntry.objects.filter(table_name="registry_invitation").latest("id")
        assert made.token not in stored
        assert entry.new is not None
        assert entry.new["token_hash"] == "[hidden]"

    @pytest.mark.parametrize("token", ["", "x", "a" * 300])
    def test_an_unknown_link_is_refused(self, db: None, token: str) -> None:
        with pytest.raises(InvitationClosedError):
            offer_of(token, now=NOW)


class TestOrganisations:
    def test_a_body_is_added_once(self, by: Actor, partnership: Partnership) -> None:
        made = commands.add_organisation(
            partnership=partnership, name="Fen Academy", kind=OrganisationKind.SCHOOL
        )
        assert made in partnership.organisations.all()
        with pytest.raises(AlreadyHeldError):
            commands.add_organisation(
                partnership=partnership, name="fen academy", kind=OrganisationKind.SCHOOL
            )


class TestFirstAdministrator:
    def first(self, name: str = "Larkshire SEND Partnership") -> commands.FirstAdministrator:
        return commands.create_first_administrator(
            email="ada@example.org",
            name="Ada",
            password=PASSWORD,
            partnership_name=name,
            local_area="Larkshire",
            organisation_name="Larkshire Council",
            organisation_kind=OrganisationKind.COUNCIL,
            now=NOW,
        )

    def test_an_empty_deployment_gets_a_partnership_and_its_administrator(self, db: None) -> None:
        made = self.first()
        actor = actor_for(made.user, TODAY)
        assert actor.may("registry.people.manage", made.partnership.pk)
        assert not actor.may("improvement.plan.edit", made.partnership.pk)
        with acting(actor, purpose="test"):
            entry = HistoryEntry.objects.filter(table_name="registry_membership").latest("id")
        assert entry.actor_id == system_actor("Command line").id

    def test_a_second_partnership_may_have_the_same_administrator(self, db: None) -> None:
        assert self.first().user == self.first("Wrenborough SEND Partnership").user

    def test_a_partnership_is_made_once(self, db: None) -> None:
        self.first()
        with pytest.raises(AlreadyHeldError):
            self.first()
