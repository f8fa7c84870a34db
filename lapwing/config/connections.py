"""Which connections cross a network, and whether they are encrypted to a peer that proved who it is.

In production each that is not is refused, unless a setting says outright why it is so; `lapwing check` then
repeats what was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

DOORS = ("DATABASE_URL", "OWNER_DATABASE_URL", "MAINTENANCE_DATABASE_URL")
SHORTEST_REASON = 20
# What is done although it is less safe, for a reason that somebody wrote down: the setting with the reason,
# and what is so then.
EXCEPTIONS = {
    "DATABASE_READABLE_BECAUSE": "the way to the database is not encrypted, or its certificate not checked",
    "CLAMD_READABLE_BECAUSE": "files go to the malware scanner readable",
    "WEB_READABLE_BECAUSE": "requests go from the proxy to the web server readable",
    "TRACES_READABLE_BECAUSE": "traces go to their collector readable",
    "NOT_SCANNED_BECAUSE": "files that people send are not looked through for malware",
}
DEFAULT_BIND = "127.0.0.1:8000"


def unsafe_connections(environment: Mapping[str, str]) -> Iterator[str]:
    """Why what crosses the network would not be safe, one sentence for each."""
    if not is_said(environment, "DATABASE_READABLE_BECAUSE"):
        for name in DOORS:
            if crosses_readable(environment, environment.get(name, "")):
                yield (
                    f"{name} crosses a network: end it with ?sslmode=verify-full&sslrootcert=FILE, so that "
                    "it is encrypted and the server proves who it is, use the server's socket, or say why "
                    "not in DATABASE_READABLE_BECAUSE."
                )
    yield from _scanner(environment)
    if not is_said(environment, "WEB_READABLE_BECAUSE") and _listens_readable(environment):
        yield (
            "WEB_BIND is open to a network without encryption: let it be unix:/run/lapwing/web.sock or an "
            "address of this machine alone, name a certificate in WEB_CERTIFICATE and WEB_KEY, or say why "
            "not in WEB_READABLE_BECAUSE."
        )
    traces = environment.get("TRACES_TO", "")
    if traces and not is_said(environment, "TRACES_READABLE_BECAUSE"):
        parts = urlsplit(traces)
        if parts.scheme != "https" and not is_this_machine(parts.hostname or ""):
            yield "TRACES_TO must begin with https://, or TRACES_READABLE_BECAUSE say why not."
    for name in EXCEPTIONS:
        if environment.get(name, "").strip() and not is_said(environment, name):
            yield f"{name} must be a sentence of at least {SHORTEST_REASON} characters."


def said_outright(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each exception in use: its setting, and a sentence with the reason that was given."""
    for name, what in EXCEPTIONS.items():
        if is_said(environment, name):
            yield name, f"{what[0].upper()}{what[1:]}: {environment[name].strip()}"
    if environment.get("LAPWING_TLS") == "internal":
        yield "LAPWING_TLS", "The proxy makes its own certificate, which people's browsers warn of."


def is_said(environment: Mapping[str, str], name: str) -> bool:
    """Whether a reason was given that somebody can be asked about."""
    return len(environment.get(name, "").strip()) >= SHORTEST_REASON


def crosses_readable(environment: Mapping[str, str], url: str) -> bool:
    """Whether a database is reached over a network otherwise than with ``verify-full``."""
    if not url:
        return False
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    # as libpq goes by them: hostaddr is where it connects, and its variables count when nothing is named
    named = query.get("hostaddr") or environment.get("PGHOSTADDR", "")
    named = named or query.get("host") or parts.hostname or environment.get("PGHOST", "")
    hosts = [each.strip() for each in named.split(",")]
    near = all(not host or host.startswith(("/", "@")) or is_this_machine(host) for host in hosts)
    verified = query.get("sslmode") == "verify-full" and bool(query.get("sslrootcert"))
    elsewhere = "service" in query or bool(environment.get("PGSERVICE"))
    return elsewhere or not (near or verified)


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine by its very name: no name server is asked."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _scanner(environment: Mapping[str, str]) -> Iterator[str]:
    place = environment.get("DOCUMENTS_CLAMD", "")
    if not place and not is_said(environment, "NOT_SCANNED_BECAUSE"):
        yield (
            "Set DOCUMENTS_CLAMD to the socket of clamd, so that files are looked through for malware, or "
            "say why not in NOT_SCANNED_BECAUSE."
        )
    far = place.startswith("tcp://") and not is_this_machine(place.removeprefix("tcp://").rpartition(":")[0])
    if far and not is_said(environment, "CLAMD_READABLE_BECAUSE"):
        yield (
            "DOCUMENTS_CLAMD sends files over the network readable, since clamd speaks no TLS: use its "
            "socket, put an encrypted tunnel on this machine, or say why not in CLAMD_READABLE_BECAUSE."
        )


def _listens_readable(environment: Mapping[str, str]) -> bool:
    bind = environment.get("WEB_BIND") or DEFAULT_BIND
    if bind.startswith(("unix:", "fd://")) or is_this_machine(bind.rpartition(":")[0]):
        return False
    return not (environment.get("WEB_CERTIFICATE") and environment.get("WEB_KEY"))
