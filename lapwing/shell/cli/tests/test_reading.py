"""``lapwing plan read``: needs no database, and answers bad files with a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lapwing.contexts.improvement.interchange import from_json, to_json
from lapwing.contexts.improvement.tests.factories import full_plan
from lapwing.shell.cli import lapwing


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(lapwing, arguments, input=given)


@pytest.fixture
def plan_json(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(to_json(full_plan()))
    return path


def test_a_plan_is_summed_up_for_a_person(plan_json: Path) -> None:
    found = run("plan", "read", str(plan_json))
    assert found.exit_code == 0
    assert "2 actions, 4 milestones, 3 due points, 1 success criterion" in found.output
    assert "2 measures, 3 series, 5 targets" in found.output
    assert "2 questions:" in found.output


def test_a_plan_is_printed_in_the_interchange_form(plan_json: Path) -> None:
    found = run("plan", "read", str(plan_json), "--json")
    assert from_json(found.output) == full_plan()


def test_a_plan_is_read_from_standard_input() -> None:
    found = run("plan", "read", "-", "--json", given=to_json(full_plan()).encode())
    assert from_json(found.output) == full_plan()


def test_the_reader_explains_itself(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "Ref | Action | Lead | By when\n--- | --- | --- | ---\n1.1 | Hire two | Head of SEND | May 2025\n"
    )
    found = run("plan", "read", str(path), "--explain")
    assert found.exit_code == 0
    assert "plan.txt is text" in found.output
    assert "1 table" in found.output
    assert "By when" in found.output
    # the titles and the rule under them are no field of a plan, and no line is dropped
    assert "2 lines left over" in found.output


def test_an_explanation_does_not_spoil_the_json(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("Nothing much is written here.\n")
    found = CliRunner().invoke(lapwing, ["plan", "read", str(path), "--explain", "--json"])
    assert from_json(found.stdout).actions == ()
    assert "plan.txt is text" in found.stderr


def test_text_is_read_and_titled_after_its_file_when_it_prints_no_title(tmp_path: Path) -> None:
    path = tmp_path / "Our plan.txt"
    path.write_text("\n\nNothing much is written here.\n")
    found = run("plan", "read", str(path))
    assert (found.exit_code, "found no actions and no measures in Our plan.txt" in found.output) == (0, True)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "There is nothing in the file."),
        (b"  \n ", "There is nothing in the file."),
        (b"PK\x03\x04x", "The file is damaged"),
        (b"a\x00\x00\x00\x01\x02\x03c\x00", "The file holds no text"),
        (b"\x89PNG\r\n", "This is a picture"),
        (b"{", "not a plan that Lapwing wrote: not JSON"),
        (b'{"format": "other"}', '"format" should be "lapwing-plan/1"'),
        (b'{"format": "lapwing-plan/1", "title": 5}', "plan.title: expected str, found 5"),
        (b'{"format": "lapwing-plan/1", "title": "\\ud800"}', "half a character"),
        (b'{"a": ' + b"[" * 100_000, "not a plan"),
    ],
)
def test_a_bad_file_is_answered_with_a_sentence(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(data)
    found = run("plan", "read", str(path))
    assert found.exit_code == 2
    assert words in found.output
    assert "Traceback" not in found.output


@pytest.mark.parametrize("path", ["/no/such/file.txt", "/"])
def test_a_file_that_is_not_there_is_refused(path: str) -> None:
    assert run("plan", "read", path).exit_code == 2


def test_reading_loads_no_django_and_starts_no_database(plan_json: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from lapwing.shell.cli import main\n"
        "sys.argv = ['lapwing', 'plan', 'read', sys.argv[1]]\n"
        "try:\n    main()\nfinally:\n    assert 'django' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(plan_json)],
        env={**os.environ, "LAPWING_VAR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "var").exists()
