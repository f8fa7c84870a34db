"""Pictures of a file's first pages, drawn in a process apart: see ``pictures_apart``."""

from __future__ import annotations

import base64
import binascii
import logging
from dataclasses import dataclass

from lapwing.platform.documents.kinds import PDF, Kind
from lapwing.platform.documents.purposes import MEGABYTE
from lapwing.platform.sandbox import Allowance, Ending, run_apart

log = logging.getLogger(__name__)

ALLOWANCE = Allowance(memory=960 * MEGABYTE, seconds=30.0)
MOST_PAGES = 10
# What a page comes to as WebP is a hundredth of this; more is no picture of a page.
_LARGEST = 8 * MEGABYTE


@dataclass(frozen=True)
class Pictured:
    """Pictures as WebP, one for each page from the first; ``pages_in_all`` is what the file has."""

    pictures: tuple[bytes, ...]
    pages_in_all: int


def pictures_of(data: bytes, kind: Kind, allowance: Allowance = ALLOWANCE) -> Pictured | None:
    """Draw a file's first pages; None when it cannot be drawn. What was drawn in time is given."""
    ending = Ending()
    found: list[bytes] = []
    in_all = 0
    what = "pdf" if kind is PDF else "picture"
    module = "lapwing.platform.documents.pictures_apart"
    for event in run_apart(module, [what, str(MOST_PAGES)], data, allowance, ending):
        in_all = int(event.get("pages", in_all))
        if (picture := _picture(event.get("picture"))) and len(found) < MOST_PAGES:
            found.append(picture)
    if ending.failed:
        log.warning("drawing a %s file broke off: %s", what, ending.why)
    return Pictured(tuple(found), max(in_all, len(found))) if found else None


def _picture(said: object) -> bytes | None:
    """The picture in what the process said, which read a stranger's file and is not trusted."""
    if not isinstance(said, str) or len(said) > 2 * _LARGEST:
        return None
    try:
        found = base64.b64decode(said, validate=True)
    except (binascii.Error, ValueError):
        return None
    looks_right = found[:4] == b"RIFF" and found[8:12] == b"WEBP" and len(found) <= _LARGEST
    return found if looks_right else None
