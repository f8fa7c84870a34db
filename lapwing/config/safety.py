"""Settings under which Lapwing refuses to start, each with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
FEWEST_CHARACTERS = 12


class UnsafeSettingsError(ImproperlyConfigured):
    """Lapwing does not start with these settings; the message says why, one sentence for each."""


def refuse_unsafe(environment: Mapping[str, str]) -> None:
    """Raise UnsafeSettingsError for what must not be, in production above all."""
    found = [
        *_anywhere(environment),
        *(_in_production(environment) if _is_on(environment, "PRODUCTION") else ()),
    ]
    if found:
        raise UnsafeSettingsError(" ".join(found))


def _anywhere(environment: Mapping[str, str]) -> Iterator[str]:
    if _is_on(environment, "DEMO") and (_is_on(environment, "PRODUCTION") or environment.get("DATABASE_URL")):
        yield (
            "LAPWING_DEMO lets anybody sign in as anybody, so it runs on a database of its own only: "
            "unset it, or unset LAPWING_PRODUCTION and DATABASE_URL."
        )


def _in_production(environment: Mapping[str, str]) -> Iterator[str]:
    if _is_on(environment, "DEBUG"):
        yield "LAPWING_DEBUG shows the inside of the program to whoever meets an error: unset it."
    key = environment.get("SECRET_KEY", "")
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS:
        yield f"Set SECRET_KEY to a random text of at least {SHORTEST_KEY} characters."
    hosts = environment.get("ALLOWED_HOSTS", "").split()
    if not hosts:
        yield "Set ALLOWED_HOSTS to the names by which people reach Lapwing, with spaces between."
    if any("*" in host for host in hosts):
        yield "ALLOWED_HOSTS must name each host: with * anybody could have links sent that lead elsewhere."
    if not environment.get("DATABASE_URL"):
        yield (
            "Set DATABASE_URL to a PostgreSQL server of yours: the embedded one asks nobody on this machine "
            "for a password."
        )


def _is_on(environment: Mapping[str, str], name: str) -> bool:
    return environment.get(f"LAPWING_{name}") == "1"
