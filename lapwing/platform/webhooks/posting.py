"""One message over the network: to the address that was judged, without following where it leads."""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer

from lapwing.platform.webhooks.addresses import Place

# Seconds for each wait, and for the whole: who answers a letter at a time must not hold the worker.
EACH, WHOLE = 5.0, 10.0
# What is read of an answer, and thrown away: only its status counts.
MOST_READ = 1024


@dataclass(frozen=True)
class Answer:
    """``status`` None: nobody answered, and ``words`` say why."""

    status: int | None
    words: str = ""

    @property
    def arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def post(place: Place, body: bytes, headers: dict[str, str], *, whole: float = WHOLE) -> Answer:
    """Send a body. A redirect is an answer like any other, and not followed."""
    connection = _connection(place)
    end = Timer(whole, _cut, [connection])
    end.daemon = True
    end.start()
    try:
        connection.request("POST", place.path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read(MOST_READ)
    except ssl.SSLCertVerificationError:
        return Answer(None, "Its certificate is not trusted.")
    except TimeoutError:
        return Answer(None, "It took too long to answer.")
    except (OSError, http.client.HTTPException, ValueError, AttributeError):
        # AttributeError: the connection was cut while it was being read
        return Answer(None, "It could not be reached, or broke off.")
    finally:
        end.cancel()
        connection.close()
    words = "" if 200 <= answer.status < 300 else f"It answered {answer.status}."
    return Answer(answer.status, words)


def _connection(place: Place) -> http.client.HTTPConnection:
    if place.secure:
        return _Secure(place)
    return _Plain(place)


class _Plain(http.client.HTTPConnection):
    def __init__(self, place: Place) -> None:
        super().__init__(place.host, place.port, timeout=EACH)
        self.place = place

    def connect(self) -> None:
        self.sock = socket.create_connection((self.place.ip, self.place.port), EACH)


class _Secure(http.client.HTTPSConnection):
    def __init__(self, place: Place) -> None:
        super().__init__(place.host, place.port, timeout=EACH, context=ssl.create_default_context())
        self.place = place

    def connect(self) -> None:
        plain = socket.create_connection((self.place.ip, self.place.port), EACH)
        # the certificate is asked for the name, whatever the address
        sock = ssl.create_default_context().wrap_socket(
            plain, server_hostname=self.place.host, do_handshake_on_connect=False
        )
        # known before the handshake, so that one which takes too long is cut off too
        self.sock = sock
        sock.do_handshake()


def _cut(connection: http.client.HTTPConnection) -> None:
    sock: socket.socket | None = getattr(connection, "sock", None)
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
