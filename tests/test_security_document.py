"""docs/security.md answers every requirement once, and names files that are there.

Whether a sentence is true no test can know; that it is about something which exists, these do.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = (ROOT / "docs/security.md").read_text()
NAMED = re.compile(r"`([^`\n]+)`")
STATES = ("met", "not applicable", "open")
WEIGHTS = ("high", "medium", "low")
# How many requirements of levels 1 and 2 each section of OWASP ASVS 5.0.0 has. In every section they are
# numbered from 1 without a gap; those of level 3 come after them.
_SECTIONS = """
    1.1:2 1.2:9 1.3:11 1.4:3 1.5:2
    2.1:3 2.2:3 2.3:4 2.4:1
    3.2:2 3.3:4 3.4:6 3.5:5 3.7:2
    4.1:3 4.2:1 4.3:2 4.4:4
    5.1:1 5.2:3 5.3:2 5.4:3
    6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4
    7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2
    8.1:2 8.2:3 8.3:1 8.4:1
    9.1:3 9.2:4
    10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3
    11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1
    12.1:3 12.2:2 12.3:4
    13.1:1 13.2:5 13.3:2 13.4:5
    14.1:2 14.2:4 14.3:3
    15.1:3 15.2:3 15.3:7
    16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
    17.1:1 17.2:4 17.3:2
"""
REQUIREMENTS = {
    section: int(many) for section, _, many in (each.partition(":") for each in _SECTIONS.split())
}
# What is used where something is encrypted, signed, hashed, compared or drawn by chance.
CRYPTOGRAPHY = (
    "hashlib",
    "hmac",
    "secrets",
    "ssl",
    "jwt",
    "cryptography",
    "pyrage",
    "django.utils.crypto",
    "django.core.signing",
    "django.contrib.auth.tokens",
    "django.contrib.auth.hashers",
)


@dataclass(frozen=True)
class Row:
    number: str
    asks: str
    state: str
    where: str


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def _part(title: str) -> str:
    """What stands under a heading of the second level."""
    return DOCUMENT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


ROWS = [
    Row(*_cells(line)) for line in _part("By chapter").splitlines() if re.match(r"\| \d+\.\d+\.\d+ \|", line)
]
OPEN = [
    _cells(line)
    for line in _part("What is open").splitlines()
    if line.startswith(tuple(f"| {w} |" for w in WEIGHTS))
]


def _is_file(name: str) -> bool:
    return bool(
        re.fullmatch(
            r"[\w.-]+(/[\w.-]+)+|[\w-]*\.?[\w-]+\.(md|py|json|yaml|toml)|Containerfile|\.dockerignore", name
        )
    )


def test_every_requirement_is_there_once_and_in_order() -> None:
    wanted = [
        f"{section}.{number}" for section, many in REQUIREMENTS.items() for number in range(1, many + 1)
    ]
    assert len(wanted) == 253
    assert [row.number for row in ROWS] == wanted


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_row_says_how_it_stands_and_by_what(row: Row) -> None:
    assert row.state in STATES
    assert row.asks
    assert row.where
    if row.state == "met":
        tests = [name for name in NAMED.findall(row.where) if re.search(r"(^|/)test_\w+\.py$", name)]
        assert tests, "no test is named"


def test_what_is_open_stands_in_one_table_by_weight() -> None:
    numbers = [what.partition(":")[0] for _, what, _ in OPEN]
    assert sorted(numbers) == sorted(row.number for row in ROWS if row.state == "open")
    weights = [WEIGHTS.index(weight) for weight, _, _ in OPEN]
    assert weights == sorted(weights)
    assert all(missing for _, _, missing in OPEN)


def test_the_counts_at_the_top_are_those_of_the_tables() -> None:
    said = dict(re.findall(r"^\| (met|not applicable|open|all) \| (\d+) \|$", DOCUMENT, re.M))
    counted = Counter(row.state for row in ROWS)
    assert said == {**{state: str(counted[state]) for state in STATES}, "all": str(len(ROWS))}


@pytest.mark.parametrize("name", ["security.md", "threat-model.md"])
def test_every_file_that_is_named_is_there(name: str) -> None:
    text = (ROOT / "docs" / name).read_text()
    named = {each for each in NAMED.findall(text) if _is_file(each)}
    assert len(named) > 30
    assert sorted(each for each in named if not (ROOT / each).is_file()) == []
    for link in re.findall(r"\]\(([\w./-]+)\)", text):
        assert (ROOT / "docs" / link).is_file(), link


def test_every_source_that_uses_cryptography_is_in_the_inventory() -> None:
    inventory = _part("Inventories").partition("used in code:")[2].partition("\n### ")[0]
    listed = [_cells(line)[0].strip("`") for line in inventory.splitlines() if line.startswith("| `")]
    sources = (ROOT / "lapwing").rglob("*.py")
    used = [
        path for path in sources if not {"tests", "migrations"} & set(path.parts) and _uses_cryptography(path)
    ]
    assert listed == sorted(path.relative_to(ROOT).as_posix() for path in used)


def _uses_cryptography(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text())):
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
        if any(name == each or name.startswith(f"{each}.") for name in names for each in CRYPTOGRAPHY):
            return True
    return False
