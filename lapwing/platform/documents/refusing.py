"""Which kinds of file are not taken for a purpose, in words that say what to send instead."""

from __future__ import annotations

from lapwing.platform.documents.errors import RefusedFileError
from lapwing.platform.documents.kinds import LOCKED_OFFICE, PICTURES, RESAVED, WORD, in_words
from lapwing.platform.documents.purposes import Purpose
from lapwing.platform.documents.telling import Found

_SAVE_AS = "Open it and save it as Word (.docx), Excel (.xlsx) or PDF, then send that."


def refuse_other_kinds(found: Found, purpose: Purpose) -> None:
    """Raises RefusedFileError for a kind that the purpose does not take, and for macros."""
    if found.kind not in purpose.kinds:
        raise RefusedFileError(_other_kind(found, purpose), "wrong-type")
    if found.macros and not purpose.macros:
        raise RefusedFileError(
            "The file carries macros, which are small programs, so it was not kept. Save it without them "
            "(as .docx, .xlsx or .pptx), and send that.",
            "macros",
        )


def _other_kind(found: Found, purpose: Purpose) -> str:
    if found.kind is LOCKED_OFFICE:
        return (
            "The file is protected with a password. Take the password off (File, Info, Protect), save it, "
            "and send that."
        )
    what = f"This is {found.kind.words}"
    if found.kind in RESAVED and WORD in purpose.kinds:
        return f"{what}, which is not taken here. {_SAVE_AS}"
    sort = "which is not taken here" if purpose.kinds & PICTURES else "not a document"
    return f"{what}, {sort}. Send {in_words(purpose.kinds)}."
