"""Removing, and answering who asks what is held, from the command line: through maintenance's own door."""

import json

import pytest
from click.testing import CliRunner, Result

from lapwing.contexts.improvement.models import PlanDraft
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.retention.models import Purge
from lapwing.platform.retention.tests.support import approved, draft, history_lines, simulated
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People
from lapwing.shell.cli import lapwing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "maintenance"]),
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(lapwing, arguments)


@pytest.fixture
def lead(partnership: Partnership) -> User:
    return factories.member(partnership, "information-governance-lead", name="Ingrid Guard")


def test_an_approved_simulation_is_carried_out_once(
    partnership: Partnership, people: People, lead: User
) -> None:
    administrator = factories.member(partnership, "partnership-administrator")
    old = draft(partnership, people.owner)
    found = simulated(lead, partnership)
    assert found is not None
    waits = run("retention", "run", found.ref)
    assert (waits.exit_code, "not approved" in waits.output) == (2, True)
    approved(administrator, partnership, found)
    done = run("retention", "run", found.ref)
    assert done.exit_code == 0, done.output
    assert "1 plan draft" in done.output
    assert history_lines("improvement_plandraft", old.pk) == 0
    with as_maintenance():
        assert Purge.objects.get().database_role == "lapwing_maintenance"
    assert run("retention", "run", found.ref).exit_code == 2


def test_one_record_is_removed_for_a_reason(partnership: Partnership, people: People, lead: User) -> None:
    old = draft(partnership, people.owner)
    asked = ["purge", "--kind", "plan-draft", "--ref", old.ref, "--partnership", partnership.ref]
    assert run(*asked, "--reason", "Asked", "--as", "nobody@example.org", "--yes").exit_code == 2
    done = run(*asked, "--reason", "The sender asked", "--as", lead.email, "--yes")
    assert done.exit_code == 0, done.output
    with as_maintenance():
        assert not PlanDraft.objects.exists()
        assert Purge.objects.get().reason == "The sender asked"
    again = run(*asked, "--reason", "The sender asked", "--as", lead.email, "--yes")
    assert (again.exit_code, "There is no record" in again.output) == (2, True)


def test_unknown_kinds_are_answered_with_those_there_are(partnership: Partnership, lead: User) -> None:
    asked = ["purge", "--kind", "child", "--ref", "x", "--partnership", partnership.ref, "--reason", "x"]
    found = run(*asked, "--as", lead.email, "--yes")
    assert (found.exit_code, "plan-draft" in found.output) == (2, True)


def test_what_is_held_about_a_person_is_exported(people: People, lead: User) -> None:
    found = run("person", "export", people.owner.email, "--as", lead.email, "--reason", "A request")
    assert found.exit_code == 0, found.output
    assert json.loads(found.output)["account"]["email address"] == people.owner.email


def test_months_of_the_access_log_are_listed_and_removed_only_when_asked(
    partnership: Partnership, people: People, lead: User
) -> None:
    found = run("retention", "months")
    assert (found.exit_code, "no month of the access log" in found.output) == (0, True), found.output
    refused = run("retention", "months", "--remove", "--as", lead.email)
    assert (refused.exit_code, "why (--reason)" in refused.output) == (2, True)
    nothing = run("retention", "months", "--remove", "--as", lead.email, "--reason", "The schedule")
    assert (nothing.exit_code, "no month of the access log" in nothing.output) == (0, True), nothing.output
