"""``lapwing plan export``: each form of file, where it goes, and when it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lapwing.contexts.improvement.interchange import from_json, to_json
from lapwing.contexts.improvement.interchange.visible import visible
from lapwing.contexts.improvement.tests.factories import full_plan
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from lapwing.shell.cli import lapwing

ENDINGS = ("docx", "xlsx", "pdf")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(lapwing, arguments)


@pytest.fixture
def ref(tmp_path: Path, partnership: Partnership) -> str:
    path = tmp_path / "plan.json"
    path.write_text(to_json(full_plan()))
    return run("plan", "import", str(path), "--partnership", partnership.name).output.strip()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_plan_taken_out_is_read_as_the_same_plan(ending: str, ref: str, tmp_path: Path) -> None:
    path = tmp_path / f"out.{ending}"
    done = run("plan", "export", ref, f"--{ending}", "--output", str(path))
    assert done.exit_code == 0, done.output
    assert str(path) in done.output
    read = run("plan", "read", str(path), "--json")
    assert visible(from_json(read.stdout)) == visible(full_plan())


def test_a_file_that_is_not_named_bears_the_title_and_replaces_no_other(
    ref: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("plan", "export", ref, "--docx")
    assert done.exit_code == 0, done.output
    assert Path(done.output.strip()).exists()
    again = run("plan", "export", ref, "--docx")
    assert again.exit_code == 2
    assert "is there already" in again.output


def test_a_folder_gets_a_file_named_after_the_plan(ref: str, tmp_path: Path) -> None:
    done = run("plan", "export", ref, "--xlsx", "--output", str(tmp_path))
    assert Path(done.output.strip()).parent == tmp_path
    assert Path(done.output.strip()).suffix == ".xlsx"


def test_a_file_is_passed_on_but_never_to_a_screen(ref: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("plan", "export", ref, "--pdf", "--output", "-").stdout_bytes.startswith(b"%PDF")
    monkeypatch.setattr("lapwing.shell.cli.exporting.is_a_screen", lambda: True)
    refused = run("plan", "export", ref, "--pdf", "--output", "-")
    assert refused.exit_code == 2
    assert "A screen cannot show this file" in refused.output


def test_a_place_that_cannot_be_written_to_is_refused_with_a_sentence(ref: str, tmp_path: Path) -> None:
    refused = run("plan", "export", ref, "--pdf", "--output", str(tmp_path / "no" / "such" / "plan.pdf"))
    assert refused.exit_code == 2
    assert "cannot be written" in refused.output


def test_those_who_may_not_take_a_plan_out_are_refused(ref: str, people: People, tmp_path: Path) -> None:
    path = tmp_path / "out.docx"
    refused = run("plan", "export", ref, "--docx", "--output", str(path), "--as", people.outsider.email)
    assert refused.exit_code == 2
    assert not path.exists()


def test_two_kinds_at_once_are_refused(ref: str) -> None:
    found = run("plan", "export", ref, "--docx", "--pdf")
    assert found.exit_code == 2
    assert "one kind of file at a time, not for --docx and --pdf" in found.output
