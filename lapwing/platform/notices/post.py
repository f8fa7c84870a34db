"""One visit to the mail server: a connection that many emails share, and what its answers mean for us."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from enum import Enum
from types import TracebackType

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

# "Service not available, closing transmission channel" (RFC 5321, 4.2.2): about the server, not the email.
_CLOSING = 421
LONGEST_PROBLEM = 300


class Answer(Enum):
    """What became of an email."""

    SENT = "sent"
    # This email may be taken later (4xx): greylisting, a full mailbox.
    LATER = "later"
    # This email will never be taken (5xx).
    REFUSED = "refused"
    # The server cannot be reached, or takes nothing from us at all.
    NO_SERVICE = "no service"


@dataclass(frozen=True)
class Outcome:
    """An answer and, unless it was sent, why, without anybody's address."""

    answer: Answer
    problem: str = ""


class Post:
    """The connection, opened with the first email and closed at the end of a ``with``."""

    def __init__(self) -> None:
        self._backend: EmailBackend | None = None

    def __enter__(self) -> Post:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._hang_up()

    def send(self, message: EmailMultiAlternatives) -> Outcome:
        """Hand over one email. A server that has hung up since the one before is called again once."""
        called_before = self._backend is not None
        outcome = self._try(message)
        if outcome.answer is Answer.NO_SERVICE and called_before:
            outcome = self._try(message)
        return outcome

    def _try(self, message: EmailMultiAlternatives) -> Outcome:
        try:
            if self._backend is None:
                self._backend = _called()
            self._backend.send_messages([message])
        except (smtplib.SMTPException, OSError) as error:
            outcome = outcome_of(error, message.to[0])
            if outcome.answer is Answer.NO_SERVICE:
                self._hang_up()
            return outcome
        return Outcome(Answer.SENT)

    def _hang_up(self) -> None:
        backend, self._backend = self._backend, None
        if backend is not None:
            _close(backend)


def is_set_up() -> bool:
    """Whether a mail server is named in the settings."""
    return bool(settings.EMAIL_HOST)


def outcome_of(error: Exception, address: str) -> Outcome:
    """What an error of ``smtplib`` means for the email, and for those after it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, refusal = next(iter(error.recipients.values()))
        return _by_code(code, refusal, address)
    if isinstance(error, smtplib.SMTPDataError):
        return _by_code(error.smtp_code, error.smtp_error, address)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Outcome(Answer.REFUSED, "The mail server cannot send to an address with such letters.")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Outcome(Answer.NO_SERVICE, "The mail server does not accept our user name and password.")
    if isinstance(error, smtplib.SMTPSenderRefused):
        said = _said(error.smtp_code, error.smtp_error, address)
        return Outcome(Answer.NO_SERVICE, f"The mail server takes nothing from our sender. {said}")
    if isinstance(error, TimeoutError | smtplib.SMTPServerDisconnected):
        return Outcome(Answer.NO_SERVICE, "The mail server hung up, or did not answer in time.")
    return Outcome(Answer.NO_SERVICE, f"The mail server cannot be reached ({type(error).__name__}).")


def _by_code(code: int, said: bytes | str, address: str) -> Outcome:
    if code == _CLOSING:
        return Outcome(Answer.NO_SERVICE, _said(code, said, address))
    return Outcome(Answer.REFUSED if code >= 500 else Answer.LATER, _said(code, said, address))


def _said(code: int, said: bytes | str, address: str) -> str:
    """The server's answer in one line, without the address that servers like to repeat."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    for part in (address, address.partition("@")[0]):
        text = text.replace(part, "…")
    return f"It answered {code}: {' '.join(text.split())}"[:LONGEST_PROBLEM]


def _called() -> EmailBackend:
    """A connection to the mail server of the settings, its certificate checked. Raises smtplib's errors."""
    backend = EmailBackend(fail_silently=False)
    try:
        backend.open()
    except (smtplib.SMTPException, OSError):
        _close(backend)
        raise
    return backend


def _close(backend: EmailBackend) -> None:
    backend.fail_silently = True
    backend.close()
