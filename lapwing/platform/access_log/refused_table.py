"""What people of a partnership were refused, as a table: who, at which page, how often in which hour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet, Sum, Window
from django.utils import timezone

from lapwing.platform.access.actor import Actor
from lapwing.platform.access_log import queries
from lapwing.platform.access_log.access import READ
from lapwing.platform.access_log.days import Days
from lapwing.platform.access_log.models import AccessLogRefusal
from lapwing.platform.access_log.tables import asks_for_day, by_person, page_words, people_to_choose
from lapwing.platform.access_log.unusual import MANY_REFUSED_IN_AN_HOUR
from lapwing.platform.observing.references import read_aloud
from lapwing.platform.ui import filters
from lapwing.platform.ui.components import component
from lapwing.platform.ui.marks import StatusMark
from lapwing.platform.ui.tables import Column, Filter, Table

STANDS_OUT = StatusMark(
    "Stands out",
    "triangle",
    "amber",
    f"This person was refused {MANY_REFUSED_IN_AN_HOUR} times or more within the hour",
)


def refusals(actor: Actor, *, partnership_id: int, days: Days) -> QuerySet[AccessLogRefusal]:
    """What people of a partnership were refused within some days; none for who may not read the log.

    ``in_hour`` is how often that person was refused anything in the same hour.
    """
    if not actor.may(READ, partnership_id):
        return AccessLogRefusal.objects.none()
    found = AccessLogRefusal.objects.filter(
        partnership_id=partnership_id, hour__gte=days.begins, hour__lt=days.ends
    )
    whole_hour = Window(Sum("tries"), partition_by=[F("actor_id"), F("hour")])
    return found.annotate(in_hour=whole_hour)


@dataclass
class RefusedNames:
    """The names of the people in the lines that are shown, looked up once for all of them."""

    people: dict[int | None, str] = field(default_factory=dict)

    def look_up(self, rows: Iterable[AccessLogRefusal]) -> None:
        self.people = queries.names_of_people(row.actor_id for row in rows)

    def who(self, row: AccessLogRefusal) -> str:
        return self.people.get(row.actor_id, "Somebody outside this partnership")


def refused_table(names: RefusedNames) -> Table[AccessLogRefusal]:
    """The table, with the people who can be chosen today."""
    return Table(
        name="refused",
        caption="Who was refused what",
        noun="line",
        order="-hour",
        empty="Nobody was refused anything in these days",
        columns=(
            Column("hour", "When", cell=lambda row: _hour(row), sort="hour"),
            Column("who", "Who", value=names.who, filter=Filter(people_to_choose(), narrow=by_person)),
            Column("page", "What was asked for", value=lambda row: page_words(row.page)),
            Column("tries", "Times", sort="tries", numeric=True),
            Column("how", "How", value=lambda row: "By a program" if row.by_program else "In a browser"),
            Column(
                "look",
                "Note",
                value=lambda row: STANDS_OUT.label if _stands_out(row) else "",
                cell=lambda row: component("status_tag", STANDS_OUT, bare=True) if _stands_out(row) else "",
                filter=Filter([("many", "Only what stands out")], label="Show", narrow=_only_many),
            ),
            Column("last_request", "Reference", value=lambda row: read_aloud(row.last_request)),
            Column("last_at", "Last", shown=False),
            # only boxes of the filter form: the days are read before the table is
            Column("from", "From", shown=False, downloaded=False, filter=asks_for_day("From")),
            Column("to", "To", shown=False, downloaded=False, filter=asks_for_day("To")),
        ),
    )


def _stands_out(row: AccessLogRefusal) -> bool:
    return bool(row.in_hour >= MANY_REFUSED_IN_AN_HOUR)  # type: ignore[attr-defined]


def _only_many(rows: QuerySet[AccessLogRefusal], asked: str) -> QuerySet[AccessLogRefusal]:
    return rows.filter(Q(in_hour__gte=MANY_REFUSED_IN_AN_HOUR))


def _hour(row: AccessLogRefusal) -> str:
    begins = timezone.localtime(row.hour)
    return f"{filters.day(begins.date())}, {begins:%H}:00 to {(begins.hour + 1) % 24:02}:00"
