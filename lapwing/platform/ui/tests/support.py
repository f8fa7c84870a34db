"""What the tests of the kit share: a template drawn from text, and HTML asked about by its elements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2


def draw(source: str, **context: object) -> str:
    """A template's text, drawn in the environment of every page."""
    return cast(Jinja2, engines["jinja2"]).env.from_string(source).render(**context)


@dataclass
class Element:
    """One element: its name, its attributes, and the words in it and below it."""

    tag: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def has_class(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()


_VOID = {"input", "meta", "link", "br", "img", "hr"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.found.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop().tag == tag:
                return

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)


def elements(
    html: str, tag: str = "", matching: Callable[[Element], bool] = lambda element: True
) -> list[Element]:
    """Every element of a kind, in the order of the page."""
    reader = _Reader()
    reader.feed(html)
    return [found for found in reader.found if (not tag or found.tag == tag) and matching(found)]


def texts(html: str, tag: str) -> list[str]:
    return [found.text for found in elements(html, tag)]
