"""From a Vega-Lite specification to SVG that a strict content security policy lets through."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

SVG = "http://www.w3.org/2000/svg"
FONT = "Inter Variable, Inter, Arial, sans-serif"
INK, QUIET, GRID = "#0b0c0c", "#484949", "#e6e6e0"
GREEN, CHESTNUT, GREY = "#14483f", "#a3541b", "#505a5f"
STATUS_COLOURS = {
    "blue": "#1d70b8",
    "green": "#00703c",
    "amber": "#f47738",
    "red": "#b10e1e",
    "grey": "#aab0b3",
}
_ELEMENTS = {"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "clipPath", "defs", "title"}


def config() -> dict[str, Any]:
    """Type, colours and pale lines that all charts share."""
    label = {"labelFont": FONT, "labelFontSize": 13, "labelColor": QUIET}
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**label, "title": None, "ticks": False, "domain": False, "labelPadding": 8},
        "axisY": {"grid": True, "gridColor": GRID},
        "axisX": {"grid": False, "domain": True, "domainColor": "#b4b5ad"},
    }


def drawn(spec: dict[str, Any], label: str) -> Markup:
    """The picture, named by ``label`` for those who do not see it. Raises ValueError for a wrong spec."""
    import vl_convert  # where a chart is drawn: see ``warm_up``

    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(spec))
    _clean(root)
    root.set("role", "img")
    root.set("aria-label", label)
    root.set("class", "lw-chart__svg")
    root.set("focusable", "false")
    ElementTree.register_namespace("", SVG)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _clean(element: ElementTree.Element) -> None:
    """Keeps shapes, words and presentation attributes; takes out scripts, styles, handlers and roles."""
    for name in list(element.attrib):
        bare = name.rpartition("}")[2].lower()
        if bare.startswith(("on", "aria-")) or bare in {"style", "role", "href", "class"}:
            del element.attrib[name]
    for child in list(element):
        if child.tag.rpartition("}")[2] in _ELEMENTS:
            _clean(child)
        else:
            element.remove(child)


def warm_up() -> None:
    """Starts the drawing machine (half a second), so that the first visitor need not wait for it."""
    import vl_convert

    empty = {"mark": "point", "data": {"values": []}, "encoding": {}}
    vl_convert.vegalite_to_svg(empty)
