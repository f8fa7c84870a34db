"""Later versions of a plan from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lapwing.contexts.improvement.interchange import to_json
from lapwing.contexts.improvement.models import Plan, PlanVersion
from lapwing.contexts.improvement.taking.tests.later import BEFORE, later_plan
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from lapwing.shell.cli import lapwing


def run(*arguments: str) -> Result:
    return CliRunner().invoke(lapwing, arguments)


@pytest.fixture
def ref(tmp_path: Path, partnership: Partnership) -> str:
    path = tmp_path / "first.json"
    path.write_text(to_json(BEFORE))
    return run("plan", "import", str(path), "--partnership", partnership.name).output.strip()


@pytest.fixture
def later(tmp_path: Path) -> str:
    path = tmp_path / "second.json"
    path.write_text(to_json(later_plan()))
    return str(path)


def title_of(ref: str) -> str:
    with as_maintenance():
        return Plan.objects.get(ref=ref).title


def test_differences_are_printed_and_nothing_is_saved(ref: str, later: str) -> None:
    found = run("plan", "compare", ref, later)
    assert found.exit_code == 0, found.output
    assert "Changed (" in found.output
    assert "title: Larkshire plan for play -> Larkshire plan for play, second version" in found.output
    assert "  action: 2.1.1 Hire" in found.output or "Hire a therapist" in found.output
    assert title_of(ref) == "Larkshire plan for play"


def test_differences_are_given_as_json(ref: str, later: str) -> None:
    found = json.loads(run("plan", "compare", ref, later, "--json").output)
    title = next(each for each in found["differences"] if each["field"] == "title" and each["part"] == "plan")
    assert title["now"] == "Larkshire plan for play, second version"


def test_a_version_is_taken_in_only_when_all_is_accepted(ref: str, later: str) -> None:
    looked = run("plan", "import", later, "--into", ref)
    assert looked.exit_code == 0
    assert "Nothing is saved." in looked.output
    assert title_of(ref) == "Larkshire plan for play"
    taken = run("plan", "import", later, "--into", ref, "--accept-all")
    assert taken.exit_code == 0, taken.output
    assert "changes taken in as version 2." in taken.output
    assert title_of(ref) == "Larkshire plan for play, second version"
    assert run("plan", "compare", ref, later).output.strip() == "Nothing differs."
    assert run("plan", "import", later, "--into", ref, "--accept-all").exit_code == 2


def test_what_cannot_be_is_refused_in_a_sentence(ref: str, later: str, people: People) -> None:
    assert "Give --partnership for a new plan, or --into" in run("plan", "import", later).output
    unknown = run("plan", "compare", "zzzzzzzzzzzz", later)
    assert (unknown.exit_code, "There is no plan" in unknown.output) == (2, True)
    refused = run("plan", "import", later, "--into", ref, "--accept-all", "--as", people.colleague.email)
    assert refused.exit_code != 0
    with as_maintenance():
        assert not PlanVersion.objects.exists()
