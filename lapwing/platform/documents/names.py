"""Names of files as strangers send them, made safe to show, to log out and to save under."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from lapwing.platform.documents.errors import RefusedFileError

LONGEST = 150
NAMELESS = "File without a name"
# Joins letters in several scripts; every other character that only steers its neighbours is taken out.
_KEPT_FORMATS = "\u200c\u200d"
_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NOT_IN_NAMES = re.compile(r'[<>:"|?*/\\]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)
_LONGEST_SUFFIX = 10
# What a machine would run when people have their endings hidden: "minutes.pdf.exe", or the other way round.
_RUN = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|msi|dll|jse?|vb[se]|ws[fh]|hta|ps1|sh|jar|lnk|reg|x?html?|svg|php|aspx?|jsp"
    r"|cgi|py|pl|app|iso|img|url)",
    re.I,
)


def clean_name(name: str) -> str:
    """A name without folders, control and direction characters, at most 150 characters, its ending kept."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    composed = unicodedata.normalize("NFC", last)
    plain = "".join(each for each in composed if _is_kept(each))
    plain = _NOT_IN_NAMES.sub("-", " ".join(plain.split())).strip(" .")
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    return _shortened(plain) or NAMELESS


def suffix_of(name: str) -> str:
    """The ending of a name in small letters, with its full stop; "" for none."""
    found = PurePosixPath(name).suffix.lower()
    return found if 1 < len(found) <= _LONGEST_SUFFIX else ""


def refuse_two_faces(name: str) -> None:
    """Raise RefusedFileError for a name that ends like a program, or did before a further ending."""
    for suffix in PurePosixPath(name).suffixes[:-1]:
        if _RUN.fullmatch(suffix):
            raise RefusedFileError(
                f"The name has two endings, and {suffix.lower()} is a program's or a web page's. "
                "Give the file a name with one ending, and send it again.",
                "two-endings",
            )


def _is_kept(character: str) -> bool:
    return character in _KEPT_FORMATS or unicodedata.category(character) not in _STEERING


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    suffix = suffix_of(name)
    return name[: LONGEST - len(suffix) - 1].rstrip(" .") + "…" + suffix
