"""The contents of a Word document: a field that Word works out, with its entries there from the start."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from lapwing.insight.packs.forms.word_body import Body, run
from lapwing.platform.writing.word_parts import child

# The level of the last headings that are listed.
DEEPEST = 2
_INSTRUCTION = rf' TOC \o "1-{DEEPEST}" \h \z \u '


class Contents:
    """Keeps a place for the contents, and writes them there when all headings are known."""

    def __init__(self, body: Body, title: str) -> None:
        self._body = body
        self._place = body.text(title, "TOC Heading")
        self._place[0].insert(1, parse_xml(f"<w:pageBreakBefore {nsdecls('w')}/>"))
        self._entries: list[tuple[str, str, int]] = []

    def note(self, bookmark: str, words: str, level: int) -> None:
        """A heading that may be listed."""
        if level <= DEEPEST:
            self._entries.append((bookmark, words, level))

    def write(self) -> None:
        """The entries, each a link. The numbers of the pages are Word's to work out when it opens the file:
        one that is wrong would be worse than none."""
        before = self._place
        for at, (bookmark, words, level) in enumerate(self._entries):
            entry = self._entry(bookmark, words, level)
            if at == 0:
                _begin(entry)
            if at == len(self._entries) - 1:
                _mark(entry, "end")
            before.addnext(entry)
            before = entry

    def _entry(self, bookmark: str, words: str, level: int) -> Any:
        entry = parse_xml(f"<w:p {nsdecls('w')}/>")
        child(child(entry, "pPr"), "pStyle", val=self._body.sheet.ids[f"toc {level}"])
        link = child(entry, "hyperlink", anchor=bookmark, history="1")
        run(link, words)
        return entry


def _begin(entry: Any) -> None:
    """The field's beginning, before the first entry's link."""
    link = entry[1]
    entry.remove(link)
    _mark(entry, "begin", dirty="true")
    child(child(entry, "r"), "instrText").text = _INSTRUCTION
    _mark(entry, "separate")
    entry.append(link)


def _mark(parent: Any, kind: str, **more: str) -> None:
    child(child(parent, "r"), "fldChar", fldCharType=kind, **more)
