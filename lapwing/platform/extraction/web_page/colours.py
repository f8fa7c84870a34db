"""Grounds of cells in web pages as RRGGBB: by attribute, by style, or by a class of the page's own styles."""

from __future__ import annotations

import re

from lxml import etree

_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.I)
_HEX = re.compile(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b", re.I)
_PARTS = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*([\d.]+)%?)?\s*\)", re.I)
_NAMES = {
    "red": "FF0000", "darkred": "8B0000", "crimson": "DC143C", "tomato": "FF6347", "orangered": "FF4500",
    "orange": "FFA500", "darkorange": "FF8C00", "amber": "FFBF00", "gold": "FFD700", "yellow": "FFFF00",
    "lightyellow": "FFFFE0", "green": "008000", "darkgreen": "006400", "lime": "00FF00",
    "limegreen": "32CD32", "lightgreen": "90EE90", "palegreen": "98FB98", "forestgreen": "228B22",
    "blue": "0000FF", "darkblue": "00008B", "lightblue": "ADD8E6", "navy": "000080", "purple": "800080",
    "violet": "EE82EE", "pink": "FFC0CB", "lightpink": "FFB6C1", "grey": "808080", "gray": "808080",
    "lightgrey": "D3D3D3", "lightgray": "D3D3D3", "silver": "C0C0C0", "black": "000000", "teal": "008080",
    "brown": "A52A2A", "aqua": "00FFFF", "cyan": "00FFFF",
}  # fmt: skip
_WHITE = "FFFFFF"


class Grounds:
    """Finds the ground of an element; ``root`` is the whole page, whose own styles count."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self._classes: dict[str, str] = {}
        for style in root.iter("style") if root is not None else ():
            for name, rules in _RULE.findall(style.text or ""):
                found = _GROUND.search(rules)
                if found:
                    self._classes[name] = found.group(1)

    def of_cell(self, cell: etree._Element) -> str | None:
        """The ground of a cell: its own, that of all that is in it, or that of its row."""
        said = self._said(cell)
        inside = cell
        while said is None and len(inside) == 1 and not (inside.text or "").strip():
            inside = inside[0]
            if not isinstance(inside.tag, str) or (inside.tail or "").strip():
                break
            said = self._said(inside)
        row = cell.getparent()
        if said is None and row is not None and row.tag == "tr":
            said = self._said(row)
        found = None if said is None else _rgb(said)
        return None if found == _WHITE else found

    def _said(self, element: etree._Element) -> str | None:
        found = _GROUND.search(element.get("style", ""))
        if found:
            return found.group(1)
        by_class = (self._classes.get(name) for name in element.get("class", "").split())
        return element.get("bgcolor") or next((said for said in by_class if said), None)


def _rgb(text: str) -> str | None:
    if found := _HEX.search(text):
        digits = found.group(1).upper()
        digits = digits if len(digits) > 4 else "".join(digit * 2 for digit in digits)
        return None if digits[6:] == "00" else digits[:6]
    if parts := _PARTS.search(text):
        if parts.group(4) is not None and float(parts.group(4)) == 0:
            return None
        return "".join(f"{min(int(part), 255):02X}" for part in parts.groups()[:3])
    return next((rgb for word in text.lower().split() if (rgb := _NAMES.get(word))), None)
