"""A person at a running service, without scripts: opens a form and sends it, once or twice at once."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import TypeVar
from urllib.parse import urlencode

from tests.service import HOST, Service

T = TypeVar("T")
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True)
class Answer:
    status: int
    page: str
    leads_to: str
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Person:
    """Whoever holds the cookie of this session."""

    service: Service
    cookie: str
    cookies: dict[str, str] = field(default_factory=dict, init=False)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"", {})

    def follow(self, answer: Answer) -> Answer:
        """The page to which an answer leads, asked for with the cookies that came with it."""
        self.cookies |= answer.cookies
        return self.get(answer.leads_to)

    def opened(self, path: str) -> dict[str, str]:
        """The hidden fields of the form on a page; {} when the page did not come."""
        page = self.get(path)
        return hidden_fields(page.page) if page.status == 200 else {}

    def send(self, path: str, form: Mapping[str, str | list[str]]) -> Answer:
        body = urlencode(form, doseq=True).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def send_twice(self, path: str, form: Mapping[str, str | list[str]]) -> list[Answer]:
        """The same on two connections at once, as an impatient hand does."""
        return at_once(lambda: self.send(path, form))

    def send_file(self, path: str, form: Mapping[str, str], name: str, content: bytes) -> Answer:
        edge = "of-these-tests"
        fields = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{each}"\r\n\r\n{value}\r\n'.encode()
            for each, value in form.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        body = b"".join([*fields, f"{head}\r\n".encode(), content, f"\r\n--{edge}--\r\n".encode()])
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Status 0 is a connection that broke."""
        connection = self.service.connection()
        cookies = "; ".join([self.cookie, *(f"{name}={value}" for name, value in self.cookies.items())])
        origin = f"https://{HOST}:{self.service.port}"
        try:
            sent = {"Cookie": cookies, "Referer": f"{origin}{path}", "Origin": origin}
            connection.request(method, path, body or None, sent | headers)
            answer = connection.getresponse()
            page = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return Answer(0, "", "")
        finally:
            connection.close()
        lines = [line.partition(";")[0].partition("=") for line in answer.headers.get_all("Set-Cookie") or ()]
        given = {name: value for name, _, value in lines if not self.cookie.startswith(f"{name}=")}
        self.cookies |= given
        return Answer(answer.status, page, answer.headers.get("Location", ""), given)


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of the last form on a page that came."""
    form = page[page.rindex('<form method="post" novalidate') :]
    return {name: unescape(value) for name, value in _HIDDEN.findall(form)}


def at_once(do: Callable[[], T]) -> list[T]:
    """What two threads that begin at one moment got."""
    start = threading.Barrier(2)
    got: list[T] = []

    def go() -> None:
        start.wait()
        got.append(do())

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got
