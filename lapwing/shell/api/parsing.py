"""Reading the body of a request: JSON by the book, and nothing that the database could not keep."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from lapwing.shell.api.problems import ProblemError


class StrictParser(Parser):
    """JSON without "NaN", without a name twice in one object, and without characters that are none."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            return json.loads(
                request.body.decode(), parse_constant=_no_constant, object_pairs_hook=_no_name_twice
            )
        except (ValueError, RecursionError) as error:
            raise ProblemError("bad-request", "The body is not JSON.") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A name stands twice in one object")
    for value in found.values():
        _refuse_what_cannot_be_kept(value)
    return found


def _refuse_what_cannot_be_kept(value: Any) -> None:
    """Half a character (a lone surrogate: UnicodeEncodeError) and NUL. Objects inside were asked before."""
    if isinstance(value, str):
        value.encode()
        if "\0" in value:
            raise ValueError("A text holds NUL")
    elif isinstance(value, list):
        for each in value:
            _refuse_what_cannot_be_kept(each)
