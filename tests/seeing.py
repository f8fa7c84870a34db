"""What a person loses of a page: text that is cut off, covered or gone, and controls that do nothing.

Looked for in a real browser, by what was laid out. Words for ears alone are left out, and so are drawings,
which stand beside their tables.
"""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
# What may be wider than its box and scroll in it: lines for a terminal, a document as printed.
MAY_SCROLL = ".lw-code, .lw-document, pre, textarea"
# A table too, by keyboard as well, where letters are large; on a phone its rows are cards.
MAY_SCROLL_WHEN_LARGE = f"{MAY_SCROLL}, .lw-scroll[tabindex]"
# What is shortened on purpose, and said whole elsewhere: the name beside the bell, whose menu has it.
_SHORTENED = ".lw-menu__name"
# What only a script can do, and so is shown only by one: passkeys, printing, showing a password.
_SCRIPTED = "form[data-passkey], [data-print], .govuk-password-input__toggle"


def cut_or_covered(page: Page, may_scroll: str = MAY_SCROLL) -> list[str]:
    """Text that is cut off, out of the window or under something else, as the page stands; one line each."""
    return _ask(page, "[...cut(), ...covered()]", may_scroll)


def grown(page: Page) -> list[str]:
    """Make text twice as large; what is gone then, or stays as it was."""
    return _ask(page, "grown()")


def idle(page: Page) -> list[str]:
    """What does nothing, or is never shown. For a page without JavaScript."""
    return _ask(page, "idle()")


def _ask(page: Page, what: str, may_scroll: str = MAY_SCROLL) -> list[str]:
    given = {"mayScroll": may_scroll, "shortened": _SHORTENED, "scripted": _SCRIPTED}
    names = "".join(f"const {name} = {json.dumps(value)};" for name, value in given.items())
    return list(page.evaluate(f"() => {{ {names}\n{_SCRIPT}\nreturn {what}; }}"))
