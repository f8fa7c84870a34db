"""Lists that are longer than a download may be: whoever makes exports says where they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

T = TypeVar("T")
# Rows of a whole list that are held at once.
PIECE = 2_000
Address = Callable[[str, Mapping[str, str]], str | None]
_address: Address = lambda path, query: None  # noqa: E731


class WholeList(HttpResponse):
    """The answer of a list's page to code that wants its rows, all of them, and not a file."""

    def __init__(
        self,
        *,
        name: str,
        caption: str,
        headings: Sequence[str],
        lines: Iterable[Sequence[Any]],
        count: int,
        notes: Sequence[str],
    ) -> None:
        super().__init__(status=204)
        self.name, self.caption, self.headings = name, caption, headings
        self.lines, self.count, self.notes = lines, count, notes


def use_whole_lists(address: Address) -> None:
    """Say where the whole of a list (its path and its query) is asked for. Called once, when all is ready."""
    global _address
    _address = address


def whole_list_address(path: str, query: Mapping[str, str]) -> str | None:
    return _address(path, query)


def wants_whole_list(request: HttpRequest) -> None:
    """Have the list of this request answer with a WholeList."""
    request._lapwing_whole_list = True  # type: ignore[attr-defined]


def is_whole_list_wanted(request: HttpRequest) -> bool:
    return getattr(request, "_lapwing_whole_list", False)


def told(
    rows: QuerySet[Any] | Sequence[T], tellers: Sequence[Callable[[Sequence[T]], object]]
) -> Iterator[T]:
    """All these rows, read as they are asked for; each of ``tellers`` knows of them before they come."""
    left: Iterator[T] = iter(rows.iterator(PIECE) if isinstance(rows, QuerySet) else rows)
    while piece := list(islice(left, PIECE)):
        for tell in tellers:
            tell(piece)
        yield from piece
