"""What stands around the words of a web page and is none of them: menus, notices of cookies, other offers."""

from __future__ import annotations

import re

from lxml import etree

_UNREAD = frozenset(
    {
        "script", "style", "noscript", "template", "nav", "footer", "aside", "iframe", "object",
        "embed", "svg", "canvas", "dialog", "button", "select", "textarea", "input", "head", "meta",
        "link", "audio", "video", "map", "datalist", "option", "del",
    }
)  # fmt: skip
SILENT = ("script", "style", "noscript", "template")
_LENGTH = etree.XPath("string-length(normalize-space(.))")
_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_WORDS = re.compile(r"[A-Za-z][a-z]+|[A-Z]+")
_AROUND = frozenset(
    {
        "cookie", "cookies", "consent", "breadcrumb", "breadcrumbs", "sidebar", "related", "share", "sharing",
        "social", "menu", "navbar", "nav", "navigation", "popup", "newsletter", "subscribe", "advert",
        "adverts", "advertisement", "ads", "pagination", "pager", "feedback", "recommended",
        "recommendations", "comments", "toolbar", "login", "signin", "skiplink",
    }
)  # fmt: skip
_OFFERS = re.compile(
    r"(?:related|similar|recommended|popular|more)\s+(?:documents?|pages?|content|links|files|reading|publications?)\b"
    r"|see also|you (?:may|might) also|more like this|share this|is this page useful|rate this",
    re.I,
)
_OWN_TITLE = frozenset({"main", "article", "section"})


class Wrapping:
    """Tells what is to be left out. ``whole`` is the length of all the page's words."""

    def __init__(self, whole: int) -> None:
        self._whole = whole

    def holds(self, element: etree._Element) -> bool:
        """Whether an element is part of what stands around the page."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNREAD or _is_hidden(element):
            return True
        if tag == "header":
            parent = element.getparent()
            return parent is None or not any(
                above.tag in _OWN_TITLE for above in (parent, *parent.iterancestors())
            )
        if tag == "form":
            return not self._is_page(element)
        if tag in {"html", "body", "main", "table", "tbody", "tr", "td", "th"}:
            return False
        return self._is_named_so(element) and not self._is_page(element)

    def _is_named_so(self, element: etree._Element) -> bool:
        if element.get("role", "").lower() in _ROLES:
            return True
        named = f"{element.get('class', '')} {element.get('id', '')}"
        return len(named) > 1 and any(word.lower() in _AROUND for word in _WORDS.findall(named))

    def _is_page(self, element: etree._Element) -> bool:
        """Whether an element holds a table or most of the words: some sites wrap a whole page in a form."""
        if next(element.iter("tr"), None) is not None:
            return True
        return length_of(element) * 2 > self._whole


def is_offer(heading: etree._Element) -> bool:
    """Whether a heading stands over links to other pages."""
    return bool(_OFFERS.match(" ".join(words_of(heading).split())))


def words_of(element: etree._Element) -> str:
    """All the words of an element as they are written."""
    return "".join(str(text) for text in element.itertext())


def only_links(element: etree._Element) -> bool:
    """Whether all the words of an element are links, as in a list of other documents."""
    linked = sum(length_of(link) for link in element.iter("a"))
    return linked > 0 and linked >= 0.9 * length_of(element)


def length_of(element: etree._Element) -> int:
    """How many characters of words an element holds. The scripts and styles of the page must be gone."""
    found = _LENGTH(element)
    return int(found) if isinstance(found, float) else 0


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden", "").lower() == "true"
        or bool(_HIDDEN.search(element.get("style", "")))
    )
