"""What becomes of everything that an operation may raise."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError

from lapwing.shell.api.problems import Fault, ProblemError, problem, problem_of_status


def of_problem(request: HttpRequest, error: Any) -> HttpResponse:
    assert isinstance(error, ProblemError)
    return problem(request, error)


def of_not_visible(request: HttpRequest, error: Any) -> HttpResponse:
    """Unknown and forbidden alike."""
    return problem(request, ProblemError("not-found"))


def of_not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    """What does not fit the description, with where it stands."""
    assert isinstance(error, ValidationError)
    return problem(request, ProblemError("not-valid", errors=[_fault(each) for each in error.errors]))


def of_framework(request: HttpRequest, error: Any) -> HttpResponse:
    assert isinstance(error, HttpError)
    return problem_of_status(request, error.status_code)


def of_fault(request: HttpRequest, error: Any) -> HttpResponse:
    """Nobody expected it: noted by Django, undone by the door, and told without its words."""
    raise error


def _fault(found: dict[str, Any]) -> Fault:
    where, *place = [str(step) for step in found.get("loc", ("body",))]
    detail = str(found.get("msg", "This cannot be."))
    if where == "body":
        # the first step is the name of our own parameter
        return Fault(detail, pointer="".join(f"/{_escaped(step)}" for step in place[1:]) or "/")
    return Fault(detail, parameter=place[-1] if place else where)


def _escaped(step: str) -> str:
    """As RFC 6901 writes a step of a pointer."""
    return step.replace("~", "~0").replace("/", "~1")
