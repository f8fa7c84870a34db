"""What people are told about their account and their signing in."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import Delivery, Kind, Template

SECURITY = Kind(
    "security",
    "Signing in",
    "A sign-in from a new browser, a changed password, a changed way to prove that it is you.",
    Delivery.ONCE,
    fixed=True,
)
_NOT_YOU = "If this was not you, tell whoever looks after people in your partnership at once."

TEMPLATES = (
    Template(
        "new-browser",
        SECURITY,
        line="You signed in from a browser that Lapwing did not know",
        subject="A sign-in to Lapwing from a new browser",
        sentences=("Somebody signed in to your account from a browser that Lapwing did not know.", _NOT_YOU),
        button="See where you are signed in",
    ),
    Template(
        "password-changed",
        SECURITY,
        line="Your password was changed",
        subject="Your Lapwing password was changed",
        sentences=("The password of your account was changed.", _NOT_YOU),
        button="Open Lapwing",
    ),
    Template(
        "second-factor-changed",
        SECURITY,
        line="How you sign in was changed",
        subject="How you sign in to Lapwing was changed",
        sentences=(
            "A way to prove that it is you was added to your account or taken away from it.",
            _NOT_YOU,
        ),
        button="See how you sign in",
    ),
    Template(
        "forgotten-password",
        subject="Choose a new password for Lapwing",
        sentences=(
            "Somebody, we think you, asked for a new password for Lapwing.",
            "The link works once, and for a short time. If you did not ask, do nothing: your password stays.",
        ),
        button="Choose a new password",
    ),
    Template(
        "account-closed",
        subject="Your Lapwing account is closed",
        sentences=(
            "Your account in Lapwing was closed, and you can no longer sign in.",
            "If you think that this is a mistake, ask whoever invited you.",
        ),
        button="About Lapwing",
    ),
)
