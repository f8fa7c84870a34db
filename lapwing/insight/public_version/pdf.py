"""A public version as accessible PDFs (PDF/UA-1): the whole, and the easy-read one."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lapwing.insight.public_version.content import Public, Series
from lapwing.insight.public_version.easy_read import SYMBOLS
from lapwing.platform.writing import brand
from lapwing.platform.writing.legible import legible
from lapwing.platform.writing.typesetting import FONTS, typeset

_ROOM = Path(__file__).parent
FIGURES, ABOUT, NOTHING = "Figures", "About this document", "There are no figures yet."
COLUMNS = ("When", "Figure", "How many")
EASY_READ = "Easy read"
_COLOURS = {
    "ink": brand.INK,
    "quiet": brand.QUIET,
    "hairline": brand.HAIRLINE,
    **brand.STATUS,
    "green": brand.GREEN,
}


def to_pdf(content: Public, sha256: str, approved_at: datetime) -> bytes:
    """The whole version. The same content gives the same text whenever it is built."""
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
            {"name": legible(measure.name), "series": [_series(each) for each in measure.series]}
            for measure in content.measures
        ],
        "hidden-means": legible(content.hidden_means),
        "words": {"figures": FIGURES, "about": ABOUT, "columns": COLUMNS, "nothing": NOTHING},
        "about": [legible(line) for line in about(content)],
        "sha256": f"SHA-256 of the approved text: {sha256}",
    }
    return typeset(_ROOM / "public.typ", json.dumps(told), made_at=approved_at)


def to_easy_pdf(content: Public, approved_at: datetime) -> bytes:
    """The easy-read version."""
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


def about(content: Public) -> list[str]:
    """Where it comes from, and what is not in it."""
    return [
        f"{content.partnership} publishes this. It tells of “{content.plan}” as it stood on {content.as_at}.",
        "It names nobody, and leaves out what could let a child be known.",
    ]


def about_series(series: Series) -> str:
    """What the figures count, and what is aimed at."""
    target = f"Next target: {series.target}." if series.target and series.target != "No target" else ""
    unit = _unit(series.unit)
    return " ".join(filter(None, (unit, target)))


def _unit(unit: str) -> str:
    """What is counted, in words: "% of plans" is a share of plans."""
    if unit.startswith("% of "):
        return f"Share of {unit.removeprefix('% of ')}."
    return f"In {unit}." if unit and unit != "%" else ""


def _series(series: Series) -> dict[str, Any]:
    return {
        "label": legible(series.label),
        "about": legible(about_series(series)),
        "is-counted": series.is_counted,
        "rows": [
            {"period": legible(row.period), "figure": legible(row.figure), "counted": legible(row.counted)}
            for row in series.rows
        ],
    }


def _frame(content: Public) -> dict[str, Any]:
    return {
        "title": legible(content.title),
        "partnership": legible(content.partnership),
        "fonts": FONTS,
        "brand": {name: f"#{colour}" for name, colour in _COLOURS.items()},
    }
