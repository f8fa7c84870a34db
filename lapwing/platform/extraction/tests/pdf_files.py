"""PDF files made in tests: set by typst, or written by hand where a file is to be odd."""

from __future__ import annotations

import hashlib

import typst

from lapwing.platform.extraction.document import Document, Grid, Kind, Paragraph
from lapwing.platform.extraction.pdf import read_pdf
from lapwing.platform.extraction.writer import Writer

HELVETICA = (
    b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> "
    b"/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>"
)
# The padding of passwords in ISO 32000-1, 7.6.3.3.
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
PLAIN = '#set page(paper: "a4", margin: 2cm)\n#set text(size: 10pt, hyphenate: false)\n'


def typeset(body: str, setup: str = PLAIN) -> bytes:
    """A PDF of what typst makes of ``body``."""
    return typst.compile((setup + body).encode())


def read(data: bytes) -> Document:
    """The document that a PDF is read as."""
    writer = Writer(Kind.PDF, "plan.pdf")
    read_pdf(data, writer)
    return writer.document()


def only_grid(document: Document) -> Grid:
    """The one table of a document."""
    (grid,) = document.grids
    return grid


def rows(grid: Grid) -> list[list[str]]:
    """The texts of a grid by row and column; a merged cell's text stands at its first place."""
    found = [["" for _ in range(grid.columns)] for _ in range(grid.rows)]
    for cell in grid.cells:
        found[cell.row][cell.column] = cell.text
    return found


def texts(document: Document) -> list[str]:
    """The texts of the paragraphs of a document."""
    return [element.text for element in document.elements if isinstance(element, Paragraph)]


def codes(document: Document) -> set[str]:
    """The codes of its notes."""
    return {note.code for note in document.notes}


def shown(text: str, x: float, y: float, size: float = 12, font: str = "F1") -> bytes:
    """The drawing of a line of text, y from the foot of the page."""
    return f"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n".encode("cp1252")


def written(
    pages: list[bytes],
    *,
    rotate: int = 0,
    fonts: bytes = HELVETICA,
    extra: list[bytes] | None = None,
    resources: bytes = b"",
    catalogue: bytes = b"",
) -> bytes:
    """A PDF written by hand: the drawing of each A4 page, and further objects after those of the pages."""
    return _file(_objects(pages, rotate, fonts, resources, catalogue) + (extra or []), b"")


def scanned(scans: int, pages_of_text: int) -> bytes:
    """A PDF of pages that are one picture each, then pages of text."""
    number = 2 + 2 * (scans + pages_of_text) + 1
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        b"/Length 1 >>\nstream\n\x80\nendstream"
    )
    pages = [b"q 595 0 0 842 0 0 cm /Im0 Do Q"] * scans
    pages += [shown("A page that is set in letters and can be read as any other", 72, 700)] * pages_of_text
    return written(pages, extra=[picture], resources=b"/XObject << /Im0 %d 0 R >>" % number)


def locked(page: bytes, *, password: bytes) -> bytes:
    """A PDF locked by the first standard handler (RC4, 40 bits); an empty password opens it for all."""
    objects = _objects([page], 0, HELVETICA, b"", b"")
    identity = b"0123456789abcdef"
    owner = _rc4(hashlib.md5(_padded(b"owner")).digest()[:5], _padded(password))
    rights = -4
    made = _padded(password) + owner + rights.to_bytes(4, "little", signed=True) + identity
    key = hashlib.md5(made).digest()[:5]
    user = _rc4(key, PADDING)
    own_key = hashlib.md5(key + (3).to_bytes(3, "little") + b"\0\0").digest()[:10]
    objects[2] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), _rc4(own_key, page))
    objects.append(
        b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P %d >>"
        % (owner.hex().encode(), user.hex().encode(), rights)
    )
    name = identity.hex().encode()
    return _file(objects, b"/Encrypt %d 0 R /ID [<%s> <%s>] " % (len(objects), name, name))


def _objects(
    pages: list[bytes], rotate: int, fonts: bytes, resources: bytes, catalogue: bytes
) -> list[bytes]:
    objects = [b"<< /Type /Catalog /Pages 2 0 R %s>>" % catalogue, b""]
    kids = []
    for content in pages:
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font %s %s >> >>" % (rotate, len(objects), fonts, resources)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return objects


def _file(objects: list[bytes], trailer: bytes) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s>>\n" % (len(objects) + 1, trailer)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def _padded(password: bytes) -> bytes:
    return (password + PADDING)[:32]


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
