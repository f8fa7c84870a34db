"""What an email says: the words of its template, one link, and how to get no more of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from lapwing.platform.notices.addresses import absolute
from lapwing.platform.notices.catalogue import Template, template_of
from lapwing.platform.notices.models import Mail
from lapwing.platform.notices.stopping import stop_token


@dataclass(frozen=True)
class Letter:
    """An email as somebody reads it. The same for everybody but for its addresses."""

    subject: str
    sentences: tuple[str, ...]
    button: str
    link: str
    # Empty for what cannot be switched off.
    stop: str
    preferences: str

    @property
    def text(self) -> str:
        """The plain part."""
        lines = [*self.sentences, f"{self.button}:\n{self.link}"]
        if self.stop:
            lines.append(f"Choose which emails you get:\n{self.preferences}")
            lines.append(f"Stop these emails:\n{self.stop}")
        return "\n\n".join(lines) + "\n"

    @property
    def html(self) -> str:
        """The part that most programs show."""
        return render_to_string("notices/mail.html", {"letter": self})


def letter_of(mail: Mail, absolute: Callable[[str], str] = absolute) -> Letter:
    """What an email says; ``absolute`` makes links of paths. Raises UnknownTemplateError."""
    template = template_of(mail.template)
    fixed = template.kind is not None and template.kind.fixed
    return Letter(
        subject=subject_of(template, mail.things),
        sentences=template.sentences,
        button=template.button,
        link=absolute(mail.url),
        stop=absolute(reverse("stop-emails", args=[stop_token(mail.user)]))
        if mail.user and not fixed
        else "",
        preferences=absolute(reverse("notice-preferences")),
    )


def subject_of(template: Template, things: int) -> str:
    """The subject; only that of a summary says anything of its own, which is how many."""
    return template.subject.format(things="1 thing" if things == 1 else f"{things} things")


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """The email as it goes out. Its Message-ID is the row's, so that one sent twice can be told to be one."""
    letter = letter_of(mail)
    headers = {
        "Message-ID": f"<{mail.ref}@{_domain()}>",
        "Auto-Submitted": "auto-generated",
    }
    if letter.stop:
        # RFC 8058: one press in the program that shows the email, without signing in
        headers["List-Unsubscribe"] = f"<{letter.stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
        headers=headers,
    )
    message.attach_alternative(letter.html, "text/html")
    return message


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "lapwing.invalid"
