"""The description of the interface (OpenAPI 3.1): made from the declarations, kept in docs/reference."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from lapwing.shell.api import decisions, evidence, figures, groups, packs, reading, updates  # noqa: F401 - the operations are declared there
from lapwing.shell.api.declaring import api
from lapwing.shell.api.problems import MEDIA_TYPE

BASE = "/api/v1"
_HEADERS = {
    "RateLimit": "How much of the allowance is left (r), and in how many seconds all of it is free (t).",
    "X-Request-Id": "Names this request: say it when you ask for help.",
}


@cache
def _written() -> str:
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=BASE)))
    found["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of a person: lw_…"}
    }
    for operation in _operations(found):
        for status, answer in operation["responses"].items():
            content = answer.get("content")
            if content and int(status) >= 400:
                answer["content"] = {MEDIA_TYPE: content["application/json"]}
            answer["headers"] = {
                name: {"description": words, "schema": {"type": "string"}} for name, words in _HEADERS.items()
            }
    found.pop("servers", None)
    return json.dumps(found)


def described() -> dict[str, Any]:
    """The description, as it is served."""
    found: dict[str, Any] = json.loads(_written())
    return found


def _operations(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in found["paths"].values():
        yield from methods.values()


@dataclass(frozen=True)
class Parameter:
    name: str
    where: str
    words: str
    required: bool


@dataclass(frozen=True)
class Line:
    """An operation as the page shows it."""

    id: str
    method: str
    path: str
    title: str
    words: str
    permission: str
    parameters: tuple[Parameter, ...]
    sends: str
    answer: str

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The parameters, for a list of facts."""
        places = {"path": "in the address", "header": "a header"}
        return [
            (each.name, each.words or places.get(each.where, "a part of the query"))
            for each in self.parameters
        ]

    def curl(self, root: str) -> str:
        """The request as it is typed."""
        place = f"{root}{self.path.removeprefix(BASE)}"
        for each in self.parameters:
            if each.where == "path":
                place = place.replace(f"{{{each.name}}}", f"${each.name.upper()}")
        words = 'curl -H "Authorization: Bearer $LAPWING_TOKEN"'
        if self.sends:
            words += ' -H "Content-Type: application/json" -H "Idempotency-Key: $(uuidgen)" -d @figures.json'
        return f"{words} {place}"


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[Line, ...]


def sections() -> tuple[Section, ...]:
    """The operations by what they are about, in the order in which they are declared."""
    found = described()
    by_tag: dict[str, list[Line]] = {}
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            line = _line(found, path, method.upper(), operation)
            by_tag.setdefault(operation["tags"][0], []).append(line)
    return tuple(Section(tag, tuple(lines)) for tag, lines in by_tag.items())


def _line(found: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> Line:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    good = next(each for status, each in operation["responses"].items() if int(status) < 300)
    answer = next(iter(good["content"].values()))["schema"]
    return Line(
        id=operation["operationId"].replace("_", "-"),
        method=method,
        path=path,
        title=operation["summary"],
        words=operation.get("description", ""),
        permission=operation["x-permission"],
        parameters=tuple(
            Parameter(each["name"], each["in"], each.get("description", ""), each["required"])
            for each in operation["parameters"]
        ),
        sends=_example_text(found, body) if body else "",
        answer=_example_text(found, answer),
    )


def _example_text(found: dict[str, Any], schema: dict[str, Any]) -> str:
    return json.dumps(_example(found, schema), indent=2, ensure_ascii=False)


_PLAIN: dict[str, Any] = {"integer": 1, "number": 51.4, "boolean": True, "null": None, "object": {}}
_STRINGS = {"date": "2026-10-31", "date-time": "2026-11-02T09:30:00Z"}


def _example(found: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Something that fits a schema, for people to see its form."""
    if "$ref" in schema:
        return _example(found, found["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    if "anyOf" in schema:
        return _example(found, schema["anyOf"][0])
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "array":
        return [_example(found, schema["items"])]
    if "properties" in schema:
        return {name: _example(found, each) for name, each in schema["properties"].items()}
    if schema.get("type") == "string":
        return _STRINGS.get(schema.get("format", ""), "…")
    return _PLAIN.get(schema.get("type", "object"), {})
