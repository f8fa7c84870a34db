"""A public version as accessible PDFs (PDF/UA-1): the whole, and the easy-read one."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lapwing.insight.public_version.content import Public, Row
from lapwing.insight.public_version.easy_read import SYMBOLS
from lapwing.insight.public_version.lasting import as_published, as_published_easily
from lapwing.insight.public_version.telling import NOTHING, Told, about, told_of
from lapwing.platform.writing import brand
from lapwing.platform.writing.legible import legible
from lapwing.platform.writing.typesetting import FONTS, typeset

_ROOM = Path(__file__).parent
FIGURES, ALL_FIGURES, ABOUT = "Figures", "All figures", "About this document"
EASY_READ = "Easy read"
_COLOURS = {
    "ink": brand.INK,
    "quiet": brand.QUIET,
    "hairline": brand.HAIRLINE,
    **brand.STATUS,
    "green": brand.GREEN,
}


def to_pdf(content: Public, sha256: str, approved_at: datetime, lasting: str = "") -> bytes:
    """The whole version. The same content gives the same text whenever it is built. ``lasting`` is the whole
    address that leads to the newest version; empty where it is not known."""
    told = {
        **_frame(content),
        "as-at": legible(content.as_at),
        "intro": legible(content.intro),
        "sections": [
            {
                "title": legible(section.title),
                "lines": [
                    {
                        "words": legible(line.words),
                        "when": legible(line.when),
                        "sign": {
                            "label": legible(line.sign.label),
                            "shape": line.sign.shape,
                            "colour": line.sign.colour,
                        }
                        if line.sign
                        else None,
                    }
                    for line in section.lines
                ],
            }
            for section in content.sections
        ],
        "measures": [
            {
                "name": legible(measure.name),
                "series": [_series(told_of(each, measure.name)) for each in measure.series],
            }
            for measure in content.measures
        ],
        "hidden-means": legible(content.hidden_means),
        "words": {"figures": FIGURES, "all": ALL_FIGURES, "about": ABOUT, "nothing": NOTHING},
        "about": [legible(line) for line in about(content)],
        "published": legible(as_published(content, approved_at, lasting)),
        "lasting": lasting,
        "sha256": f"SHA-256 of the approved text: {sha256}",
    }
    return typeset(_ROOM / "public.typ", json.dumps(told), made_at=approved_at)


def to_easy_pdf(content: Public, approved_at: datetime, lasting: str = "") -> bytes:
    """The easy-read version; ``lasting`` as above."""
    made, newer = as_published_easily(approved_at, lasting)
    told = {
        **_frame(content),
        "words": {"easy": EASY_READ},
        "lines": [
            {
                "words": legible(line.words),
                "svg": svg_of(line.symbol),
                "alt": SYMBOLS[line.symbol][0],
            }
            for line in content.easy
        ],
        "made": made,
        "newer": newer,
        "lasting": lasting,
        "calendar": {"svg": svg_of("next"), "alt": SYMBOLS["next"][0]},
    }
    return typeset(_ROOM / "easy.typ", json.dumps(told), made_at=approved_at)


def svg_of(symbol: str, *, hidden: bool = False) -> Markup:
    """The drawing of a symbol, as markup: all of it is written here. ``hidden`` from those who do not see it,
    where words stand beside it."""
    name, drawn = SYMBOLS[symbol]
    told = 'aria-hidden="true"' if hidden else f'role="img" aria-label="{name}"'
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="96" height="96" fill="none" '
        f'stroke="#{brand.GREEN}" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round" '
        f"{told}>{drawn}</svg>"
    )


def _series(told: Told) -> dict[str, Any]:
    return {
        "name": legible(told.name),
        "heading": legible(told.heading),
        "about": legible(told.about),
        "newest": _newest(told.newest),
        "chart": {"svg": told.chart.wide, "alt": f"Chart. {legible(told.chart.words)}"}
        if told.chart
        else None,
        "gaps": told.gaps,
        "aims": legible(told.aims),
        "columns": told.columns,
        "rows": [[legible(each) for each in row] for row in told.rows],
        "is-long": told.is_long,
    }


def _newest(row: Row | None) -> dict[str, str] | None:
    if row is None:
        return None
    return {"period": legible(row.period), "figure": legible(row.figure), "counted": legible(row.counted)}


def _frame(content: Public) -> dict[str, Any]:
    return {
        "title": legible(content.title),
        "partnership": legible(content.partnership),
        "fonts": FONTS,
        "brand": {name: f"#{colour}" for name, colour in _COLOURS.items()},
    }
