"""A small OpenID Connect provider on this machine, which a test may tell to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from lapwing.platform.accounts.organisations import exchange

CLIENT, SECRET = "lapwing-client", "a secret of the client that is long"


@dataclass
class Provider:
    """Answers discovery, keys and tokens. ``claims`` change what the next token says."""

    issuer: str = ""
    subject: str = "subject-1"
    claims: dict[str, Any] = field(default_factory=dict)
    says_issuer: str = ""
    algorithm: str = "RS256"
    key: Any = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    other_key: Any = None
    # paths that lead elsewhere, and every path that was asked for
    leads_elsewhere: str = ""
    paths: list[str] = field(default_factory=list)
    # code -> what the authorization request asked for
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorise(self, address: str) -> dict[str, str]:
        """What a browser that signs in there brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return {"code": code, "state": asked["state"]}

    def answer(self, path: str, sent: dict[str, list[str]]) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.says_issuer or self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorise",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [public | {"kid": "one", "use": "sig"}]}
        if path == "/token":
            return self._token(sent)
        return None

    def _token(self, sent: dict[str, list[str]]) -> dict[str, Any] | None:
        asked = self.asked.pop(sent["code"][0], None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"][0].encode()).digest())
        if asked is None or challenge.rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
        }
        key: Any = SECRET if self.algorithm == "HS256" else self.other_key or self.key
        token = jwt.encode(
            {name: value for name, value in claims.items() if value is not None},
            "" if self.algorithm == "none" else key,
            self.algorithm,
            headers={"kid": "one"},
        )
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": token}


@contextmanager
def running() -> Iterator[Provider]:
    """The provider on a free port of this machine, until the end."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.paths.append(self.path)
            if not self._leads_elsewhere():
                self._reply(provider.answer(self.path.removeprefix("/moved"), {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            provider.paths.append(self.path)
            if not self._leads_elsewhere():
                self._reply(provider.answer(self.path, parse_qs(body)))

        def _leads_elsewhere(self) -> bool:
            if self.path != provider.leads_elsewhere:
                return False
            self.send_response(307)
            self.send_header("Location", f"{provider.issuer}/moved{self.path}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return True

        def _reply(self, answer: dict[str, Any] | None) -> None:
            body = json.dumps(answer or {"error": "invalid_grant"}).encode()
            self.send_response(200 if answer else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: tests read what pages say."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        # it is this very process, on a machine that may have much else to do
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(exchange, "WAIT", 60)
            yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
