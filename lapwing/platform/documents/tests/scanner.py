"""A server that speaks clamd's protocol and knows one signature."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

BAD = b"the bad words"


class _Clamd(socketserver.StreamRequestHandler):
    """INSTREAM as clamd speaks it: finds one signature, and refuses streams that are too long."""

    def handle(self) -> None:
        assert self.rfile.readline() == b"nINSTREAM\n"
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        answer = "OK"
        if BAD in content:
            answer = "Test.Signature FOUND"
        elif len(content) > 100_000:
            answer = "INSTREAM size limit exceeded. ERROR"
        prefix = "" if "limit" in answer else "stream: "
        self.wfile.write(f"{prefix}{answer}\n".encode())


@contextmanager
def a_scanner() -> Iterator[str]:
    """Its address, for the setting DOCUMENTS_CLAMD, while the block lasts."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
