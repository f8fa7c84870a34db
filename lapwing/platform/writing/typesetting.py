"""Sets a typst template as a tagged PDF that meets PDF/UA-1.

What is to be printed goes to typst as data, never as markup: whatever signs it holds are printed as they are.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

import typst

# Found on most machines, and last the one that typst brings along.
FONTS = ("Inter", "Liberation Sans", "Arial", "DejaVu Sans", "Libertinus Serif")


def typeset(template: Path, data: str, *, made_at: datetime | None = None) -> bytes:
    """The PDF of a template that reads ``sys.inputs.data``, a JSON text.

    A sign that no font on this machine has is left out of the claim to be accessible. ``made_at`` is said in
    the file; without it, the moment is. Raises typst.TypstError for a template that is wrong.
    """
    try:
        return _compiled(template, data, made_at, accessible=True)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compiled(template, data, made_at, accessible=False)


@cache
def fonts() -> typst.Fonts:
    """The fonts of this machine, looked for once: for signs that typst's own do not have."""
    return typst.Fonts(include_system_fonts=True)


def _compiled(template: Path, data: str, made_at: datetime | None, *, accessible: bool) -> bytes:
    compiler = typst.Compiler(template.read_bytes(), font_paths=fonts(), sys_inputs={"data": data})
    made = compiler.compile(
        format="pdf", pdf_standards="ua-1" if accessible else [], timestamp=made_at and _seconds(made_at)
    )
    assert isinstance(made, bytes)
    return made


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
