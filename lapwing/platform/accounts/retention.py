"""What signing in leaves behind, and for how long."""

from __future__ import annotations

from lapwing.platform.retention.kinds import Cleared

CLEARED = (
    Cleared(
        "Failed sign-ins",
        "A quarter of an hour",
        "They slow guessing down, and say nothing about anybody.",
    ),
    Cleared("Sessions", "30 days after they began", "A person can see where they were signed in."),
    Cleared(
        "Sign-in history",
        "12 months",
        "A person, and who looks after people, can see when an account was used, and from what.",
    ),
)
