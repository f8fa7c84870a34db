"""Fills of Excel's cells as RRGGBB, whether written out, numbered, or a shade of the file's own theme."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence

from lxml import etree
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.styles.fills import GradientFill, PatternFill

from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.office_package import parsed

WHITE = "FFFFFF"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# The order in which cells number the colours of a theme; the file itself has dark before light.
_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{at}" for at in range(1, 7)), "hlink", "folHlink")
_RGB = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")


class Palette:
    """The colours of a file. ``theme`` is its theme as XML, ``numbered`` its own list of colours, if any."""

    def __init__(self, theme: bytes | None = None, numbered: Sequence[str] = ()) -> None:
        self._theme = _theme(theme)
        self._numbered = tuple(numbered) or COLOR_INDEX

    def fill(self, fill: object) -> str | None:
        """The colour of a fill; None for none and for white. A gradient is told by its first colour."""
        if isinstance(fill, GradientFill):
            stops = fill.stop
            return self._seen(stops[0].color) if stops else None
        if not isinstance(fill, PatternFill) or not fill.patternType:
            return None
        return self._seen(fill.fgColor if fill.patternType == "solid" else fill.bgColor)

    def _seen(self, colour: Color) -> str | None:
        found = self._rgb(colour)
        return None if found is None or found == WHITE else found

    def _rgb(self, colour: Color) -> str | None:
        base: str | None = None
        if colour.type == "rgb" and isinstance(colour.rgb, str):
            base = _plain(colour.rgb)
        elif colour.type == "theme" and isinstance(colour.theme, int):
            base = self._theme.get(colour.theme)
        elif colour.type == "indexed" and isinstance(colour.indexed, int):
            base = _plain(self._numbered[colour.indexed]) if colour.indexed < len(self._numbered) else None
        return base if base is None or not colour.tint else _tinted(base, float(colour.tint))


def _plain(text: str) -> str | None:
    """A colour without its opacity."""
    matched = _RGB.fullmatch(text)
    return matched.group(1).upper() if matched else None


def _theme(data: bytes | None) -> dict[int, str]:
    """The colours of a theme by number. A theme that cannot be read gives none, and colours stay unknown."""
    if not data:
        return {}
    try:
        scheme = next(parsed(data).iter(f"{_DRAWING}clrScheme"), None)
    except UnreadableFileError:
        return {}
    found: dict[int, str] = {}
    for at, name in enumerate(_ORDER):
        element = None if scheme is None else scheme.find(_DRAWING + name)
        if element is not None and len(element):
            said = _said(element[0])
            if _RGB.fullmatch(said):
                found[at] = said.upper()
    return found


def _said(element: etree._Element) -> str:
    return element.get("lastClr") or element.get("val") or ""


def _tinted(base: str, tint: float) -> str:
    """A colour made lighter (towards 1) or darker (towards -1), as ECMA-376 part 1, 18.8.19 has it."""
    red, green, blue = (int(base[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(
        f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(max(light, 0), 1), strength)
    )
