"""The process apart that builds the files of a pack: ``python -m … MEMORY SECONDS FORM…``.

On its standard input are the SHA-256 of the frozen pack, the Word document and the logo that it is dressed in
(base 64, or empty), a line for each, and then the frozen pack. It says each form as it is built, in base 64,
or the sentence why it cannot be.
"""

from __future__ import annotations

import base64
import ctypes
import gc
import json
import os
import sys
import traceback
from contextlib import suppress

from lapwing.insight.packs import frozen
from lapwing.insight.packs.forms.dress import Dress
from lapwing.insight.packs.forms.files import DressError, Told, build
from lapwing.insight.packs.forms.pictures import drawn
from lapwing.platform.sandbox import confine, end_with_parent

# The sheets of a workbook are written to a file before they are packed.
_LARGEST_FILE = 256 * 1024 * 1024
_CANNOT_BE_DRESSED = 3
# What the GNU C library calls its two limits, and the bytes that they are set to: see mallopt(3).
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_GIVEN_BACK = 64 * 1024
# Bytes of a file that are written down together: base 64 takes three at a time.
_PIECE = 3 * 64 * 1024


def main() -> None:
    memory, seconds, *forms = sys.argv[1:]
    confine(int(memory), float(seconds), largest_file=_LARGEST_FILE)
    _give_back_at_once()
    digest, word, logo, text = sys.stdin.buffer.read().split(b"\n", 3)
    pack = frozen.from_text(text.decode())
    dress = Dress(base64.b64decode(word) or None, base64.b64decode(logo) or None)
    told = Told(pack, digest.decode(), drawn(pack), dress)
    # what each child shares with this one is not to be copied by looking for what can be thrown away
    gc.freeze()
    for form in forms:
        if ended := _in_a_child(form, told):
            sys.exit(0 if ended == _CANNOT_BE_DRESSED else ended)


def _give_back_at_once() -> None:
    """Let go of each larger block as soon as it is free, where the C library can: it keeps them otherwise.

    What sets the PDF takes and frees many: of a large pack some 30 MB stayed with it for nothing.
    """
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_TRIM_THRESHOLD, _GIVEN_BACK)
        library.mallopt(_MMAP_THRESHOLD, _GIVEN_BACK)


def _in_a_child(form: str, told: Told) -> int:
    """Build one form in a child, so that what it took is free before the next; how the child ended."""
    parent = os.getpid()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    ended = 1
    try:
        end_with_parent(parent)
        ended = _built(form, told)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(ended)


def _built(form: str, told: Told) -> int:
    """Build one form and say it, or the sentence why it cannot be."""
    try:
        content = build(form, told)
    except DressError as error:
        print(json.dumps({"form": form, "problem": str(error)}), flush=True)
        return _CANNOT_BE_DRESSED
    _say_built(form, content)
    return 0


def _say_built(form: str, content: bytes) -> None:
    """The same as one line of JSON, piece by piece: all at once it would be held four times over, beside what
    the PDF was set with."""
    print(f'{{"form": {json.dumps(form)}, "content": "', end="")
    view = memoryview(content)
    for at in range(0, len(view), _PIECE):
        print(base64.b64encode(view[at : at + _PIECE]).decode(), end="")
    print('"}', flush=True)


if __name__ == "__main__":
    main()
