"""Letters about one's own account. They carry a link or the bare fact, and no personal detail."""

from __future__ import annotations

from django.core.mail import send_mail

SUBJECTS = {
    "forgotten-password": "A link to a new password for Lapwing",
    "factors-reset": "Your second factor for Lapwing was taken away",
}
WORDS = {
    "forgotten-password": (
        "Somebody, probably you, asked for a new password for Lapwing.\n\n"
        "Choose one here. The link works once, for a day:\n\n{url}\n\n"
        "If it was not you, do nothing: your password stays as it is.\n"
    ),
    "factors-reset": (
        "Your second factor for Lapwing was taken away by somebody who looks after people in your "
        "partnership, and you were signed out everywhere.\n\n"
        "Sign in with your password to set up a new one:\n\n{url}\n\n"
        "If you did not ask for this, tell your partnership at once.\n"
    ),
}


def send_letter(template: str, *, to: str, url: str) -> None:
    """Send one of the letters above. Raises OSError when the mail server cannot be reached."""
    send_mail(SUBJECTS[template], WORDS[template].format(url=url), None, [to])
