"""Settings under which Lapwing refuses to start, each with a sentence that says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from lapwing.config.connections import SHORTEST_REASON, unsafe_connections
from lapwing.config.documents import unsafe_documents, unsafe_documents_in_production

SHORTEST_KEY = 50
FEWEST_CHARACTERS = 12
KINDS_OF_TLS = ("starttls", "tls", "none")
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
# Minutes without use and hours in all: (least, most where personal data is, most at all).
IDLE_MINUTES = (5, 15, 60)
SESSION_HOURS = (1, 12, 24)


class UnsafeSettingsError(ImproperlyConfigured):
    """Lapwing does not start with these settings; the message says why, one sentence for each."""


def refuse_unsafe(environment: Mapping[str, str]) -> None:
    """Raise UnsafeSettingsError for what must not be, in production above all."""
    found = [
        *_anywhere(environment),
        *_mail_anywhere(environment),
        *(_in_production(environment) if _is_on(environment, "PRODUCTION") else ()),
        *(_mail_in_production(environment) if _is_on(environment, "PRODUCTION") else ()),
    ]
    if found:
        raise UnsafeSettingsError(" ".join(found))


def _anywhere(environment: Mapping[str, str]) -> Iterator[str]:
    if _is_on(environment, "DEMO") and (_is_on(environment, "PRODUCTION") or environment.get("DATABASE_URL")):
        yield (
            "LAPWING_DEMO lets anybody sign in as anybody, so it runs on a database of its own only: "
            "unset it, or unset LAPWING_PRODUCTION and DATABASE_URL."
        )
    yield from _session_limits(environment)
    yield from unsafe_documents(environment, Path(__file__).resolve().parents[2])


def _in_production(environment: Mapping[str, str]) -> Iterator[str]:
    if _is_on(environment, "DEBUG"):
        yield "LAPWING_DEBUG shows the inside of the program to whoever meets an error: unset it."
    key = environment.get("SECRET_KEY", "")
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS:
        yield f"Set SECRET_KEY to a random text of at least {SHORTEST_KEY} characters."
    if any(len(old) < SHORTEST_KEY for old in environment.get("SECRET_KEY_FALLBACKS", "").split()):
        yield f"SECRET_KEY_FALLBACKS: each must have at least {SHORTEST_KEY} characters, as SECRET_KEY has."
    hosts = environment.get("ALLOWED_HOSTS", "").split()
    yield from _passkeys(environment.get("PASSKEY_DOMAIN", ""), hosts)
    if not hosts:
        yield "Set ALLOWED_HOSTS to the names by which people reach Lapwing, with spaces between."
    if any("*" in host for host in hosts):
        yield "ALLOWED_HOSTS must name each host: with * anybody could have links sent that lead elsewhere."
    if not environment.get("DATABASE_URL"):
        yield (
            "Set DATABASE_URL to a PostgreSQL server of yours: the embedded one asks nobody on this machine "
            "for a password."
        )
    if not (environment.get("BREACHED_PASSWORDS_ADDRESS") or "https://").startswith("https://"):
        yield "BREACHED_PASSWORDS_ADDRESS must begin with https://: whoever listens could change the answer."
    reason = environment.get("LAPWING_PASSWORD_ALONE_BECAUSE", "").strip()
    if environment.get("LAPWING_PASSWORD_ALONE_ROLES", "").strip() and len(reason) < SHORTEST_REASON:
        yield (
            "LAPWING_PASSWORD_ALONE_ROLES lets people in without a second factor: say why in "
            "LAPWING_PASSWORD_ALONE_BECAUSE, in a sentence that whoever answers for the records has agreed "
            "to, or unset it."
        )
    yield from unsafe_documents_in_production(environment)
    yield from unsafe_connections(environment)


def _passkeys(domain: str, hosts: list[str]) -> Iterator[str]:
    if domain and not all(host == domain or host.endswith(f".{domain}") for host in hosts):
        yield (
            "PASSKEY_DOMAIN must be the name in ALLOWED_HOSTS, or what every name there ends with: browsers "
            "refuse passkeys for another."
        )


def _mail_anywhere(environment: Mapping[str, str]) -> Iterator[str]:
    if environment.get("SMTP_TLS") not in (None, "", *KINDS_OF_TLS):
        yield f"SMTP_TLS must be one of {', '.join(KINDS_OF_TLS)}."
    port = environment.get("SMTP_PORT") or "587"
    if not (port.isdecimal() and 0 < int(port) < 65536):
        yield "SMTP_PORT must be the number of a port, such as 587."
    for name in ("MAIL_FROM", "MAIL_REPLY_TO"):
        if re.search(r"[\x00-\x1f\x7f]", environment.get(name, "")):
            yield f"{name} must be one line: what follows a line end would become a header of every email."


def _mail_in_production(environment: Mapping[str, str]) -> Iterator[str]:
    host = environment.get("SMTP_HOST")
    if not host:
        return
    if environment.get("SMTP_TLS") == "none" and host not in THIS_MACHINE:
        yield "SMTP_TLS=none sends emails and the password readable over the network: use starttls or tls."
    if "@" not in environment.get("MAIL_FROM", ""):
        yield "Set MAIL_FROM to the sender of emails, such as: Lapwing <lapwing@council.example>."
    if not environment.get("LAPWING_ADDRESS", "").startswith("https://"):
        yield "Set LAPWING_ADDRESS to the address that people type, with https://: links in emails begin so."


def _session_limits(environment: Mapping[str, str]) -> Iterator[str]:
    """Longer than is usual only for a reason that somebody wrote down, and never without an end."""
    reason = environment.get("LAPWING_LONGER_SESSIONS_BECAUSE", "").strip()
    explained = len(reason) >= SHORTEST_REASON or not _is_on(environment, "PRODUCTION")
    for name, (least, usual, most) in (
        ("LAPWING_IDLE_MINUTES", IDLE_MINUTES),
        ("LAPWING_SESSION_HOURS", SESSION_HOURS),
    ):
        given = environment.get(name, str(usual))
        if not given.isascii() or not given.isdigit() or not least <= int(given) <= most:
            yield f"{name} must be a whole number from {least} to {most}."
        elif int(given) > usual and not explained:
            yield (
                f"{name} is longer than {usual}: say why in LAPWING_LONGER_SESSIONS_BECAUSE, in a sentence "
                "that whoever answers for the records has agreed to, or unset it."
            )


def _is_on(environment: Mapping[str, str], name: str) -> bool:
    return environment.get(f"LAPWING_{name}") == "1"
