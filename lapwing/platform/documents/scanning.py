"""Whether there is malware in a file: asks clamd when one is configured."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from typing import IO

from clamav_client.clamd import BufferTooLongError, ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

log = logging.getLogger(__name__)

# A large file takes clamd some seconds; one that has said nothing for so long is stuck.
SECONDS = 120


class ScannerDownError(Exception):
    """The scanner does not answer, or could not look through the file; it is asked again later."""


@dataclass(frozen=True)
class Finding:
    """``words`` name what was found, or say that nothing was."""

    infected: bool
    words: str


class Clamd:
    """A clamd at ``tcp://host:port`` or ``unix:///path``."""

    def __init__(self, address: str) -> None:
        self.address = address

    def scan(self, content: IO[bytes]) -> Finding:
        """Send a stream to clamd. Raises ScannerDownError."""
        try:
            answers = self._client().instream(content)  # type: ignore[arg-type]
        except BufferTooLongError as error:
            raise ScannerDownError("The file is larger than clamd's StreamMaxLength.") from error
        except (ClamdError, OSError, UnicodeError) as error:
            raise ScannerDownError(f"clamd does not answer ({type(error).__name__}).") from error
        status, found = next(iter(answers.values()), ("ERROR", ""))
        if status == "FOUND":
            return Finding(True, (found or "malware")[:200])
        if status != "OK":
            raise ScannerDownError("clamd could not look through the file.")
        return Finding(False, "Nothing found")

    def version(self) -> str:
        """What clamd calls itself. Raises ScannerDownError."""
        try:
            return self._client().version()
        except (ClamdError, OSError, UnicodeError) as error:
            raise ScannerDownError(f"clamd does not answer ({type(error).__name__}).") from error

    def _client(self) -> ClamdNetworkSocket:
        scheme, _, place = self.address.partition("://")
        if scheme == "unix":
            return ClamdUnixSocket(place, SECONDS)
        host, _, port = place.rpartition(":")
        return ClamdNetworkSocket(host.strip("[]"), int(port), SECONDS)


def scanner() -> Clamd | None:
    """The scanner of this installation; None when none is configured: files are then "not scanned"."""
    address = getattr(settings, "DOCUMENTS_CLAMD", "")
    return _clamd(address) if address else None


@cache
def _clamd(address: str) -> Clamd:
    return Clamd(address)
