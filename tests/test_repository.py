"""What must hold of the repository's own files."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PINS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize(
    "path", [*PINS, ROOT / "package-lock.json", ROOT / ".npmrc"], ids=lambda path: path.name
)
def test_no_lock_file_says_where_packages_were_fetched_from(path: Path) -> None:
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|\"resolved\"", path.read_text())


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.name)
def test_every_python_package_is_pinned_with_a_hash(path: Path) -> None:
    entries = re.split(r"\n(?=\S)", path.read_text().strip())

    assert entries
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+(\[[\w,-]+\])?==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry


def test_the_lock_file_pins_the_front_end_packages_that_are_asked_for() -> None:
    asked = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert locked[f"node_modules/{name}"]["version"] == version
    for name, entry in locked.items():
        assert not name or entry["integrity"].startswith("sha512-")


def test_what_pages_are_sent_names_neither_gov_uk_typeface_nor_crest() -> None:
    vendor = ROOT / "lapwing" / "static" / "vendor"
    style = (vendor / "govuk-frontend.min.css").read_text()

    assert "Inter Variable" in style
    assert "GDS Transport" not in style
    assert "crest" not in " ".join(path.name for path in vendor.rglob("*"))
