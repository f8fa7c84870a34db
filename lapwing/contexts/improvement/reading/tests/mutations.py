"""The same plan with other names, years and numbers: what is read must not hang on any of them."""

from __future__ import annotations

import re
from collections.abc import Callable

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)


def renamed(text: str, old: str, new: str) -> str:
    """Another local area, also inside addresses."""
    return text.replace(old, new).replace(old.lower(), new.lower().replace(" ", ""))


def years_later(text: str, years: int) -> str:
    """Every year moved: four digits, two after a month (over a line end too), ``24/25``, ``01.10.23``."""

    def later(match: re.Match[str]) -> str:
        return match[1] + f"{(int(match[2]) + years) % 100:02}"

    text = re.sub(r"\b(20)(\d\d)\b", later, text)
    text = re.sub(rf"\b({_MONTH}\s+)(\d\d)\b(?!th|st|nd|rd)", later, text)
    text = re.sub(r"\b(2\d)/(2\d)\b", lambda match: f"{int(match[1]) + years}/{int(match[2]) + years}", text)
    return re.sub(r"(\d\d\.\d\d\.)(2\d)\b", later, text)


def regrouped(text: str, noun: str, old: str, new: str) -> str:
    """A group under another number, its actions and measures with it."""
    text = re.sub(rf"({noun}(?: Group)? ){old}\b", rf"\g<1>{new}", text)
    return re.sub(rf"(?<![\d.]){old}((?:\.\d+){{2}})(?![\d.]*\d)", rf"{new}\1", text)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "lines above the plan": lambda text: "\n\n \nDraft for the board\n\n\n" + text,
    "no lines above the plan": str.lstrip,
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "no blanks at line ends": lambda text: "\n".join(line.rstrip() for line in text.split("\n")),
    "short gaps between pages": lambda text: re.sub(r"(?:\n\s*){4,}\n", "\n\n\n", text),
    "other arrows": lambda text: text.replace("→", "➢"),
    "bullets for arrows": lambda text: text.replace("→", "•"),
}


COPIES: dict[str, Callable[[str], str]] = {
    "tabs for double blanks": lambda text: text.replace("  ", "\t"),
    "tabs before lines": lambda text: re.sub(r"(?m)^ *(?=\S)", "\t", text),
    "tabs after lines": lambda text: re.sub(r"(?m)(?<=\S) *$", "\t", text),
    "tabs after list marks": lambda text: re.sub(r"(?m)^(\s*[→•▪]) ", "\\1\t", text),
    "blanks on every line": lambda text: re.sub(r"(?m)$", "  ", text),
    "doubled gaps": lambda text: re.sub(r"(?m)^([^\S\n]*)$", "\\1\n", text),
}
