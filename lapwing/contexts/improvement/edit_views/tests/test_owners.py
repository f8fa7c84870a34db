from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from lapwing.contexts.improvement.commands.common import RefusedError
from lapwing.contexts.improvement.commands.owners import create_owner_role
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import OwnerRole, RoleHolder
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Participation
from lapwing.registry.tests.factories import organisation


@pytest.fixture
def head(desk: Desk) -> OwnerRole:
    return desk.one(OwnerRole, name="Head of Play")


def test_everybody_with_the_plan_sees_who_owns_what(desk: Desk) -> None:
    page = desk.get("owner-roles", desk.colleague)
    assert "Head of Play" in words(page)
    assert "Ada Owner" in words(page)
    assert "Add a holder" not in words(page)


def test_a_role_is_added_once(desk: Desk) -> None:
    assert desk.post("owner-role-new", {"name": "Chief Gardener"}).status_code == 302
    again = desk.post("owner-role-new", {"name": "Chief Gardener"})
    assert "There is already a role of this name." in words(again)


def test_a_role_is_renamed(desk: Desk, head: OwnerRole) -> None:
    sent = {"version": head.version, "name": "Director of Play"}
    desk.post("owner-role-edit", sent, owner_role=head.ref)
    assert desk.one(OwnerRole, pk=head.pk).name == "Director of Play"


def test_a_body_that_no_longer_takes_part_is_no_choice_but_stays_where_it_is(
    desk: Desk, head: OwnerRole
) -> None:
    left, stays = organisation(desk.partnership, name="Old Trust"), organisation(desk.partnership)
    sent = {"version": head.version, "name": head.name, "organisation_ref": left.ref}
    desk.post("owner-role-edit", sent, owner_role=head.ref)
    with as_maintenance():
        Participation.objects.filter(organisation=left).update(ended_at=timezone.now(), ended_by=desk.owner)
    page = words(desk.get("owner-role-edit", owner_role=head.ref))
    assert "Old Trust (no longer takes part)" in page
    desk.post(
        "owner-role-edit", {**sent, "version": head.version + 1, "name": "Renamed"}, owner_role=head.ref
    )
    assert (desk.one(OwnerRole, pk=head.pk).name, desk.one(OwnerRole, pk=head.pk).organisation_id) == (
        "Renamed",
        left.pk,
    )
    new = words(desk.get("owner-role-new"))
    assert stays.name in new
    assert "Old Trust" not in new
    refused = desk.post("owner-role-new", {"name": "Another", "organisation_ref": left.ref})
    assert refused.status_code == 200
    with pytest.raises(RefusedError, match="Choose an organisation"), acting_as(desk.manager) as actor:
        create_owner_role(
            actor=actor,
            now=timezone.now(),
            partnership=desk.partnership,
            name="Another",
            organisation_ref=left.ref,
        )


def test_two_roles_are_joined_and_parted_again(desk: Desk, head: OwnerRole) -> None:
    lead = desk.one(OwnerRole, name="Play Lead")
    browser = desk.browser()
    sent = {"version": lead.version, "kept_ref": head.ref}
    page = browser.post(desk.url("owner-role-join", owner_role=lead.ref), sent, follow=True)
    assert "They are one role now." in words(page)  # type: ignore[arg-type]
    assert desk.one(OwnerRole, pk=lead.pk).joined_to_id == head.pk
    browser.post(desk.url("owner-role-part", owner_role=lead.ref) + f"?version={lead.version + 1}")
    assert desk.one(OwnerRole, pk=lead.pk).joined_to_id is None


def test_joining_needs_another_role(desk: Desk, head: OwnerRole) -> None:
    refused = desk.post("owner-role-join", {"version": head.version}, owner_role=head.ref)
    assert "Select it is the same role as" in words(refused) or "Choose the role" in words(refused)


class TestHolders:
    def test_a_person_of_the_partnership_comes_to_hold_a_role(self, desk: Desk, head: OwnerRole) -> None:
        page = desk.get("holder-new", owner_role=head.ref).content.decode()
        assert "Colin Colleague" in page
        assert "Ossie Outsider" not in page
        sent = {"user_id": desk.colleague.pk, "deputy": "on", **day("from_date", 2026, 1, 1)}
        desk.post("holder-new", sent, owner_role=head.ref)
        made = desk.one(RoleHolder, user=desk.colleague)
        assert (made.deputy, made.from_date, made.to_date) == (True, date(2026, 1, 1), None)

    def test_whoever_names_somebody_who_may_not_write_updates_is_told(
        self, desk: Desk, head: OwnerRole
    ) -> None:
        """``Ada Owner`` may write updates, and ``Colin Colleague`` may not."""
        form = words(desk.get("holder-new", owner_role=head.ref))
        assert "Colin Colleague (may not write updates)" in form
        assert "Ada Owner (may not" not in form
        browser = desk.browser()

        def added(person: User) -> str:
            sent = {"user_id": person.pk, **day("from_date", 2020, 1, 1)}
            with as_maintenance():
                RoleHolder.objects.filter(role=head, user=person).delete()
            page = browser.post(desk.url("holder-new", owner_role=head.ref), sent, follow=True)
            return words(page)  # type: ignore[arg-type]

        warned = "Colin Colleague may not write updates, so is not asked for any."
        said = added(desk.colleague)
        assert warned in said
        assert said.count("may not write updates, so is not asked") == 2
        assert "may not write updates, so is not asked for any" not in added(desk.owner)

    def test_the_same_time_twice_is_refused(self, desk: Desk, head: OwnerRole) -> None:
        sent = {"user_id": desk.owner.pk, **day("from_date", 2026, 1, 1)}
        response = desk.post("holder-new", sent, owner_role=head.ref)
        assert "This person holds the role in that time already." in words(response)

    def test_an_outsider_is_no_choice(self, desk: Desk, head: OwnerRole) -> None:
        sent = {"user_id": desk.outsider.pk, **day("from_date", 2026, 1, 1)}
        assert desk.post("holder-new", sent, owner_role=head.ref).status_code == 200
        assert desk.all(RoleHolder, user=desk.outsider) == []

    def test_a_holding_ends_and_with_it_what_it_allowed(self, desk: Desk) -> None:
        held = desk.one(RoleHolder)
        early = desk.post("holder-end", day("to_date", 2019, 1, 1), role_holder=held.ref)
        assert "The last day cannot come before the first." in words(early)
        desk.post("holder-end", day("to_date", 2020, 12, 31), role_holder=held.ref)
        assert desk.one(RoleHolder, pk=held.pk).to_date == date(2020, 12, 31)

    @pytest.mark.parametrize("who", ["owner", "colleague", "outsider"])
    def test_others_give_no_roles(self, desk: Desk, head: OwnerRole, who: str) -> None:
        person = getattr(desk, who)
        held = desk.one(RoleHolder)
        assert desk.get("holder-new", person, owner_role=head.ref).status_code == 404
        assert desk.get("holder-end", person, role_holder=held.ref).status_code == 404
        assert desk.get("owner-role-edit", person, owner_role=head.ref).status_code == 404


def test_a_role_that_owns_nothing_is_taken_out_and_brought_back(desk: Desk) -> None:
    desk.post("owner-role-new", {"name": "Chief Gardener"})
    role = desk.one(OwnerRole, name="Chief Gardener")
    sent = {"version": role.version, "reason": "Never was one"}
    desk.post("take-out", sent, kind="owner-role", ref=role.ref)
    assert desk.one(OwnerRole, pk=role.pk).voided_at is not None
    assert "Never was one" in words(desk.get("owner-roles"))
    desk.post("owner-roles", {"ref": role.ref})
    assert desk.one(OwnerRole, pk=role.pk).voided_at is None


def test_what_somebody_holds_is_handed_over_from_the_page_of_owners(desk: Desk) -> None:
    held = desk.one(RoleHolder)
    assert "Hand over what Ada Owner holds" in words(desk.get("owner-roles"))
    form = words(desk.get("hand-over", person=desk.owner.ref))
    assert "Head of Play" in form
    today = timezone.localdate()
    sent = {
        "holder_refs": [held.ref],
        "to_user_id": desk.colleague.pk,
        **day("last_day", today.year, today.month, today.day),
        "reason": "Moves to another post",
        "shown": f"{held.ref}:",
    }
    assert (
        f'name="shown" value="{held.ref}:"' in desk.get("hand-over", person=desk.owner.ref).content.decode()
    )
    assert desk.post("hand-over", sent, person=desk.owner.ref).status_code == 302
    assert desk.one(RoleHolder, pk=held.pk).to_date == today
    assert desk.one(RoleHolder, user=desk.colleague).role_id == held.role_id
    again = words(desk.post("hand-over", sent, person=desk.owner.ref))
    assert "Meanwhile somebody changed until when this is held." in again


def test_handing_over_is_asked_for_completely(desk: Desk) -> None:
    refused = words(desk.post("hand-over", {}, person=desk.owner.ref))
    assert "Choose what is handed over." in refused


def test_nobody_hands_over_what_is_not_held(desk: Desk) -> None:
    assert desk.get("hand-over", person=desk.outsider.ref).status_code == 404
    assert desk.get("hand-over", desk.owner, person=desk.owner.ref).status_code == 404
