"""The table of the changes that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from markupsafe import Markup

from lapwing.contexts.improvement.models import RequestKind
from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.plan_columns import two_lines
from lapwing.contexts.improvement.presenters.words import shortened
from lapwing.contexts.improvement.queries.requests import RequestLine, RequestState
from lapwing.platform.ui import filters
from lapwing.platform.ui.tables import Column, Filter, Listing, Table


@dataclass(frozen=True)
class RequestRow:
    line: RequestLine
    url: str
    place: int


def read_requests(request: HttpRequest, here: Here, lines: Sequence[RequestLine]) -> Listing[RequestRow]:
    rows = [
        RequestRow(line, here.edit("request", change_request=line.ref), place)
        for place, line in enumerate(lines)
    ]
    return _TABLE.read(request, rows)


def _wanted(row: RequestRow) -> Markup:
    was, wanted = "; ".join(row.line.before), "; ".join(row.line.wanted)
    return Markup("{}<br><span class='lw-quiet lw-small'>instead of {}</span>").format(
        shortened(wanted, 110), shortened(was, 110) or filters.NONE
    )


def _states() -> list[tuple[str, str]]:
    return [(state.label, state.label) for state in RequestState]


_TABLE: Table[RequestRow] = Table(
    name="requests",
    caption="Changes asked for",
    noun="request",
    order="place",
    empty="No change has been asked for",
    empty_text="Owners ask for another date on a milestone's page, for other targets on a measure's.",
    row_url=lambda row: row.url,
    columns=(
        Column("place", "Order", value=lambda row: row.place, shown=False, sort=True),
        Column("about", "What", value=lambda row: row.line.about, cell=lambda row: shortened(row.line.about)),
        Column(
            "kind",
            "Kind",
            value=lambda row: row.line.kind_words,
            filter=Filter([(word, word) for word in RequestKind.labels]),
        ),
        Column("wanted", "Asked for", value=lambda row: "; ".join(row.line.wanted), cell=_wanted),
        Column("before", "Instead of", value=lambda row: "; ".join(row.line.before), shown=False),
        Column(
            "reason",
            "Why",
            value=lambda row: row.line.reason,
            cell=lambda row: shortened(row.line.reason, 160),
        ),
        Column(
            "asked",
            "Asked",
            value=lambda row: row.line.asked_on,
            cell=lambda row: two_lines(filters.day_short(row.line.asked_on), row.line.asked_by),
            sort=True,
        ),
        Column(
            "state",
            "State",
            value=lambda row: row.line.state.label,
            filter=Filter(_states()),
        ),
        Column("decided", "Decided", value=lambda row: row.line.decided_on, shown=False),
        Column(
            "decided_reason", "Why it was decided so", value=lambda row: row.line.decided_reason, shown=False
        ),
    ),
)
