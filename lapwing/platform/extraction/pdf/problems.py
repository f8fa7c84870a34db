"""What is wrong with a PDF, told from all its pages, in sentences for the person who sent it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.pdf.library import DAMAGED
from lapwing.platform.extraction.pdf.shapes import PageShapes
from lapwing.platform.extraction.writer import Writer

SCAN = (
    "This PDF is a scan: it holds pictures of pages and no text. Ask for the Word file it was printed from, "
    "or run it through text recognition (OCR) and upload the result."
)
NO_TEXT = "This PDF holds no text. Ask for the Word file it was made from."
FONT = (
    "The fonts in this PDF do not say which letters they show, so its text cannot be read. "
    "Ask for the Word file it was made from, or print it to a PDF again and run that through OCR."
)
XFA = (
    "This PDF is a form that only Adobe's own programs can show; what is in it cannot be read here. "
    "Open it there, print it to a new PDF, and upload that."
)
# A page with a picture and fewer letters than this is a scan, whatever a stamp or page number adds.
FEW_LETTERS = 40
# Such a form shows one page that asks to wait; one with more text has real pages too.
PLEASE_WAIT = 1200
# The share of a page that a scan's picture covers.
MOST_OF_PAGE = 0.35
# When more than this share of all characters is unknown, the rest is not to be trusted: where a font's codes
# are taken for letters, only its blanks (a sixth of a text) show as unknown.
TOO_MANY_UNKNOWN = 0.12


@dataclass(slots=True)
class Problems:
    """Counts what is wrong over pages; ``pages`` is how many the file says it has."""

    pages: int
    scans: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    tilted: list[int] = field(default_factory=list)
    characters: int = 0
    characters_beside_scans: int = 0
    unmapped: int = 0
    replaced: int = 0

    def learn(self, shapes: PageShapes) -> None:
        """Take in a page."""
        writing, drawing = shapes.writing, shapes.drawing
        self.characters += writing.characters
        self.unmapped += writing.unmapped
        self.replaced += sum(piece.text.count("\ufffd") for piece in writing.pieces)
        covered = max((image.area for image in drawing.images), default=0.0)
        if writing.characters < FEW_LETTERS and covered > MOST_OF_PAGE * shapes.width * shapes.height:
            self.scans.append(shapes.number)
        else:
            self.characters_beside_scans += writing.characters
        if writing.unmapped > 0:
            self.unknown.append(shapes.number)
        if drawing.crowded:
            self.crowded.append(shapes.number)
        if writing.tilted:
            self.tilted.append(shapes.number)

    def refuse(self, *, is_xfa: bool) -> None:
        """Raise UnreadableFileError when there is nothing in the file that could be read."""
        if is_xfa and self.characters < PLEASE_WAIT:
            raise UnreadableFileError("pdf-xfa", XFA)
        if self.scans and len(self.scans) + len(self.lost) >= self.pages:
            raise UnreadableFileError("pdf-scan", SCAN)
        if 2 * len(self.scans) >= self.pages and self.characters_beside_scans < FEW_LETTERS:
            raise UnreadableFileError("pdf-scan", SCAN)
        if not self.characters and self.lost:
            raise UnreadableFileError("pdf-damaged", DAMAGED)
        if not self.characters:
            raise UnreadableFileError("pdf-no-text", NO_TEXT)
        if self.unmapped > TOO_MANY_UNKNOWN * self.characters:
            raise UnreadableFileError("pdf-font", FONT)

    def tell(self, writer: Writer, *, has_fields: bool, left_out: list[str], unsure: list[str]) -> None:
        """Note what a person should know of how the file was read."""
        if self.scans:
            writer.note(
                "pdf-scan",
                f"{_pages(self.scans)} scanned pictures without text and could not be read. "
                "Ask for the Word file, or run them through text recognition (OCR).",
            )
        if self.lost:
            writer.note("pdf-damaged", f"{_pages(self.lost)} damaged and could not be read.")
        if self.crowded:
            writer.note(
                "pdf-drawing",
                f"{_pages(self.crowded)} full of drawing; tables there were read without their lines.",
            )
        if self.unknown:
            writer.note(
                "pdf-font",
                f"{_pages(self.unknown)} partly set in fonts that do not say which letters they show; "
                "these letters appear as \ufffd.",
            )
        elif self.replaced:
            writer.note("pdf-replaced", "Some letters of the text were lost before; they appear as \ufffd.")
        if self.tilted:
            writer.note("pdf-tilted", f"{_pages(self.tilted)} crossed by tilted text, which was left out.")
        if has_fields:
            writer.note("pdf-form", "The PDF is a form; what was typed into its fields may be missing.")
        if left_out:
            # a “#” stands for any number: alone it is the number of the page
            shown = "; ".join("page numbers" if text == "#" else f"“{text}”" for text in left_out[:6])
            writer.note("pdf-furniture", f"Left out because it is printed on page after page: {shown}.")
        if unsure:
            shown = ", ".join(f"“{word}”" for word in unsure[:12])
            writer.note(
                "pdf-hyphen", f"Broken at a line's end, where the hyphen may or may not be theirs: {shown}."
            )


def _pages(numbers: list[int]) -> str:
    """``Page 3 is`` or ``Pages 3 to 5 and 9 are``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    if len(shown) > 8:
        shown = [*shown[:7], f"{len(shown) - 7} more"]
    if len(runs) == 1 and len(runs[0]) == 1:
        return f"Page {shown[0]} is"
    return f"Pages {', '.join(shown[:-1])}{' and ' if shown[:-1] else ''}{shown[-1]} are"
