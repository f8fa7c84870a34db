"""How an operation is declared: its address, its permission, and what it may answer, in one place.

Permissions are declared here and nowhere else. The access matrix walks ``OPERATIONS``, the description
(OpenAPI) names the permission of each, and the door asks for it before the operation is called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from ninja import NinjaAPI

from lapwing.shell.api.parsing import StrictParser
from lapwing.shell.api.problems import KINDS
from lapwing.shell.api.shapes import ProblemOut

F = TypeVar("F", bound=Callable[..., Any])
# Any token that counts may: the operation tells only of the token itself.
ANY_TOKEN = ""

READ_STATUSES = (400, 401, 404, 405, 406, 422, 429, 500, 503)
WRITE_STATUSES = (400, 401, 404, 405, 406, 409, 413, 415, 422, 429, 500, 503)

DESCRIPTION = (
    "The improvement plan for programs: its reads, entering actual figures, writing updates with their "
    "evidence, recording and closing decisions, and board packs. Every request carries a token of a person "
    "and does no more than that person may."
)

api = NinjaAPI(
    title="Lapwing",
    version="1",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-operations",
    parser=StrictParser(),
)


@dataclass(frozen=True)
class Operation:
    """What one method of one address does, and the permission it needs ("" for none)."""

    name: str
    method: str
    path: str
    permission: str


OPERATIONS: dict[tuple[str, str], Operation] = {}


# The answer of an operation that gives a file.
BINARY = "a file"
_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


def reads(path: str, *, permission: str, answer: Any, tag: str, **more: Any) -> Callable[[F], F]:
    """A GET that answers with ``answer``; with ``BINARY``, with a file."""
    extra = {"responses": {200: {"content": _BYTES}}} if answer is BINARY else None
    given = None if answer is BINARY else answer
    return _declared(
        "GET", path, permission, {200: given, 304: None}, READ_STATUSES, tag, _extra=extra, **more
    )


def writes(
    path: str, *, permission: str, answer: Any, tag: str, status: int | tuple[int, ...] = 200
) -> Callable[[F], F]:
    """A POST, which may carry an idempotency key. It may answer alike with several statuses."""
    statuses = (status,) if isinstance(status, int) else status
    answers = dict.fromkeys(statuses, answer)
    return _declared("POST", path, permission, answers, WRITE_STATUSES, tag, _extra=_KEY)


_KEY = {
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": False,
            "description": "Letters of your choice. The same request with the same key is done once: within "
            "24 hours it is answered again as the first time.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        }
    ]
}


def _declared(
    method: str,
    path: str,
    permission: str,
    answers: dict[int, Any],
    problems: tuple[int, ...],
    tag: str,
    _extra: dict[str, Any] | None = None,
    **more: Any,
) -> Callable[[F], F]:
    def declare(view: F) -> F:
        OPERATIONS[method, path] = Operation(view.__name__, method, path, permission)
        api.api_operation(
            [method],
            path,
            response={**answers, **dict.fromkeys(problems, ProblemOut)},
            operation_id=view.__name__,
            summary=(view.__doc__ or "").partition("\n")[0],
            description=(view.__doc__ or "").partition("\n")[2].strip() or None,
            tags=[tag],
            by_alias=True,
            url_name=view.__name__.replace("_", "-"),
            openapi_extra={
                **(_extra or {}),
                "security": [{"token": []}],
                "x-permission": permission or "any token",
            },
            **more,
        )(view)
        return view

    return declare


def titles() -> dict[int, str]:
    """What each status means, in words."""
    return {kind.status: kind.title for kind in KINDS.values()}
