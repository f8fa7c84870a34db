"""What no source of ours does: each of these would open a door that no test of a page could see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lapwing.platform.accounts.forms import SignInForm
from lapwing.platform.accounts.models import User

ROOT = Path(__file__).resolve().parents[1]
LAPWING = ROOT / "lapwing"
PYTHON = sorted(path for path in LAPWING.rglob("*.py") if "tests" not in path.parts)
SCRIPTS = sorted((LAPWING / "static/lapwing").glob("*.js"))
TEMPLATES = sorted(LAPWING.rglob("templates/**/*.html"))
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
# What turns bytes into objects of any class, gives numbers that can be guessed, or is broken as a hash.
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "random", "yaml", "telnetlib", "ftplib"}
# A mark of a change, where nobody gains by two that are alike; never of who somebody is.
WEAK_HASHES = {"lapwing/platform/accounts/breached.py", "lapwing/platform/imports/staging.py"}


def _calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_text_is_run_as_a_program() -> None:
    found = [
        _name(path)
        for path in PYTHON
        for call in _calls(path)
        if isinstance(call.func, ast.Name) and call.func.id in RUNS_TEXT
    ]
    assert found == []


def test_no_program_is_started_by_way_of_a_shell() -> None:
    for path in PYTHON:
        assert not re.search(r"os\.(system|popen)\(", path.read_text()), path
        for call in _calls(path):
            assert not any(each.arg == "shell" for each in call.keywords), path


def test_nothing_is_imported_that_makes_objects_of_bytes_or_numbers_that_can_be_guessed() -> None:
    assert {_name(path): found for path in PYTHON if (found := _imports(path) & NEVER_IMPORTED)} == {}


def test_no_broken_hash_protects_anything() -> None:
    assert {
        _name(path)
        for path in PYTHON
        if "migrations" not in path.parts and re.search(r"\b(md5|sha1)\b", path.read_text())
    } == WEAK_HASHES
    for name in WEAK_HASHES:
        assert "usedforsecurity=False" in (ROOT / name).read_text()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_markup_or_programs_of_text(path: Path) -> None:
    script = path.read_text()
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script
    )
    # what a caller names must not become a member of every object
    assert not re.search(r"__proto__|Object\.assign\(|\.prototype\b", script)
    # people may paste passwords, and managers of passwords may fill them in
    assert not re.search(r"[\"']paste[\"']|onpaste", script)


def test_no_template_lets_text_through_as_markup() -> None:
    assert [
        _name(path) for path in TEMPLATES if re.search(r"\|\s*safe\b|autoescape\s+false", path.read_text())
    ] == []


def test_a_password_is_masked_and_counts_as_it_was_typed() -> None:
    given = " With Blanks and CAPITALS "
    form = SignInForm({"email": "robin@demo.lapwing.example", "password": given})
    assert form.is_valid()
    assert form.cleaned_data["password"] == given
    assert form.fields["password"].widget.input_type == "password"


def test_no_password_has_a_last_day() -> None:
    assert {field.name for field in User._meta.fields if "password" in field.name} == {
        "password",
        "password_link_at",
    }
