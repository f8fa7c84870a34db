"""Version 1 may grow. What programs rely on may not go, nor may they be asked for more."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from lapwing.shell.api.description import described
from lapwing.shell.api.promise import broken
from lapwing.shell.reference import PLACE


@pytest.fixture
def kept() -> dict[str, Any]:
    """The description that stands in docs/reference."""
    found: dict[str, Any] = json.loads((PLACE / "openapi.json").read_text())
    return found


def test_what_was_promised_holds(kept: dict[str, Any]) -> None:
    """Otherwise make it /api/v2, or put back what is missed. Never run `make reference` over it."""
    assert broken(kept, described()) == []


def test_more_breaks_nothing(kept: dict[str, Any]) -> None:
    more = copy.deepcopy(kept)
    more["paths"]["/api/v1/news"] = kept["paths"]["/api/v1/plans"]
    more["components"]["schemas"]["PlanOut"]["properties"]["colour"] = {"type": "string"}
    more["paths"]["/api/v1/plans"]["get"]["parameters"].append(
        {"in": "query", "name": "kind", "required": False, "schema": {"type": "string"}}
    )
    assert broken(kept, more) == []


def changed(kept: dict[str, Any], how: str) -> dict[str, Any]:
    found = copy.deepcopy(kept)
    operation = found["paths"]["/api/v1/plans"]["get"]
    shapes = found["components"]["schemas"]
    match how:
        case "gone":
            del found["paths"]["/api/v1/plans"]
        case "permission":
            operation["x-permission"] = "another"
        case "parameter gone":
            operation["parameters"].pop()
        case "parameter required":
            operation["parameters"][0]["required"] = True
        case "parameter narrower":
            next(each for each in operation["parameters"] if each["name"] == "limit")["schema"]["maximum"] = 5
        case "answer":
            operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"] = "#/another"
        case "status":
            del operation["responses"]["304"]
        case "property gone":
            del shapes["PlanOut"]["properties"]["title"]
        case "property another":
            shapes["PlanOut"]["properties"]["title"]["type"] = "integer"
        case "property optional":
            shapes["PlanOut"]["required"].remove("title")
        case "more asked":
            shapes["ActualIn"]["required"].append("note")
        case "fewer taken":
            shapes["BatchIn"]["properties"]["actuals"]["maxItems"] = 10
    return found


@pytest.mark.parametrize(
    "how",
    [
        *("gone", "permission", "parameter gone", "parameter required", "parameter narrower", "answer"),
        *("status", "property gone", "property another", "property optional", "more asked", "fewer taken"),
    ],
)
def test_less_breaks_what_was_promised(kept: dict[str, Any], how: str) -> None:
    assert broken(kept, changed(kept, how))
