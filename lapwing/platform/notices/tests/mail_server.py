"""A real mail server on this machine for tests: it answers as it is told, and keeps what it takes."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.test import override_settings

USER, PASSWORD = "lapwing", "heron on the weir"
# Seconds that a server of this process may take to answer on a machine with much else to do.
PATIENCE = 60
Answering = Callable[[str], str | None]


class Mailboxes:
    """What arrived, and what to answer: ``answer_to`` and ``answer_to_data`` give one other than 250."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.secured: list[bool] = []
        self.users: list[str] = []
        self.answer_to: Answering = lambda address: None
        self.answer_to_data: Callable[[], str | None] = lambda: None

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answer_to(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answer_to_data()
        if answer is None or answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            found = message_from_bytes(content, policy=policy.default)
            assert isinstance(found, EmailMessage)
            self.messages.append(found)
            self.recipients.append(list(envelope.rcpt_tos))
            self.secured.append(session.ssl is not None)
        return answer or "250 OK"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
        if isinstance(data, LoginPassword) and right:
            self.users.append(data.login.decode())
        return AuthResult(success=right, handled=False)


class _Server(Controller):
    """Listens on a socket that is bound already, so that no other program can be there first."""

    def __init__(self, boxes: Mailboxes, bound: socket.socket, **options: Any) -> None:
        port = bound.getsockname()[1]
        super().__init__(boxes, hostname="127.0.0.1", port=port, ready_timeout=PATIENCE, **options)
        self._bound = bound

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._bound, ssl=self.ssl_context)


@contextmanager
def mail_server(boxes: Mailboxes, *, at: socket.socket | None = None, **options: Any) -> Iterator[int]:
    """Run a server for ``boxes``, with Lapwing set up to send by it without TLS; gives its port."""
    with at or nobody_listens() as bound:
        server = _Server(boxes, bound, **options)
        server.start()
        try:
            with sending_to(server.port):
                yield server.port
        finally:
            server.stop(no_assert=True)


@contextmanager
def sending_to(port: int, **settings: Any) -> Iterator[None]:
    """Lapwing sends to this port of this machine, in the clear unless told otherwise."""
    given = {
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_TIMEOUT": PATIENCE,
        "DEFAULT_FROM_EMAIL": "Lapwing <lapwing@example.org>",
        "MAIL_REPLY_TO": "help@example.org",
        "LAPWING_ADDRESS": "https://lapwing.example.org",
    }
    with override_settings(**given | settings):
        yield


def nobody_listens() -> socket.socket:
    """A socket with a port of this machine that refuses calls, and that nobody else can have meanwhile."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    return bound


def certificate(folder: Path, monkeypatch: pytest.MonkeyPatch | None = None) -> ssl.SSLContext:
    """A server's context for 127.0.0.1; believed by this process when ``monkeypatch`` is given."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    public = made.public_bytes(serialization.Encoding.PEM)
    file.write_bytes(
        public
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    if monkeypatch is not None:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context
