"""Roles and permissions fit together."""

import pytest

from lapwing.platform.access.permissions import declared_permissions
from lapwing.registry.meaning import meaning_of, meaning_of_permissions
from lapwing.registry.roles import ROLES, label_of, permissions_of


def test_every_permission_of_a_role_is_declared_by_a_package() -> None:
    named = frozenset().union(*(role.permissions for role in ROLES.values()))
    assert named - set(declared_permissions()) == set()


def test_every_declared_permission_is_held_by_some_role() -> None:
    named = frozenset().union(*(role.permissions for role in ROLES.values()))
    assert set(declared_permissions()) - named == set()


@pytest.mark.parametrize("code", ROLES)
def test_a_role_says_who_may_hold_it_and_where(code: str) -> None:
    role = ROLES[code]
    assert role.who_may_hold.endswith(".")
    assert role.organisation_kinds
    assert len(code) <= 40


def test_everybody_in_the_partnership_reads_the_plan_but_families_and_who_look_after_the_service() -> None:
    without = {code for code in ROLES if "improvement.plan.read" not in permissions_of(code)}
    assert without == {"parent-carer", "partnership-administrator", "service-operator"}


def test_families_see_nothing_of_the_plan_but_what_is_published() -> None:
    held = permissions_of("parent-carer")
    assert not any(name.startswith(("improvement.", "governance.", "packs.", "escalation.")) for name in held)


def test_practices_read_the_plan_and_change_nothing() -> None:
    assert permissions_of("gp-practice") == permissions_of("senco")
    assert not meaning_of("gp-practice").may_change


def test_administrators_look_after_people_and_see_nothing_of_the_plan() -> None:
    held = permissions_of("partnership-administrator")
    assert "registry.people.manage" in held
    assert not any(name.startswith(("improvement.", "governance.")) for name in held)
    # the history of every record, which shows the plan's
    assert "history.read" not in held


def test_only_administrators_manage_people() -> None:
    managers = [code for code in ROLES if "registry.people.manage" in permissions_of(code)]
    assert managers == ["partnership-administrator"]


def test_visitors_need_a_last_day() -> None:
    visitors = {code for code, role in ROLES.items() if role.needs_end_date}
    assert visitors == {"accountable-officer", "outside-adviser"}


def test_a_role_that_is_no_more_may_do_nothing() -> None:
    assert permissions_of("town-crier") == frozenset()
    assert label_of("town-crier") == "town-crier"


def test_what_a_role_may_change_is_told_from_what_it_reads() -> None:
    assert not meaning_of("data-analyst").may_change
    assert not meaning_of("ehc-coordinator").may_change
    # in the groups on which they sit
    assert meaning_of("board-member").may_change
    # figures are entered, which changes the plan; coming in changes nothing
    assert meaning_of_permissions({"improvement.actual.enter"}).may_change
    assert not meaning_of_permissions(
        {"registry.partnership.enter", "exports.review", "documents.malware.hear"}
    ).may_change
