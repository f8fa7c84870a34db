"""A logo and a council's own Word file, drawn here."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt, RGBColor
from PIL import Image, ImageDraw

VIOLET = "5B3A78"


def a_logo() -> bytes:
    """A round mark."""
    image = Image.new("RGB", (300, 120), "white")
    ImageDraw.Draw(image).ellipse((10, 10, 110, 110), fill="#5b3a78")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def a_template(*, own_table: bool = False, old_words: str = "Old words of the template") -> bytes:
    """A file with violet headings in Georgia, wide margins, its own head, and words that must not stay."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Georgia"
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size = "Georgia", Pt(22)
    heading.font.color.rgb = RGBColor.from_string(VIOLET)
    if own_table:
        document.styles.add_style("Lapwing Table", WD_STYLE_TYPE.TABLE)
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(31)
    section.header.paragraphs[0].text = "Alderbrook Council"
    document.add_heading(old_words, 1)
    document.add_paragraph(old_words)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
