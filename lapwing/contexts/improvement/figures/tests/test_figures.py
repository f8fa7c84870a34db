"""Files of figures: matched, looked through, brought in, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from lapwing.contexts.improvement.figures.feed import FIGURES
from lapwing.contexts.improvement.models import Actual, Plan
from lapwing.contexts.improvement.tests.factories import LATER, acting_as, full_plan, imported
from lapwing.platform.access.actor import Actor
from lapwing.platform.imports import commands as importing
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.models import DataImport, ImportRow
from lapwing.platform.imports.staging import counts_of
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

CSV = """measure,series,from,to,value,numerator,denominator,note
M1,Under fives,2026-03-01,31/03/2026,,37,72,
M1,others,,2026-03-31,"1,204%",,,
m2,,2025-09-01,2025-09-30,0.5,,,
"""


@pytest.fixture
def manager(people: People) -> Iterator[Actor]:
    with acting_as(people.owner) as actor:
        yield actor


@pytest.fixture
def plan(partnership: Partnership, manager: Actor) -> Plan:
    return imported(partnership, manager, full_plan())


def send(plan: Plan, by: Actor, text: str, now: datetime = LATER, **more: str) -> DataImport:
    return importing.send_file(
        by=by,
        now=now,
        feed=FIGURES,
        partnership_id=plan.partnership_id,
        name="figures.csv",
        data=text.encode(),
        place=plan.ref,
        **more,
    )


def bring_in(found: DataImport, by: Actor, reason: str = "Counted again") -> DataImport:
    return importing.bring_in(by=by, now=LATER, ref=found.ref, version=found.version, reason=reason)


def undo(found: DataImport, by: Actor) -> DataImport:
    return importing.undo_import(by=by, now=LATER, ref=found.ref, version=found.version)


def problems(found: DataImport) -> dict[int, str]:
    rows = ImportRow.objects.filter(data_import=found, state="problem")
    return {row.line: row.details[0]["words"] for row in rows}


def standing() -> list[tuple[int, date | None, date, float | None]]:
    rows = Actual.objects.standing().order_by("series_id", "to_date")
    return list(rows.values_list("series_id", "from_date", "to_date", "value"))


def test_what_a_file_would_do_is_said_and_nothing_is_saved(plan: Plan, manager: Actor) -> None:
    before = standing()
    found = send(plan, manager, CSV)
    rows = ImportRow.objects.filter(data_import=found, line__gt=1).values_list("line", "effect")
    assert list(rows) == [(2, "add"), (3, "add"), (4, "change")]
    assert (found.state, standing()) == ("checked", before)


def test_a_file_is_brought_in_and_the_same_again_changes_nothing(plan: Plan, manager: Actor) -> None:
    assert bring_in(send(plan, manager, CSV), manager).state == "committed"
    assert Actual.objects.standing().get(series__label="Others").value == 1204.0
    again = send(plan, manager, CSV)
    assert counts_of(again).same == 3
    with pytest.raises(ImportRefusedError, match="nothing to bring in"):
        bring_in(again, manager)
