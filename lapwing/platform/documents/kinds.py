"""The kinds of file that are told apart by their content, and what each is called."""

from __future__ import annotations

from dataclasses import dataclass

OCTETS = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Kind:
    """``words`` say it in a sentence ("a Word document"), ``short`` in a list of kinds ("Word").

    The first of ``suffixes`` is given to a file whose name has none. ``media_type`` is what a download is
    called; kinds that a browser would run or draw are called octets.
    """

    code: str
    words: str
    short: str
    suffixes: tuple[str, ...] = ()
    media_type: str = OCTETS


PDF = Kind("pdf", "a PDF", "PDF", (".pdf",), "application/pdf")
WORD = Kind(
    "word",
    "a Word document",
    "Word (.docx)",
    (".docx", ".docm", ".dotx", ".dotm"),
    f"{_OFFICE}.wordprocessingml.document",
)
EXCEL = Kind(
    "excel",
    "an Excel workbook",
    "Excel (.xlsx)",
    (".xlsx", ".xlsm", ".xltx", ".xltm"),
    f"{_OFFICE}.spreadsheetml.sheet",
)
SLIDES = Kind(
    "slides",
    "a PowerPoint presentation",
    "PowerPoint (.pptx)",
    (".pptx", ".pptm", ".ppsx", ".ppsm"),
    f"{_OFFICE}.presentationml.presentation",
)
BINARY_EXCEL = Kind("binary-excel", "a binary Excel file (.xlsb)", "binary Excel", (".xlsb",))
OPEN_DOCUMENT = Kind("opendocument", "an OpenDocument file", "OpenDocument", (".odt", ".ods", ".odp", ".odg"))
OLD_OFFICE = Kind(
    "old-office",
    "in the format of Word or Excel before 2007 (.doc, .xls), or an email",
    "old Word or Excel",
    (".doc", ".xls", ".ppt", ".msg"),
)
LOCKED_OFFICE = Kind(
    "locked-office",
    "protected with a password",
    "protected",
    (".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm"),
)
RTF = Kind("rtf", "a rich text file (RTF)", "rich text", (".rtf",), "application/rtf")
CSV = Kind("csv", "a CSV file", "CSV", (".csv", ".tsv"), "text/csv")
TEXT = Kind("text", "a text file", "text", (".txt", ".text", ".log"), "text/plain")
MARKDOWN = Kind("markdown", "a Markdown file", "Markdown", (".md", ".markdown"), "text/markdown")
JSON = Kind("json", "a JSON file", "JSON", (".json",), "application/json")
HTML = Kind("html", "a web page", "a web page", (".html", ".htm", ".xhtml"))
XML = Kind("xml", "an XML file", "XML", (".xml",))
SVG = Kind("svg", "a drawing (SVG)", "SVG", (".svg",))
PNG = Kind("png", "a picture", "PNG", (".png",), "image/png")
JPEG = Kind("jpeg", "a picture", "JPEG", (".jpg", ".jpeg"), "image/jpeg")
GIF = Kind("gif", "a picture", "GIF", (".gif",), "image/gif")
WEBP = Kind("webp", "a picture", "WebP", (".webp",), "image/webp")
TIFF = Kind("tiff", "a picture", "TIFF", (".tif", ".tiff"), "image/tiff")
BMP = Kind("bmp", "a picture", "BMP", (".bmp",), "image/bmp")
ZIP = Kind("zip", "a zip file", "zip", (".zip",), "application/zip")
COMPRESSED = Kind("compressed", "a compressed file", "compressed", (".gz", ".7z", ".rar", ".bz2", ".xz"))
PROGRAM = Kind("program", "a program", "program", (".exe", ".dll", ".com", ".scr", ".msi"))
DATABASE = Kind("database", "a database", "database", (".sqlite", ".db", ".sqlite3"))
UNKNOWN = Kind("unknown", "of no kind that Lapwing knows", "unknown")

KINDS = {
    kind.code: kind
    for kind in (
        PDF, WORD, EXCEL, SLIDES, BINARY_EXCEL, OPEN_DOCUMENT, OLD_OFFICE, LOCKED_OFFICE, RTF, CSV, TEXT,
        MARKDOWN, JSON, HTML, XML, SVG, PNG, JPEG, GIF, WEBP, TIFF, BMP, ZIP, COMPRESSED, PROGRAM, DATABASE,
        UNKNOWN,
    )
}  # fmt: skip

# Sets that purposes are made of.
OFFICE = frozenset({WORD, EXCEL, SLIDES})
PICTURES = frozenset({PNG, JPEG, GIF, WEBP, TIFF, BMP})
TEXTS = frozenset({CSV, TEXT, MARKDOWN, JSON})
# What its program can save as a kind that is read.
RESAVED = frozenset({OLD_OFFICE, RTF, OPEN_DOCUMENT, BINARY_EXCEL, SLIDES})
# What a picture can be made of: the first pages, or the picture itself.
PREVIEWED = frozenset({PDF}) | PICTURES
# Text of a kind that only the name tells; anything else that is text is plain text.
BY_NAME = {suffix: kind for kind in (CSV, MARKDOWN, JSON) for suffix in kind.suffixes}


def in_words(kinds: frozenset[Kind]) -> str:
    """The kinds as a list for people: "Word (.docx), PDF or text", in the order of this file."""
    names = [kind.short for kind in KINDS.values() if kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
