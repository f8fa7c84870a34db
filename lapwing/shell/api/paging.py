"""Lists a part at a time: ``limit`` of them ``after`` the last that was read, and the address of the next.

A place is the reference of a row, not a number of rows, so that nothing is passed over or given twice when
rows come and go between two requests.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query

from lapwing.shell.api.problems import Fault, ProblemError

T = TypeVar("T")
MOST, USUAL = 500, 100

Limit = Annotated[int, Query(ge=1, le=MOST, description=f"How many at most, {USUAL} unless said.")]
After = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=24,
        pattern="^[0-9a-z]+$",
        description="Go on after this one: the reference of the last that was read. “next” has it.",
    ),
]


def part_of(
    request: HttpRequest,
    rows: Sequence[T],
    shown: Callable[[T], Any],
    *,
    limit: int,
    after: str | None,
    place: Callable[[T], str] = lambda row: str(row.ref),  # type: ignore[attr-defined]
) -> dict[str, Any]:
    """A page of rows that are at hand, in their order. Raises ProblemError for an unknown ``after``."""
    begin = 0
    if after is not None:
        places = [place(row) for row in rows]
        if after not in places:
            raise unknown_place()
        begin = places.index(after) + 1
    here = rows[begin : begin + limit]
    more = begin + limit < len(rows)
    return {
        "items": [shown(row) for row in here],
        "next": next_address(request, place(here[-1])) if more else None,
    }


def part_of_rows(
    request: HttpRequest, found: QuerySet[Any], *, limit: int, after: str | None
) -> tuple[list[Any], str | None]:
    """A page of rows in the order of their numbers, read no further than the page. Raises ProblemError."""
    found = found.order_by("pk")
    if after is not None:
        last = found.model._default_manager.filter(ref=after).values_list("pk", flat=True).first()
        if last is None:
            raise unknown_place()
        found = found.filter(pk__gt=last)
    rows = list(found[: limit + 1])
    return rows[:limit], next_address(request, rows[limit - 1].ref) if len(rows) > limit else None


def next_address(request: HttpRequest, after: str) -> str:
    """The address of the following page, asked for as this one was."""
    asked = {name: value for name, value in request.GET.items() if name != "after"}
    return request.build_absolute_uri(f"{request.path}?{urlencode({**asked, 'after': after})}")


def unknown_place() -> ProblemError:
    fault = Fault("There is no such place in this list. Begin again without it.", parameter="after")
    return ProblemError("not-valid", errors=[fault])
