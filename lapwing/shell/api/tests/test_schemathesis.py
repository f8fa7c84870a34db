"""The interface answers as its description says, whatever is sent that the description allows or does not.

The same examples at every run (derandomised), so many that it stays below a minute.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.test.client import ClientHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lapwing.contexts.governance.tests.factories import group as group_of
from lapwing.contexts.improvement.models import Plan
from lapwing.registry.models import Partnership
from lapwing.shell.api.tests.conftest import Program

pytestmark = pytest.mark.slow

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 12
_HANDLER = ClientHandler(enforce_csrf_checks=True)


@pytest.fixture
def description(settings: Any) -> Any:
    """The description as the server gives it, and the server itself, within the test's transaction."""
    settings.API_REQUESTS_A_MINUTE = 10**6
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", served)


def served(environ: dict[str, Any], start: Any) -> list[bytes]:
    """The server with all its middleware, on the connection of the test, as with Django's own client."""
    # what is compressed on the way is read by nobody here
    environ.pop("HTTP_ACCEPT_ENCODING", None)
    answer: Any = _HANDLER(environ)
    start(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
    return [answer.content]


@pytest.fixture
def refs(program: Program, plan: Plan, partnership: Partnership) -> dict[str, str]:
    """Records that are there, for half of the requests."""
    series = program.read(f"/plans/{plan.ref}/series")["items"][0]["ref"]
    program.post(f"/series/{series}/actuals", {"to": "2026-01-31", "value": 1})
    return {
        "plan": plan.ref,
        "series": series,
        "actual": program.read(f"/plans/{plan.ref}/actuals")["items"][0]["ref"],
        "milestone": program.read(f"/plans/{plan.ref}/milestones")["items"][0]["ref"],
        "action": program.read(f"/plans/{plan.ref}/actions")["items"][0]["ref"],
        "partnership": partnership.ref,
        "governance_group": group_of(partnership).ref,
    }


def try_everything(description: Any, headers: dict[str, str], refs: dict[str, str]) -> set[int]:
    """Every operation with examples of what it takes; the statuses that came back."""
    seen: set[int] = set()
    for found in description.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), known=st.booleans())
        def ask(case: Any, known: bool) -> None:
            if known and case.path_parameters:
                case.path_parameters.update(
                    {name: ref for name, ref in refs.items() if name in case.path_parameters}
                )
            answer = case.call(headers=headers)
            seen.add(answer.status_code)
            case.validate_response(answer, checks=CHECKS)

        ask()
    return seen


def test_with_a_token(description: Any, program: Program, refs: dict[str, str]) -> None:
    seen = try_everything(description, {"Authorization": f"Bearer {program.token}"}, refs)
    assert {200, 404} <= seen
    assert not seen & {401, 429, 500}


def test_without_a_token(description: Any, refs: dict[str, str]) -> None:
    seen = try_everything(description, {}, refs)
    assert 200 not in seen
    assert seen <= {401, 404, 429}
