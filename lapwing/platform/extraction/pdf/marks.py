"""The signs and numbers that open an item of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Symbol fonts print their bullets in the private area: Word's dot, square, arrow, tick and diamond.
SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf076": "❖",
    "\uf02d": "-",
    "\uf0a8": "▪",
    "\uf06e": "■",
    "\uf071": "❑",
    "\uf0e0": "→",
    "\uf0be": "–",
    "\uf06f": "□",
}
_BULLET = re.compile(r"[•‣◦●○▪▫■□◆◇➢➤►▶✓✔❖❑⁃∙·*→–—-]|o")
_NUMBER = re.compile(r"(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\((?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\)")
_CERTAIN = re.compile(r"[•‣◦●○▪▫■□◆◇➢➤►▶✓✔❖❑⁃∙]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark; ``certain`` when it can be nothing else, however the text after it stands."""

    text: str
    certain: bool


def plain(text: str) -> str:
    """Signs of symbol fonts as the signs they look like."""
    return "".join(SYMBOLS.get(character, character) for character in text) if _private(text) else text


def mark_of(word: str) -> Mark | None:
    """The mark that a word by itself is."""
    shown = plain(word)
    if len(shown) == 1 and _private(word) and word not in SYMBOLS:
        # a sign that only the file's own symbol font knows
        return Mark("•", True)
    if _CERTAIN.fullmatch(shown):
        return Mark(shown, True)
    if _BULLET.fullmatch(shown) or _NUMBER.fullmatch(shown):
        return Mark(shown, False)
    return None


def follows(mark: Mark, after: Mark) -> bool:
    """Whether a mark is the next after another: 3. after 2., c) after b), any bullet after a bullet."""
    one, other = mark.text.strip("()."), after.text.strip("().")
    if one.isdigit() and other.isdigit():
        return int(other) == int(one) + 1
    if len(one) == len(other) == 1 and one.isalnum() and other.isalnum():
        return ord(other) == ord(one) + 1
    return one.isalnum() == other.isalnum()


def _private(text: str) -> bool:
    return any("\ue000" <= character <= "\uf8ff" for character in text)
