"""Whole numbers in the kinds of numerals that lists are counted in."""

from __future__ import annotations

BULLET = "bullet"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 4000
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def numeral(count: int, kind: str) -> str:
    """A count in a kind of numerals, by its name in the file. Kinds that are not known are decimal."""
    if kind.startswith("0"):
        return str(count).zfill(len(kind.split(",")[0].strip()))
    match kind:
        case "none":
            return ""
        case "decimalZero":
            return f"{count:02}"
        case "lowerRoman":
            return _roman(count)
        case "upperRoman":
            return _roman(count).upper()
        case "lowerLetter":
            return _letter(count)
        case "upperLetter":
            return _letter(count).upper()
        case "ordinal":
            return f"{count}{_ending(count)}"
        case "cardinalText":
            return _words(count).capitalize()
        case "ordinalText":
            return _ordinal(count).capitalize()
        case _:
            return str(count)


def _letter(count: int) -> str:
    """a to z, then aa, bb: Word doubles the letter instead of counting on in it."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 780 else str(count)


def _roman(count: int) -> str:
    if not 0 < count < _MOST_ROMAN:
        return str(count)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (count // value)
        count %= value
    return text


def _ending(count: int) -> str:
    if count % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _words(count: int) -> str:
    if not 0 <= count < 100:
        return str(count)
    if count < 20:
        return _WORDS[count]
    tens = _TENS[count // 10 - 2]
    return tens if count % 10 == 0 else f"{tens}-{_WORDS[count % 10]}"


def _ordinal(count: int) -> str:
    head, dash, last = _words(count).rpartition("-")
    if last.isdigit():
        return f"{count}{_ending(count)}"
    if last in _ORDINALS:
        return head + dash + _ORDINALS[last]
    return head + dash + (last[:-1] + "ie" if last.endswith("y") else last) + "th"
