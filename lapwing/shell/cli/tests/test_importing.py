"""Rows of a file from the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lapwing.contexts.improvement.interchange import to_json
from lapwing.contexts.improvement.models import Actual
from lapwing.contexts.improvement.tests.factories import full_plan
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from lapwing.shell.cli import lapwing

GOOD = "measure,series,to,value\nM2,All,31/07/2025,5\n"
WRONG = f"{GOOD}M9,All,31/07/2025,5\n"


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(lapwing, arguments, input=given)


@pytest.fixture
def place(tmp_path: Path, partnership: Partnership) -> tuple[str, ...]:
    """The options that say which partnership, which has one plan."""
    path = tmp_path / "plan.json"
    path.write_text(to_json(full_plan()))
    run("plan", "import", str(path), "--partnership", partnership.ref)
    return "--partnership", partnership.ref


def standing() -> int:
    with as_maintenance():
        return Actual.objects.standing().count()


def test_rows_are_brought_in_and_said(place: tuple[str, ...]) -> None:
    found = run("import", "figures", "-", *place, given=GOOD)
    assert (found.exit_code, "1 to add" in found.output) == (0, True)
    assert standing() == 3


def test_a_dry_run_says_what_would_be_done_and_does_nothing(place: tuple[str, ...]) -> None:
    found = run("import", "figures", "-", *place, "--dry-run", given=WRONG)
    assert found.exit_code == 0
    assert "Line 3: Problem. Measure (column A): There is no measure “M9”" in found.output
    assert standing() == 2


def test_problems_keep_everything_out_unless_they_are_left_out(place: tuple[str, ...]) -> None:
    assert run("import", "figures", "-", *place, given=WRONG).exit_code == 2
    assert standing() == 2
    assert run("import", "figures", "-", *place, "--leave-out-problems", given=WRONG).exit_code == 0
    assert standing() == 3


@pytest.mark.parametrize(
    ("feed", "given", "said"),
    [
        ("pupils", GOOD, "There is no feed “pupils”"),
        ("figures", "colour,shape\nred,round\n", "Say which column is “Measure”."),
        ("figures", "", "The file is empty"),
    ],
)
def test_what_cannot_be_is_refused_in_words(place: tuple[str, ...], feed: str, given: str, said: str) -> None:
    found = run("import", feed, "-", *place, given=given)
    assert (found.exit_code, said in found.output) == (2, True), found.output


def test_a_person_needs_the_permission(place: tuple[str, ...], people: People) -> None:
    found = run("import", "figures", "-", *place, "--as", people.colleague.email, given=GOOD)
    assert found.exit_code == 2
    assert standing() == 2
