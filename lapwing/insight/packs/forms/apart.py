"""The process apart that builds the files of a pack: ``python -m … MEMORY SECONDS FORM…``.

On its standard input are the SHA-256 of the frozen pack, the Word document and the logo that it is dressed in
(base 64, or empty), a line for each, and then the frozen pack. It says each form as it is built, in base 64,
or the sentence why it cannot be.
"""

from __future__ import annotations

import base64
import gc
import json
import sys

from lapwing.insight.packs import frozen
from lapwing.insight.packs.forms.files import Dress, DressError, Told, build
from lapwing.insight.packs.forms.pictures import drawn
from lapwing.platform.sandbox import confine

# The sheets of a workbook are written to a file before they are packed.
_LARGEST_FILE = 256 * 1024 * 1024


def main() -> None:
    memory, seconds, *forms = sys.argv[1:]
    confine(int(memory), float(seconds), largest_file=_LARGEST_FILE)
    digest, word, logo, text = sys.stdin.buffer.read().split(b"\n", 3)
    pack = frozen.from_text(text.decode())
    dress = Dress(base64.b64decode(word) or None, base64.b64decode(logo) or None)
    told = Told(pack, digest.decode(), drawn(pack), dress)
    for form in forms:
        try:
            _say(form=form, content=base64.b64encode(build(form, told)).decode())
        except DressError as error:
            _say(form=form, problem=str(error))
            return
        # A Word document is full of circles: left to Python's own time it is held while the PDF is set.
        gc.collect()


def _say(**event: object) -> None:
    print(json.dumps(event), flush=True)


if __name__ == "__main__":
    main()
