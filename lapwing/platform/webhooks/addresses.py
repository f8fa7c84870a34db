"""Which addresses may be told: public ones, by HTTPS. Nothing inside is asked by way of us."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

# What carries an IPv4 address inside, by which an inner one could be meant.
_CARRIERS = [ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class RefusedAddressError(ValueError):
    """Nothing is sent there; the message says why."""


@dataclass(frozen=True)
class Place:
    """Where to connect: the address of the network that was judged, and the name that was asked for."""

    host: str
    port: int
    ip: str
    path: str
    secure: bool


def checked_url(url: str) -> str:
    """The address as it is kept. Raises RefusedAddressError with a sentence; asks no name server."""
    parts = _parts(url)
    if parts.scheme != "https" and not settings.WEBHOOKS_TO_LOOPBACK:
        raise RefusedAddressError("The address must begin with https://.")
    if not parts.hostname or parts.username is not None or parts.fragment:
        raise RefusedAddressError("Give the address without a name, a password or a part after #.")
    try:
        literal = ip_address(parts.hostname)
    except ValueError:
        if "." not in parts.hostname and not settings.WEBHOOKS_TO_LOOPBACK:
            raise RefusedAddressError("Give the whole name of the server.") from None
    else:
        _refuse_inner(literal)
    _refuse_unlisted(parts.hostname)
    return url


def resolved(url: str) -> Place:
    """Where to connect now. Every address that the name has must be public. Raises RefusedAddressError.

    The connection is made to the very address that was judged here: a name that answers otherwise a moment
    later (DNS rebinding) changes nothing.
    """
    parts = _parts(checked_url(url))
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RefusedAddressError("No server has this name.") from error
    found = [str(answer[4][0]).partition("%")[0] for answer in answers]
    for each in found:
        _refuse_inner(ip_address(each))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(host, port, found[0], path, parts.scheme == "https")


def _refuse_unlisted(host: str) -> None:
    """WEBHOOK_HOSTS lists whom webhooks may tell: hosts, or ``.example.org`` for all below; any when None."""
    listed = settings.WEBHOOK_HOSTS
    if listed is None or any(host == each or (each[0] == "." and host.endswith(each)) for each in listed):
        return
    raise RefusedAddressError("This server is not among those that whoever runs Lapwing lets webhooks tell.")


def _parts(url: str) -> SplitResult:
    """Raises RefusedAddressError for what is no address."""
    if not url.isascii() or any(letter <= " " or letter == "\\" for letter in url) or len(url) > 500:
        raise RefusedAddressError("That is not an address.")
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - asks whether it is a number
    except ValueError as error:
        raise RefusedAddressError("That is not an address.") from error
    if parts.scheme not in {"http", "https"}:
        raise RefusedAddressError("The address must begin with https://.")
    return parts


def _refuse_inner(address: IPv4Address | IPv6Address) -> None:
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if address.is_loopback and settings.WEBHOOKS_TO_LOOPBACK:
        return
    carried = any(address in network for network in _CARRIERS if network.version == address.version)
    if not address.is_global or address.is_multicast or carried:
        raise RefusedAddressError("The address leads to a network that is not public.")
