"""Every template of a page, found by the loader, and which of them a request was answered with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lapwing.platform.ui import pages
from lapwing.platform.ui.environment import template_folders, template_names

_PARENT = re.compile(r"{% extends \"([^\"]+)\"")


def page_templates() -> set[str]:
    """Those that make a whole page: what fills in a layout, but no part of a page and no layout."""
    return {
        name
        for name in template_names()
        if _parent(name) and not name.startswith("layouts/") and not name.split("/")[-1].startswith("_")
    }


def with_parents(name: str) -> set[str]:
    """A template and those that it fills in."""
    parent = _parent(name)
    return {name} | (with_parents(parent) if parent else set())


def _parent(name: str) -> str:
    places = (folder / name for folder in template_folders())
    source = next(path for path in places if path.exists()).read_text(encoding="utf-8")
    extended = _PARENT.search(source)
    return extended[1] if extended else ""


@contextmanager
def noting_templates() -> Iterator[list[str]]:
    """Note which template each page is made from, in order."""
    drawn: list[str] = []
    draw = pages.render_to_string  # type: ignore[attr-defined]

    def note(template: str, *args: object, **kwargs: object) -> str:
        drawn.append(template)
        return draw(template, *args, **kwargs)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "render_to_string", note)
        yield drawn
