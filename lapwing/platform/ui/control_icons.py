"""The two icons of a control chart as SVG: a ring in its colour, a shape, a letter, and a name.

Drawn by us after the icons of NHS "Making Data Count", so that people who know those know these. The letter
and the shape say the same as the colour: they are told apart in black and white.
"""

from __future__ import annotations

import math
from typing import Literal

from markupsafe import Markup, escape

from lapwing.domain.statistics.spc_types import Assurance, Variation
from lapwing.domain.statistics.spc_words import ASSURANCE, VARIATION

COMMON, IMPROVEMENT, CONCERN, NEUTRAL = "#a6a6a6", "#00b0f0", "#e46c0a", "#490092"
# Letters and lines must be read on white: the light blue and grey of the rings are too pale for that.
_INK = {COMMON: "#484949", IMPROVEMENT: "#00567a", CONCERN: "#9a3f00", NEUTRAL: NEUTRAL}
_Way = Literal["up", "down"]
_VARIATION: dict[Variation, tuple[str, _Way | None]] = {
    Variation.COMMON: (COMMON, None),
    Variation.IMPROVEMENT_HIGH: (IMPROVEMENT, "up"),
    Variation.IMPROVEMENT_LOW: (IMPROVEMENT, "down"),
    Variation.CONCERN_HIGH: (CONCERN, "up"),
    Variation.CONCERN_LOW: (CONCERN, "down"),
    Variation.NEUTRAL_HIGH: (NEUTRAL, "up"),
    Variation.NEUTRAL_LOW: (NEUTRAL, "down"),
}
_FALL = ((15, 21), (23, 26), (31, 33), (39, 42), (47, 47))
_WAVE = ((13, 35), (20, 26), (27, 37), (34, 27), (41, 36), (50, 28))


def variation_icon(variation: Variation, size: int = 48) -> Markup:
    """Dots that wave about, rise (H) or fall (L), in the colour of what that means."""
    colour, way = _VARIATION[variation]
    ink = _INK[colour]
    if way is None:
        shape = _dots(_WAVE, ink)
    else:
        points = _FALL if way == "down" else tuple((x, 64 - y) for x, y in _FALL)
        letter, across, down = ("H", 20, 30) if way == "up" else ("L", 44, 30)
        shape = _dots(points, ink) + _letter(letter, across, down, ink)
    return _icon(colour, shape, f"Variation: {VARIATION[variation].word.lower()}", size)


# Colour, letter with its foot, height of the dashed line, how far the wave is moved down.
_ASSURANCE: dict[Assurance, tuple[str, str, int, int, int]] = {
    Assurance.PASS: (IMPROVEMENT, "P", 25, 50, 4),
    Assurance.FAIL: (CONCERN, "F", 36, 17, 12),
    Assurance.INCONSISTENT: (COMMON, "?", 23, 39, 8),
}


def assurance_icon(assurance: Assurance, size: int = 48) -> Markup:
    """The figures against the dashed line of the target: on its better side, across it, or short of it."""
    colour, letter, foot, line, moved = _ASSURANCE[assurance]
    ink = _INK[colour]
    points = " ".join(f"{x},{y + moved}" for x, y in _WAVE)
    half = math.isqrt(25 * 25 - (line - 32) ** 2)
    look = f'fill="none" stroke="{ink}" stroke-width="2.5"'
    shape = (
        f'<polyline points="{points}" stroke-linejoin="round" {look}/>'
        f'<line x1="{32 - half}" x2="{32 + half}" y1="{line}" y2="{line}" stroke-dasharray="5 3" {look}/>'
    )
    name = f"Assurance: {ASSURANCE[assurance].word.lower()}"
    return _icon(colour, shape + _letter(letter, 32, foot, ink), name, size)


def _icon(colour: str, shape: str, name: str, size: int) -> Markup:
    said = escape(name)
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="{size}" height="{size}"'
        f' class="lw-process-icon" role="img" aria-label="{said}" focusable="false"><title>{said}</title>'
        f'<circle cx="32" cy="32" r="29" fill="#ffffff" stroke="{colour}" stroke-width="5"/>{shape}</svg>'
    )


def _dots(points: tuple[tuple[int, int], ...], ink: str) -> str:
    line = " ".join(f"{x},{y}" for x, y in points)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3.2" fill="{ink}"/>' for x, y in points)
    return f'<polyline points="{line}" fill="none" stroke="{ink}" stroke-width="1.5"/>{dots}'


def _letter(letter: str, x: int, y: int, ink: str) -> str:
    """A letter about its middle, in whatever plain typeface there is."""
    return (
        f'<text x="{x}" y="{y}" font-family="Inter Variable, Inter, Arial, sans-serif" font-size="17"'
        f' font-weight="700" text-anchor="middle" fill="{ink}">{letter}</text>'
    )
