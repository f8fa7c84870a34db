"""The log as a table: who, what and when, with filters in the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from lapwing.platform.access_log import queries
from lapwing.platform.access_log.models import AccessLogEntry, ReadKind
from lapwing.platform.accounts.models import User
from lapwing.platform.ui import filters
from lapwing.platform.ui.tables import Column, Filter, Table

MOST_PEOPLE = 500


@dataclass
class Names:
    """The words for the people and records of the lines that are shown, looked up once for all of them."""

    people: dict[int | None, str] = field(default_factory=dict)
    records: dict[tuple[str, int], str] = field(default_factory=dict)

    def look_up(self, entries: Iterable[AccessLogEntry]) -> None:
        found = list(entries)
        self.people = queries.names_of_people(entry.actor_id for entry in found)
        self.records = queries.names_of_records(found)

    def who(self, entry: AccessLogEntry) -> str:
        if entry.actor_id is None:
            return f"The database's {entry.database_role.removeprefix('lapwing_')}"
        name = self.people.get(entry.actor_id, "Somebody outside this partnership")
        return f"{name} (system)" if entry.by_system else name

    def records_of(self, entry: AccessLogEntry) -> str:
        if entry.how_many != 1:
            return filters.number(entry.how_many)
        return self.records.get((entry.kind, entry.ids[0]), queries.GONE)


def log_table(names: Names, kinds: list[str]) -> Table[AccessLogEntry]:
    """The table, with the people and kinds that can be chosen today."""
    return Table(
        name="access-log",
        caption="Who looked at what",
        noun="line",
        order="-at",
        empty="Nobody looked at personal data in these days",
        columns=(
            Column("at", "When", sort="at"),
            Column("who", "Who", value=names.who, filter=Filter(people_to_choose(), narrow=by_person)),
            Column(
                "kind",
                "What",
                value=lambda row: _capital(queries.words_of(row.kind, row.how_many != 1)),
                filter=Filter([(kind, _capital(queries.words_of(kind))) for kind in kinds])
                if kinds
                else None,
            ),
            Column("records", "Records", value=names.records_of),
            Column(
                "what", "How", value=lambda row: ReadKind(row.what).label, filter=Filter(ReadKind.choices)
            ),
            Column("purpose", "Page or job", cell=lambda row: page_words(row.purpose)),
            Column("reason", "Reason", shown=False),
            Column("how_many", "Number of records", shown=False),
            # only boxes of the filter form: the days are read before the table is
            Column("from", "From", shown=False, downloaded=False, filter=asks_for_day("From")),
            Column("to", "To", shown=False, downloaded=False, filter=asks_for_day("To")),
            Column("record", "Record", shown=False, downloaded=False, filter=_drawn("Reference of a record")),
        ),
    )


def people_to_choose() -> list[tuple[str, str]]:
    return [(user.ref, user.name) for user in User.objects.order_by("name", "pk")[:MOST_PEOPLE]]


def by_person(rows: QuerySet[Any], ref: str) -> QuerySet[Any]:
    return rows.filter(actor_id__in=User.objects.filter(ref=ref).values("pk"))


def _drawn(label: str) -> Filter:
    return Filter(label=label, narrow=lambda rows, asked: rows)


def asks_for_day(label: str) -> Filter:
    return Filter(label=label, narrow=lambda rows, asked: rows, kind="date", reads=True)


def page_words(name: str) -> str:
    """The name of a page in words, as far as it has them: "end-role" is "End role"."""
    return _capital(name.rpartition(":")[2].strip().replace("-", " ").replace("_", " "))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
