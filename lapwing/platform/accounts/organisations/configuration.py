"""Reading which organisations' sign-in is taken, from a file that whoever runs the service writes.

This module knows no Django: the settings read it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

WELL_KNOWN = "/.well-known/openid-configuration"
LONGEST_ISSUER = 200


class ConfigurationError(ValueError):
    """The file cannot be used; the text says what is wrong, where, and what would be right."""


@dataclass(frozen=True)
class Organisation:
    """One organisation's OpenID Connect provider.

    ``code`` stands in addresses; ``name`` on the button. ``issuer`` is worked out from the discovery
    address unless it is given. ``strong_amr`` and ``strong_acr`` are the values of those claims by which
    the provider says that it asked for a second factor; with none, Lapwing asks for its own.
    """

    code: str
    name: str
    discovery_url: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    strong_amr: frozenset[str] = frozenset()
    strong_acr: frozenset[str] = frozenset()


def read_organisations(environment: Mapping[str, str]) -> tuple[Organisation, ...]:
    """Those in the file that ORGANISATION_SIGN_IN names, or none. Raises ConfigurationError."""
    path = environment.get("ORGANISATION_SIGN_IN", "")
    if not path:
        return ()
    try:
        given = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"ORGANISATION_SIGN_IN: {path} cannot be read as JSON: {error}.") from error
    if not isinstance(given, list):
        raise ConfigurationError("ORGANISATION_SIGN_IN: the file must hold a list of organisations.")
    found = tuple(_organisation(each, number, environment) for number, each in enumerate(given, 1))
    for what in ("code", "issuer"):
        values = [getattr(each, what) for each in found]
        if len(set(values)) < len(values):
            raise ConfigurationError(f"ORGANISATION_SIGN_IN: two organisations have the same {what}.")
    return found


def _organisation(given: object, number: int, environment: Mapping[str, str]) -> Organisation:
    where = f"ORGANISATION_SIGN_IN, organisation {number}"
    if not isinstance(given, dict):
        raise ConfigurationError(f"{where}: must be an object with code, name, discovery_url and client_id.")
    for name in ("code", "name", "discovery_url", "client_id"):
        if not isinstance(given.get(name), str) or not given[name].strip():
            raise ConfigurationError(f"{where}: {name} is missing.")
    if not re.fullmatch(r"[a-z0-9-]{1,40}", given["code"]):
        raise ConfigurationError(f"{where}: code must be of small letters, figures and hyphens.")
    discovery = given["discovery_url"].rstrip("/")
    if not discovery.endswith(WELL_KNOWN):
        discovery += WELL_KNOWN
    _refuse_unsafe(discovery, where, environment)
    issuer = given.get("issuer") or discovery.removesuffix(WELL_KNOWN)
    if len(issuer) > LONGEST_ISSUER:
        raise ConfigurationError(f"{where}: issuer is longer than {LONGEST_ISSUER} characters.")
    strong = given.get("second_factor") or {}
    return Organisation(
        code=given["code"],
        name=given["name"].strip(),
        discovery_url=discovery,
        issuer=issuer,
        client_id=given["client_id"],
        client_secret=_secret(given, where, environment),
        strong_amr=frozenset(strong.get("amr", ())),
        strong_acr=frozenset(strong.get("acr", ())),
    )


def _secret(given: dict[str, str], where: str, environment: Mapping[str, str]) -> str:
    """The client's secret, from the environment when the file names a variable that holds it."""
    name = given.get("client_secret_variable", "")
    secret = environment.get(name, "") if name else given.get("client_secret", "")
    if not secret:
        missing = f"the variable {name}" if name else "client_secret, or client_secret_variable,"
        raise ConfigurationError(f"{where}: {missing} is missing.")
    return secret


def _refuse_unsafe(address: str, where: str, environment: Mapping[str, str]) -> None:
    parts = urlsplit(address)
    near = parts.hostname in {"localhost", "127.0.0.1"} and environment.get("LAPWING_PRODUCTION") != "1"
    if parts.scheme != "https" and not (parts.scheme == "http" and near):
        raise ConfigurationError(f"{where}: discovery_url must begin with https://.")
