"""Plans of the database from the command line."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lapwing.contexts.improvement.interchange import from_json, to_json
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.tests.factories import action, due, full_plan, milestone, plan
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People
from lapwing.shell.cli import lapwing

PUBLISHED = Path(__file__).resolve().parents[5] / "shared" / "plans"


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(lapwing, arguments, input=given)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(to_json(full_plan()))
    return path


@pytest.fixture
def ref(file: Path, partnership: Partnership) -> str:
    return run("plan", "import", str(file), "--partnership", partnership.name).output.strip()


@pytest.fixture
def as_system(db: None) -> Iterator[None]:
    with acting(system_actor("Test"), purpose="test"):
        yield


def test_a_plan_is_imported_by_whatever_its_partnership_goes_by(
    file: Path, partnership: Partnership, as_system: None
) -> None:
    for name in (partnership.name, partnership.ref, partnership.local_area, f" {partnership.name.upper()}"):
        found = run("plan", "import", str(file), "--partnership", name)
        assert found.exit_code == 0, found.output
        assert Plan.objects.get(ref=found.output.strip()).partnership == partnership


def test_a_local_area_of_two_partnerships_is_refused_with_their_references(
    file: Path, partnership: Partnership, as_system: None
) -> None:
    other = registry.partnership("Another partnership", partnership.local_area)
    found = run("plan", "import", str(file), "--partnership", partnership.local_area)
    assert found.exit_code == 2
    assert all(ref in found.output for ref in (partnership.ref, other.ref))


def test_a_plan_comes_out_as_it_went_in(ref: str) -> None:
    found = run("plan", "export", ref, "--json")
    assert from_json(found.output) == full_plan()


def test_a_person_imports_only_where_they_may(
    file: Path, people: People, partnership: Partnership, as_system: None
) -> None:
    def as_person(email: str) -> Result:
        return run("plan", "import", str(file), "--partnership", partnership.ref, "--as", email)

    done = as_person(people.owner.email.upper())
    assert Plan.objects.get(ref=done.output.strip()).created_by == people.owner
    for email, words in (
        (people.colleague.email, "may not be seen"),
        (people.outsider.email, "There is no partnership"),
        ("nobody@example.org", "Nobody with the address"),
    ):
        refused = as_person(email)
        assert refused.exit_code == 2
        assert words in refused.output


def test_the_same_document_is_refused_unless_again(tmp_path: Path, partnership: Partnership) -> None:
    source = PUBLISHED / "ealing.txt"
    if not source.exists():
        pytest.skip("the published plans are not beside this repository")
    arguments = ("plan", "import", str(source), "--partnership", partnership.name)
    first = run(*arguments)
    second = run(*arguments)
    assert (second.exit_code, first.output.strip() in second.output) == (2, True)
    assert run(*arguments, "--again").exit_code == 0


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2024-12-31", 4),
        ("2025-04-01", 36),
        ("2025-09-30", 61),
        ("2025-12-31", 81),
        ("2026-04-01", 90),
        ("2026-12-31", 97),
        ("2027-12-31", 100),
    ],
)
def test_the_published_plan_is_overdue_as_the_oracle_says(
    day: str, number: int, partnership: Partnership
) -> None:
    source = PUBLISHED / "hillingdon.txt"
    if not source.exists():
        pytest.skip("the published plans are not beside this repository")
    ref = run("plan", "import", str(source), "--partnership", partnership.name).output.strip()
    found = json.loads(run("plan", "overdue", ref, "--on", day, "--json").output)
    assert (found["count"], len(found["overdue"]), found["undated"]) == (number, number, 3)


def test_what_is_overdue_is_listed_with_starts_apart(ref: str) -> None:
    found = run("plan", "overdue", ref, "--on", "2026-04-20").output.splitlines()
    assert found[0] == "1 milestone overdue on 20 Apr 2026"
    assert "79 d" in found[1]
    assert "Meet every term" in found[1]
    assert found[2] == "1 start missed"
    assert "31 Jan 2026  Begin talks" in found[3]
    assert found[-1] == "2 milestones without a date, never overdue"


def test_how_a_plan_stands_is_said_in_words(ref: str) -> None:
    found = run("plan", "status", ref, "--on", "2026-04-20").output
    assert "2 actions, 4 milestones" in found
    assert "1 overdue" in found
    assert "3 series of measures: met 0, on path 0, off path 0, unknown 3" in found
    assert "1 open question" in found
    early = run("plan", "status", ref, "--as-at", "2020-01-01").output
    assert "It was not in Lapwing yet" in early


def test_plans_are_listed(ref: str, partnership: Partnership) -> None:
    assert run("plan", "list").output == f"{ref}  Larkshire plan for play ({partnership.name})\n"


def test_an_empty_list_says_so(db: None) -> None:
    assert run("plan", "list").output == "There are no plans yet.\n"


@pytest.mark.parametrize("command", ["export", "overdue", "status"])
def test_an_unknown_plan_is_refused(command: str, db: None) -> None:
    found = run("plan", command, "nothing")
    assert (found.exit_code, "There is no plan “nothing”." in found.output) == (2, True)


@pytest.mark.parametrize("day", ["31/12/2026", "2026-02-30", "soon"])
def test_a_bad_date_is_refused(day: str, db: None) -> None:
    found = run("plan", "overdue", "x", "--on", day)
    assert found.exit_code == 2
    assert "is not a date; write it as 2026-04-30." in found.output


def test_an_unknown_partnership_is_refused_with_those_that_are_known(
    file: Path, partnership: Partnership
) -> None:
    found = run("plan", "import", str(file), "--partnership", "Nowhere")
    assert found.exit_code == 2
    assert "There is no partnership “Nowhere”. Known: “Larkshire SEND Partnership”." in found.output


def test_what_cannot_be_saved_is_refused(tmp_path: Path, partnership: Partnership) -> None:
    path = tmp_path / "plan.json"
    path.write_text(to_json(plan(action("1"), action("1"))))
    found = run("plan", "import", str(path), "--partnership", partnership.name)
    assert (found.exit_code, "several actions have the key '1'" in found.output) == (2, True)


def test_a_text_without_a_plan_is_not_imported(tmp_path: Path, partnership: Partnership) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear all,\n\nThank you for coming.\n")
    found = run("plan", "import", str(path), "--partnership", partnership.name)
    assert found.exit_code == 2
    assert "found no actions and no measures in letter.txt" in found.output


def test_today_is_the_day_unless_another_is_given(tmp_path: Path, partnership: Partnership) -> None:
    path = tmp_path / "plan.json"
    path.write_text(to_json(plan(action(milestones=(milestone("x", due(date(2020, 1, 31))),)))))
    ref = run("plan", "import", str(path), "--partnership", partnership.name).output.strip()
    assert "1 milestone overdue" in run("plan", "overdue", ref).output


def test_the_first_administrator_is_made_from_the_command_line(db: None, as_system: None) -> None:
    answers = {
        "email": "ada@example.org",
        "name": "Ada Admin",
        "partnership": "Dunford SEND Partnership",
        "local-area": "Dunford",
        "organisation": "Dunford Council",
    }
    options = [part for name, value in answers.items() for part in (f"--{name}", value)]
    password = f"{registry.PASSWORD}\n" * 2
    done = run("admin", "create", *options, given=password)
    assert done.exit_code == 0, done.output
    assert Membership.objects.get(user__email="ada@example.org").role == "partnership-administrator"
    assert registry.PASSWORD not in done.output
    again = run("admin", "create", *options, given=password)
    assert (again.exit_code, "already" in again.output) == (2, True)


def test_a_weak_password_is_refused(db: None) -> None:
    options = ["--email", "a@example.org", "--name", "A", "--partnership", "P", "--local-area", "L"]
    found = run("admin", "create", *options, "--organisation", "O", "--password", "short")
    assert (found.exit_code, "too short" in found.output) == (2, True)


def test_a_blank_name_is_refused(db: None) -> None:
    options = ["--email", "a@example.org", "--name", "A", "--partnership", " ", "--local-area", "L"]
    found = run("admin", "create", *options, "--organisation", "O", "--password", registry.PASSWORD)
    assert (found.exit_code, "'--partnership': it may not be blank." in found.output) == (2, True)


def test_any_management_command_can_be_run(db: None, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("manage", "version").exit_code == 0
