"""A pack as a part of a page: the same blocks as on paper, with the charts and links that lead on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.template.loader import get_template
from markupsafe import Markup

from lapwing.insight.packs.forms import titles
from lapwing.insight.packs.forms.arrangement import document_of
from lapwing.insight.packs.forms.pictures import Pictures
from lapwing.insight.packs.shapes import Link, Pack


@dataclass(frozen=True)
class Asking:
    """Questions on lines: by key where a line is asked about and what the line is called, and how many
    questions there are."""

    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)


NO_QUESTIONS = Asking()


def to_page(
    pack: Pack,
    digest: str,
    pictures: Pictures,
    address_of: Callable[[Link], str | None] = lambda link: None,
    asking: Asking = NO_QUESTIONS,
) -> Markup:
    """The pack below the heading of a page. ``address_of`` says where a link leads, or None for nowhere.

    Every line stands under its key, so that a page can lead to ``#key``.
    """

    def drawings(key: str) -> tuple[Markup, Markup]:
        return Markup(pictures.svg(key) or ""), Markup(pictures.narrow_svg(key) or "")

    told = {
        "document": document_of(pack, digest),
        "titles": titles,
        "address_of": address_of,
        "drawings": drawings,
        "asking": asking,
        "kind_of": lambda block: type(block).__name__,
    }
    return Markup(get_template("packs/pack/document.html").render(told))
