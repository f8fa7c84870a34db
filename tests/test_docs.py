"""The documents: links lead somewhere, guides can be found, and what the map of the platform names exists."""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path

import pytest
from django.utils.module_loading import import_string
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lapwing.shell.cli import lapwing

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
DOCUMENTS = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
PLATFORM = ROOT / "lapwing/platform"
NAMED_IN_CODE = re.compile(r"docs/[\w./-]+\.md")
MAP = (DOCS / "platform.md").read_text()
# The first cell of each row of the map, and everything in the last.
MAP_ROWS = re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", MAP, re.MULTILINE)


@cache
def _tokens(path: Path) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(path.read_text())


def _links(path: Path) -> set[str]:
    inline = [each for token in _tokens(path) for each in token.children or ()]
    found = [each.attrs.get("href") or each.attrs.get("src") for each in inline]
    return {str(each) for each in found if each and "://" not in str(each)}


@cache
def _anchors(path: Path) -> set[str]:
    """The headings as a repository's pages make addresses of them."""
    tokens = _tokens(path)
    headings = [after for token, after in itertools.pairwise(tokens) if token.type == "heading_open"]
    words = ["".join(each.content for each in heading.children or ()) for heading in headings]
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in words}


def _target(path: Path, link: str) -> tuple[Path, str]:
    place, _, anchor = link.partition("#")
    return (path.parent / place).resolve() if place else path, anchor


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(path: Path) -> None:
    for link in _links(path):
        target, anchor = _target(path, link)
        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link


def test_the_list_of_documents_leads_to_every_one() -> None:
    """A folder that is listed leads to what is in it."""
    listed = {_target(DOCS / "README.md", link)[0] for link in _links(DOCS / "README.md")}

    for path in sorted(DOCS.rglob("*.md")):
        assert path.name == "README.md" or {path, path.parent} & listed, path.relative_to(ROOT)


def test_the_readme_leads_to_the_list_of_documents() -> None:
    assert "docs/README.md" in _links(ROOT / "README.md")


def test_the_documents_that_code_names_are_there() -> None:
    for folder in ("lapwing", "tests", "benchmarks", "scripts"):
        for path in (ROOT / folder).rglob("*.py"):
            for name in NAMED_IN_CODE.findall(path.read_text()):
                assert (ROOT / name).exists(), f"{path.relative_to(ROOT)} names {name}"


def test_the_map_of_the_platform_has_a_line_for_every_package() -> None:
    packages = {path.parent.name for path in PLATFORM.glob("*/__init__.py")} - {"tests"}
    modules = {path.stem for path in PLATFORM.glob("*.py")} - {"__init__"}

    assert sorted(package for package, _ in MAP_ROWS) == sorted(packages | modules)


@pytest.mark.parametrize(("package", "begin_with"), MAP_ROWS, ids=[package for package, _ in MAP_ROWS])
def test_what_the_map_of_the_platform_names_is_there(package: str, begin_with: str) -> None:
    names = re.findall(r"`([^`]+)`", begin_with)

    assert names
    for name in names:
        assert name.startswith(f"{package}.")
        assert callable(import_string(f"lapwing.platform.{name}"))


def test_every_layer_is_described_where_newcomers_look() -> None:
    described = (DOCS / "developing.md").read_text()

    for path in sorted((ROOT / "lapwing").glob("*/__init__.py")):
        assert f"  {path.parent.name}/" in described


def _code(path: Path) -> str:
    """What stands as code in a document: blocks, and words between backticks."""
    tokens = [each for token in _tokens(path) for each in (token, *(token.children or ()))]
    return "\n".join(each.content for each in tokens if each.type in {"code_block", "code_inline", "fence"})


def test_the_commands_that_documents_give_are_there() -> None:
    """Every `make …` is in the Makefile, and every `lapwing …` on the command line."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    for path in DOCUMENTS:
        code = _code(path)
        assert set(re.findall(r"^ *make ([a-z]+)", code, re.MULTILINE)) <= targets, path
        named = re.findall(r"^ *(?:\.venv/bin/)?lapwing ([a-z-]+)", code, re.MULTILINE)
        assert set(named) <= set(lapwing.commands), path
