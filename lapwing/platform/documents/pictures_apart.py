"""The process apart that draws a file: ``python -m … MEMORY SECONDS KIND PAGES``; the file on standard input.

Says how many pages there are, then each picture as WebP in base 64. Pictures are drawn anew, so that nothing
of the file itself is in them: no place where a photograph was taken, no script, no second file.
"""

from __future__ import annotations

import base64
import io
import json
import sys

from PIL import Image, ImageOps

from lapwing.platform.sandbox import confine

_WIDEST, _HIGHEST = 1200, 1700
_QUALITY = 80
# A photograph of the largest cameras; a picture that says it has more is a bomb.
_MOST_PIXELS = 120_000_000
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")


def main() -> None:
    memory, seconds, kind, pages = sys.argv[1:5]
    confine(int(memory), float(seconds))
    data = sys.stdin.buffer.read()
    if kind == "pdf":
        _draw_pdf(data, int(pages))
    else:
        _draw_picture(data)


def _draw_pdf(data: bytes, most: int) -> None:
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(data)
    _say(pages=len(document))
    for number in range(min(most, len(document))):
        page = document[number]
        width, height = page.get_size()
        scale = min(_WIDEST / max(width, 1), _HIGHEST / max(height, 1), 4.0)
        _say(picture=_webp(page.render(scale=scale, may_draw_forms=False).to_pil()))
        page.close()


def _draw_picture(data: bytes) -> None:
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            raise ValueError("too many pixels")
        _say(pages=1)
        picture.draft("RGB", (_WIDEST, _HIGHEST))  # a JPEG is read no larger than it is shown
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((_WIDEST, _HIGHEST))
        _say(picture=_webp(upright))


def _webp(picture: Image.Image) -> str:
    """The pixels alone, on white where they can be seen through."""
    seen = picture.convert("RGBA")
    plain = Image.new("RGB", seen.size, "white")
    plain.paste(seen, mask=seen.getchannel("A"))
    made = io.BytesIO()
    plain.save(made, "WEBP", quality=_QUALITY)
    return base64.b64encode(made.getvalue()).decode()


def _say(**event: object) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
