"""What version 1 promises: programs that worked go on working. More may come; nothing goes or narrows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def broken(before: Json, after: Json) -> list[str]:
    """What a program written for ``before`` could no longer rely on in ``after``, a sentence each."""
    return [
        *_operations(before, after),
        *(
            f"{name}: {words}"
            for name, schema in before["components"]["schemas"].items()
            if name in after["components"]["schemas"]
            for words in _schema(schema, after["components"]["schemas"][name], sent=_is_sent(name))
        ),
    ]


def _is_sent(name: str) -> bool:
    """Shapes that programs send may ask for no more; those they are given may say no less."""
    return name.endswith("In")


def _operations(before: Json, after: Json) -> Iterator[str]:
    for path, methods in before["paths"].items():
        for method, old in methods.items():
            here = f"{method.upper()} {path}"
            new = after["paths"].get(path, {}).get(method)
            if new is None:
                yield f"{here} is gone"
                continue
            if new["x-permission"] != old["x-permission"]:
                yield f"{here} needs another permission"
            yield from (f"{here}: {words}" for words in _parameters(old, new))
            yield from (f"{here}: {words}" for words in _answers(old, new))


def _parameters(old: Json, new: Json) -> Iterator[str]:
    known = {(each["in"], each["name"]): each for each in old["parameters"]}
    now = {(each["in"], each["name"]): each for each in new["parameters"]}
    yield from (f"the parameter {name} is gone" for _, name in known.keys() - now.keys())
    for place, each in now.items():
        if each["required"] and not known.get(place, {}).get("required"):
            yield f"the parameter {place[1]} is required now"
        if place in known:
            yield from (
                f"{place[1]}: {words}" for words in _schema(known[place]["schema"], each["schema"], sent=True)
            )


def _answers(old: Json, new: Json) -> Iterator[str]:
    for status, answer in old["responses"].items():
        if status not in new["responses"]:
            yield f"no longer answers {status}"
        elif _shape(answer) != _shape(new["responses"][status]):
            yield f"answers {status} in another shape"


def _shape(answer: Json) -> str:
    return str({kind: each["schema"].get("$ref") for kind, each in answer.get("content", {}).items()})


def _schema(old: Json, new: Json, *, sent: bool) -> Iterator[str]:
    gone = old.get("properties", {}).keys() - new.get("properties", {}).keys()
    yield from (f"{name} is gone" for name in sorted(gone))
    asked, promised = set(new.get("required", ())), set(old.get("required", ()))
    if sent:
        yield from (f"{name} is required now" for name in sorted(asked - promised))
        yield from _narrower(old, new)
    else:
        yield from (f"{name} may be missing now" for name in sorted(promised - asked))
    for name, each in old.get("properties", {}).items():
        other = new.get("properties", {}).get(name)
        if other is not None:
            if _kinds(each) != _kinds(other) and not (sent and _kinds(each) < _kinds(other)):
                yield f"{name} is of another type"
            elif sent:
                yield from (f"{name}: {words}" for words in _narrower(each, other))


def _kinds(schema: Json) -> frozenset[str]:
    if "anyOf" in schema:
        return frozenset().union(*(_kinds(each) for each in schema["anyOf"]))
    return frozenset({schema.get("$ref") or f"{schema.get('type')} {schema.get('format', '')}"})


_LOWEST, _HIGHEST = ("minimum", "minLength", "minItems"), ("maximum", "maxLength", "maxItems")


def _narrower(old: Json, new: Json) -> Iterator[str]:
    for name in _LOWEST:
        if name in new and new[name] > old.get(name, float("-inf")):
            yield f"{name} is higher"
    for name in _HIGHEST:
        if name in new and new[name] < old.get(name, float("inf")):
            yield f"{name} is lower"
    if new.get("pattern", old.get("pattern")) != old.get("pattern"):
        yield "the pattern is another"
