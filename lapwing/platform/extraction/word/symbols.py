"""Characters of symbol fonts as the signs that they look like.

Word stores a tick as a letter set in Wingdings, or as a private character; printed, both are a tick.
"""

from __future__ import annotations

_WINGDINGS = {
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□",
    0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA1: "○",
    0xA2: "○", 0xA3: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xE7: "←", 0xE9: "↑", 0xEA: "↓", 0xEB: "↖", 0xEC: "↗", 0xED: "↙",
    0xEE: "↘", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xF4: "⇳", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "•", 0x97: "●", 0x98: "●",
    0x99: "○", 0x9F: "■", 0xA0: "■", 0xA1: "■", 0xA2: "■", 0xA3: "□", 0xAE: "◆", 0xF4: "★",
}  # fmt: skip
_WINGDINGS_3 = {0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x7D: "▶", 0x70: "▲", 0x71: "▼", 0x84: "◀"}
_WEBDINGS = {0x61: "✓", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x34: "▶", 0x33: "◀", 0x35: "▲", 0x36: "▼"}
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑",
    0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBB: "≈", 0xBC: "…", 0xD0: "∠", 0xD6: "√", 0xDE: "⇒", 0x2D: "−",
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
# Where no font is named, a private character is most often of Wingdings, and B7 of Symbol.
_UNNAMED = _WINGDINGS | {0xB7: "•"}
_PRIVATE = range(0xF000, 0xF100)
_UNKNOWN = "•"


def is_symbol_font(font: str | None) -> bool:
    return font is not None and font.lower() in _FONTS


def seen_as(text: str, font: str | None) -> str:
    """A text as it looks in a font. Private characters that are not known become a bullet."""
    table = _FONTS.get((font or "").lower())
    if table is None and text.isascii():
        return text
    return "".join(_seen(character, table) for character in text)


def _seen(character: str, table: dict[int, str] | None) -> str:
    code = ord(character)
    if code in _PRIVATE:
        return (_UNNAMED if table is None else table).get(code - 0xF000, _UNKNOWN)
    if table is None or character.isspace():
        return character
    if table is _SYMBOL and code < 0x80:
        return table.get(code, character)
    return table.get(code, _UNKNOWN if code < 0x100 else character)
