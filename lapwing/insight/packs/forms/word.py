"""A pack as a Word document: in a council's own styles, with contents and pictures told in words."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm

from lapwing.insight.packs.forms.arrangement import document_of, pictures_in
from lapwing.insight.packs.forms.blocks import (
    Beside,
    Block,
    Bullets,
    Card,
    Document,
    Front,
    Heading,
    Line,
    Note,
    Part,
    Picture,
    Table,
    Text,
    Together,
)
from lapwing.insight.packs.forms.pictures import Pictures
from lapwing.insight.packs.forms.titles import COLOPHON, CONTENTS, FIGURES, LOGO
from lapwing.insight.packs.forms.word_body import Body, edged, run
from lapwing.insight.packs.forms.word_contents import DEEPEST, Contents
from lapwing.insight.packs.forms.word_pages import begin_section, half, in_columns, keep_in_one_column
from lapwing.insight.packs.forms.word_template import Sheet, opened
from lapwing.insight.packs.shapes import Pack
from lapwing.platform.writing.brand import ASIDE, CHESTNUT, HAIRLINE, QUIET
from lapwing.platform.writing.legible import legible
from lapwing.platform.writing.word_parts import LONGEST_PROPERTY, child, page_number, small

_LOGO_WIDTH = Mm(45)
# Of the width of a page: two charts with what is said of them have room on one.
_CHART = 0.68
_DOWN_THE_PAGE, _BELOW_A_LOGO = Mm(36), Mm(14)
# Half points of what is read first, and of a value too long for its line.
_LEAD, _VALUE = 24, 16
# And of what is on one page, where no template says how large.
_SHEET = 18
_LONG_VALUE = 60
# Twentieths of a point.
_BELOW_A_CARD = 160


def to_word(
    pack: Pack, digest: str, pictures: Pictures, template: bytes | None = None, logo: bytes | None = None
) -> bytes:
    """The pack to edit. ``template`` is a Word file whose styles, margins, head and foot are kept.

    Raises TemplateError for a template that nothing can be written into.
    """
    sheet = opened(template)
    document = document_of(pack, digest)
    _tell_about(sheet, document, pack)
    section = sheet.document.sections[0]
    width = Emu(section.page_width - section.left_margin - section.right_margin)  # type: ignore[operator]
    writer = _Writer(Body(sheet, width), pictures)
    writer.front(document.front, logo)
    contents = Contents(writer.body, CONTENTS)
    for at, part in enumerate(document.parts):
        writer.part(part, contents, fresh=part.fresh or at == 0)
    contents.note(writer.body.heading(COLOPHON, 1), COLOPHON, 1)
    writer.facts(document.colophon)
    contents.write()
    out = BytesIO()
    sheet.document.save(out)
    return out.getvalue()


def _tell_about(sheet: Sheet, document: Document, pack: Pack) -> None:
    """Title and language in the file's properties; head and foot where the template has none of its own."""
    properties = sheet.document.core_properties
    properties.title = legible(document.front.title)[:LONGEST_PROPERTY]
    properties.author = legible(document.front.over)[:LONGEST_PROPERTY]
    properties.last_modified_by = ""
    properties.comments = ""
    properties.language = "en-GB"
    properties.created = properties.modified = pack.cover.built_at.replace(tzinfo=None)
    section = sheet.document.sections[0]
    if not _told(section.header):
        small(section.header.paragraphs[0], legible(document.running))
    if not _told(section.footer):
        page_number(section.footer.paragraphs[0], f"{legible(document.front.title)}, page ")


def _told(place: Any) -> bool:
    """Whether a head or foot holds words or pictures."""
    drawn = place._element.findall(f".//{qn('w:drawing')}") if not place.is_linked_to_previous else []
    return bool(drawn) or any(paragraph.text.strip() for paragraph in place.paragraphs)


class _Writer:
    """Draws blocks."""

    def __init__(self, body: Body, pictures: Pictures) -> None:
        self.body, self._pictures = body, pictures
        self._width = body.width
        # The line below the last heading that says how it stands.
        self._marked: Any = None

    def front(self, front: Front, logo: bytes | None) -> None:
        """The cover, in its own place on the page where no template has one."""
        ours = not self.body.sheet.theirs
        if logo:
            self.body.picture(logo, LOGO.format(front.over), _LOGO_WIDTH)
        over = self.body.text(front.over, "Subtitle")
        if ours:
            child(over[0], "spacing", before=str((_BELOW_A_LOGO if logo else _DOWN_THE_PAGE).twips))
        self.body.text(front.title, "Title")
        for words in front.under:
            self.body.text(words, "Subtitle")
        if ours:
            child(self.body.paragraph()[0], "spacing", after="200")
        self.facts(front.facts)
        if front.words:
            child(self.body.paragraph()[0], "spacing", after="0")
        self._note(front.words)

    def facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Names and values, the values under each other."""
        for name, value in facts:
            paragraph = self.body.paragraph()
            child(child(paragraph[0], "tabs"), "tab", val="left", pos="2800")
            child(paragraph[0], "spacing", before="0", after="60")
            child(paragraph[0], "ind", left="2800", hanging="2800")
            run(paragraph, f"{name}:", colour=QUIET)
            child(child(paragraph, "r"), "tab")
            has_no_break = len(value) > _LONG_VALUE and " " not in value
            run(paragraph, value, bold=True, size=_VALUE if has_no_break else None)

    def part(self, part: Part, contents: Contents, *, fresh: bool) -> None:
        """A section, with the figures behind its charts at its end."""
        contents.note(self.body.heading(part.title, 1, fresh=fresh), part.title, 1)
        begin = self.body.length
        for block in part.blocks:
            self._block(block, contents)
        if part.one_page:
            self.body.set_close(begin, None if self.body.sheet.theirs else _SHEET)
        if pictures := tuple(pictures_in(part.blocks)):
            self._figures(pictures, contents)

    def _figures(self, pictures: tuple[Picture, ...], contents: Contents) -> None:
        """Small tables in two columns."""
        contents.note(self.body.heading(FIGURES, 2, fresh=True), FIGURES, 2)
        document = self.body.sheet.document
        begin_section(document, WD_SECTION.CONTINUOUS)
        begin = self.body.length
        for picture in pictures:
            self.body.heading(picture.figures.about, 3)
            self.body.table(picture.figures, small=True, width=half(self._width))
        self.body.set_close(begin, None)
        in_columns(document, 2, then=WD_SECTION.NEW_PAGE)

    def _block(self, block: Block, contents: Contents, *, keep: bool = False) -> None:
        if isinstance(block, Heading):
            self._heading(block, contents)
        elif isinstance(block, Text):
            self._text(block, keep=keep)
        elif isinstance(block, Note):
            self._note(block.paragraphs)
        elif isinstance(block, Bullets):
            for _, line in block.items:
                self.body.line(line)
        elif isinstance(block, Card):
            self._card(block)
        elif isinstance(block, Table):
            self.body.table(block)
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, Together):
            self._together(block, contents)
        else:
            assert isinstance(block, Beside)
            self._beside(block, contents)

    def _together(self, together: Together, contents: Contents) -> None:
        """What stays on one page: so close that two charts with what is said of them have room there."""
        begin = self.body.length
        for each in together.blocks:
            self._block(each, contents, keep=each is not together.blocks[-1])
        self.body.set_close(begin, None if self.body.sheet.theirs else _SHEET)

    def _beside(self, beside: Beside, contents: Contents) -> None:
        """The first two in columns, what comes after below them: three would be too narrow."""
        document = self.body.sheet.document
        begin_section(document, WD_SECTION.CONTINUOUS)
        pair, others = beside.columns[:2], beside.columns[2:]
        for heading, table in pair:
            self._heading(heading, contents)
            above = self.body.last
            drawn = self.body.table(table, width=half(self._width) if len(pair) > 1 else None)
            keep_in_one_column(above, drawn)
        in_columns(document, len(pair), then=WD_SECTION.CONTINUOUS)
        for heading, table in others:
            self._heading(heading, contents)
            self.body.table(table)

    def _heading(self, heading: Heading, contents: Contents) -> None:
        # the contents take the whole line of a heading that they list
        beside, below = (None, heading.mark) if heading.level <= DEEPEST else (heading.mark, None)
        name = self.body.heading(heading.text, heading.level, mark=beside)
        if heading.listed:
            contents.note(name, heading.text, heading.level)
        if below:
            self._marked = self.body.line(Line(mark=below), keep=True)

    def _text(self, text: Text, *, keep: bool) -> None:
        if text.look == "quiet" and self.body.last is self._marked:
            # one line says how it stands and what it is of
            run(self._marked, f"    {text.text}", colour=QUIET)
            return
        size = _LEAD if text.look == "lead" else None
        colour = QUIET if text.look == "quiet" else None
        paragraph = self.body.text(text.text, keep=keep, size=size, colour=colour)
        if text.look == "lead":
            child(paragraph[0], "spacing", before="80", after="160")

    def _note(self, paragraphs: tuple[str, ...]) -> None:
        for words in paragraphs:
            edged(self.body.text(words), CHESTNUT, ASIDE)

    def _card(self, card: Card) -> None:
        if card.title:
            edged(self.body.text(card.title, keep=True, bold=True), HAIRLINE)
        style = "Quote" if card.quote else "Normal"
        for at, words in enumerate(card.quoted, start=1):
            keep = bool(card.under) or at < len(card.quoted)
            edged(self.body.text(words, style, keep=keep), HAIRLINE)
        for at, line in enumerate(card.under, start=1):
            edged(self.body.line(line, keep=at < len(card.under)), HAIRLINE)
        self.body.gap(_BELOW_A_CARD)

    def _picture(self, picture: Picture) -> None:
        if picture.title:
            self.body.text(picture.title, keep=True, bold=True)
        if picture.subtitle:
            self.body.text(picture.subtitle, "Caption", keep=True)
        data = self._pictures.png(picture.key)
        if data:
            self.body.picture(data, picture.alt, Length(int(self._width * _CHART)), keep=True)
