"""What stands out in the log, said in counts and times. Nothing is decided by it, and nobody is marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from lapwing.platform.access_log.days import Days
from lapwing.platform.access_log.queries import names_of_people
from lapwing.platform.ui import filters

# Records opened one by one (not shown in lists) within one hour of the clock.
MANY_IN_AN_HOUR = 60
# Records taken out in files on one day.
MANY_IN_FILES = 500
# From this hour to that, in England, is night.
NIGHT_BEGINS, NIGHT_ENDS = 22, 6
MOST_SAID = 10
# Pages that one person was refused within one hour of the clock.
MANY_REFUSED_IN_AN_HOUR = 10

_IN_AN_HOUR = """
SELECT actor_id, date_trunc('hour', at), sum(how_many) FROM access_log_entry
WHERE partnership_id = %(partnership)s AND at >= %(begins)s AND at < %(ends)s AND NOT by_system
  AND what IN ('record', 'history')
GROUP BY 1, 2 HAVING sum(how_many) >= %(many)s ORDER BY 3 DESC, 2 DESC, 1 LIMIT %(most)s
"""
_IN_FILES = """
SELECT actor_id, (at AT TIME ZONE 'Europe/London')::date, sum(how_many) FROM access_log_entry
WHERE partnership_id = %(partnership)s AND at >= %(begins)s AND at < %(ends)s AND NOT by_system
  AND what IN ('download', 'export', 'api')
GROUP BY 1, 2 HAVING sum(how_many) >= %(many)s ORDER BY 3 DESC, 2 DESC, 1 LIMIT %(most)s
"""
# A night belongs to the day on which it begins.
_AT_NIGHT = """
SELECT actor_id, (at AT TIME ZONE 'Europe/London' - make_interval(hours => %(night_ends)s))::date,
       sum(how_many), count(*)
FROM access_log_entry
WHERE partnership_id = %(partnership)s AND at >= %(begins)s AND at < %(ends)s AND NOT by_system
  AND (extract(hour FROM at AT TIME ZONE 'Europe/London') >= %(night_begins)s
       OR extract(hour FROM at AT TIME ZONE 'Europe/London') < %(night_ends)s)
GROUP BY 1, 2 HAVING sum(how_many) > 0 ORDER BY 4 DESC, 2 DESC, 1 LIMIT %(most)s
"""
_REFUSED = """
SELECT actor_id, hour, sum(tries) FROM access_log_refusal
WHERE partnership_id = %(partnership)s AND hour >= %(begins)s AND hour < %(ends)s
GROUP BY 1, 2 HAVING sum(tries) >= %(many)s ORDER BY 3 DESC, 2 DESC, 1 LIMIT %(most)s
"""


@dataclass(frozen=True)
class Unusual:
    """One sentence, and whose lines it is about."""

    user_id: int | None
    text: str


def unusual_reads(*, partnership_id: int, days: Days) -> list[Unusual]:
    """What stands out within some days: many records in an hour, large files, reads at night."""
    asked = _asked(partnership_id, days)
    hours = _rows(_IN_AN_HOUR, asked | {"many": MANY_IN_AN_HOUR})
    files = _rows(_IN_FILES, asked | {"many": MANY_IN_FILES})
    nights = _rows(_AT_NIGHT, asked | {"night_begins": NIGHT_BEGINS, "night_ends": NIGHT_ENDS})
    names = names_of_people(row[0] for row in (*hours, *files, *nights))
    said = [
        *((who, f"opened {_records(n)} {_hour(at)}") for who, at, n in hours),
        *((who, f"took {_records(n)} out in files on {filters.day(on)}") for who, on, n in files),
        *(
            (who, f"looked at {_records(n)} on {filters.plural(pages, 'page')} {_night(on)}")
            for who, on, n, pages in nights
        ),
    ]
    return [Unusual(who, f"{names.get(who, 'Somebody')} {words}.") for who, words in said]


def unusual_refusals(*, partnership_id: int, days: Days) -> list[Unusual]:
    """Who was refused often within an hour, within some days."""
    rows = _rows(_REFUSED, _asked(partnership_id, days) | {"many": MANY_REFUSED_IN_AN_HOUR})
    names = names_of_people(row[0] for row in rows)
    return [
        Unusual(
            who, f"{names.get(who, 'Somebody')} was refused {filters.plural(int(n), 'page')} {_hour(at)}."
        )
        for who, at, n in rows
    ]


def _asked(partnership_id: int, days: Days) -> dict[str, Any]:
    return {"partnership": partnership_id, "begins": days.begins, "ends": days.ends, "most": MOST_SAID}


def _rows(words: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        return list(cursor.fetchall())


def _hour(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"between {local:%H}:00 and {(local.hour + 1) % 24:02}:00 on {filters.day(local.date())}"


def _records(number: int) -> str:
    return filters.plural(int(number), "record")


def _night(on: date) -> str:
    return f"between {NIGHT_BEGINS}:00 and 0{NIGHT_ENDS}:00 in the night of {filters.day(on)}"
