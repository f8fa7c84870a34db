"""A folder for what a process apart writes for a while: gone with it, however it ends."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "lapwing-apart-"
# Longer than any process apart may take, in seconds.
_LEFT_BEHIND = 3600.0


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty folder of one's own, which is removed at the end with all that is in it.

    A process that is killed cannot do so itself. Where this one was killed too, the next removes it.
    """
    _remove_what_was_left()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_what_was_left() -> None:
    before = time.time() - _LEFT_BEHIND
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # another worker may be removing it, or another user of the machine own it
        with suppress(OSError):
            if folder.lstat().st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)
