"""Telling people: notices in Lapwing, and emails that say nothing but that there is something to look at.

``notify`` tells people who have an account, as each of them prefers; ``send_mail_now`` sends an email to an
address; ``settle`` says that there is nothing left to do. All are part of the transaction of their cause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lapwing.platform.notices.outbox import send_mail_now
    from lapwing.platform.notices.telling import notify, settle

__all__ = ["notify", "send_mail_now", "settle"]


def __getattr__(name: str) -> object:
    """The three, imported when they are first used: Django reads this file before there are tables."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from lapwing.platform.notices import outbox, telling

    return getattr(outbox if name == "send_mail_now" else telling, name)
