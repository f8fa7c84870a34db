"""What signing in leaves behind, and for how long."""

from __future__ import annotations

from lapwing.platform.accounts.sessions import events, unsent
from lapwing.platform.accounts.sessions.jobs import SESSIONS_KEPT_FOR
from lapwing.platform.accounts.throttle import WINDOW
from lapwing.platform.retention.kinds import Cleared, lasting

CLEARED = (
    Cleared(
        "Failed sign-ins",
        lasting(WINDOW),
        "They slow guessing down, and say nothing about anybody.",
    ),
    Cleared(
        "Sessions",
        lasting(SESSIONS_KEPT_FOR, "after they began"),
        "A person can see where they were signed in.",
    ),
    Cleared(
        "Sign-in history",
        lasting(events.KEPT_FOR),
        "A person, and who looks after people, can see when an account was used, and from what.",
        "National Cyber Security Centre, guidance on logging: at least six months. The database keeps no "
        "line for less than a year",
    ),
    Cleared(
        "Forms that could not be sent",
        lasting(unsent.KEPT_FOR),
        "Whoever was signed out while writing can send it after all. It is sealed, for them alone.",
    ),
)
