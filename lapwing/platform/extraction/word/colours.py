"""Fills of Word's cells as RRGGBB."""

from __future__ import annotations

import re

from lxml import etree

from lapwing.platform.extraction.word.names import value

_RGB = re.compile(r"[0-9A-Fa-f]{6}")
_SHARE = re.compile(r"pct(\d{1,3})")
WHITE = "FFFFFF"


def fill(shading: etree._Element | None) -> str | None:
    """The colour of a shading; None for none, for white, and for what the file leaves to the program.

    A pattern of dots (``pct25``) is the mixture that it looks like from afar.
    """
    if shading is None:
        return None
    kind = value(shading) or "clear"
    ground = _rgb(value(shading, "fill"))
    if kind in {"clear", "nil"}:
        found = ground
    else:
        share = _SHARE.fullmatch(kind)
        ink = _rgb(value(shading, "color")) or "000000"
        found = _mixed(ground or WHITE, ink, int(share.group(1)) / 100 if share else 1.0)
    return None if found == WHITE else found


def as_colour(text: str | None) -> str | None:
    """A colour of letters as RRGGBB; None when it is none."""
    return _rgb(text)


def _rgb(text: str | None) -> str | None:
    return text.upper() if text is not None and _RGB.fullmatch(text) else None


def _mixed(ground: str, ink: str, share: float) -> str:
    parts = (
        round(int(ground[at : at + 2], 16) * (1 - share) + int(ink[at : at + 2], 16) * share)
        for at in (0, 2, 4)
    )
    return "".join(f"{min(part, 255):02X}" for part in parts)
