"""Records whose time is over, and what retention does to them, within the test's own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from lapwing.contexts.improvement.models import DraftEdit, PlanDraft
from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.retention.kinds import kind_of_code
from lapwing.platform.retention.models import Purge, Simulation
from lapwing.platform.retention.purging import purge_record, run_simulation
from lapwing.platform.retention.schedule import line_of
from lapwing.platform.retention.simulating import decide, simulate
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership

LONG_AGO = datetime(2020, 5, 4, 10, tzinfo=UTC)


def draft(partnership: Partnership, person: User, *, at: datetime = LONG_AGO, number: int = 1) -> PlanDraft:
    """A draft with one edit, both of a moment."""
    with as_maintenance():
        made = PlanDraft.objects.create(
            partnership=partnership,
            user=person,
            name=f"Plan {number}.docx",
            sha256=f"{number}".rjust(64, "0"),
            created_at=at,
            state="refused",
            problem="It cannot be read.",
        )
        DraftEdit.objects.create(
            partnership=partnership,
            draft=made,
            position=1,
            kind="later",
            data={},
            words="Left for later",
            made_by=person,
            made_at=at,
        )
    return made


def simulated(person: User, partnership: Partnership, kind: str = "plan-draft") -> Simulation | None:
    with acting(actor_for(person, timezone.localdate()), purpose="test") as actor:
        return simulate(
            actor=actor,
            now=timezone.now(),
            partnership_id=partnership.pk,
            line=line_of(kind_of_code(kind), partnership.pk),
        )


def approved(person: User, partnership: Partnership, simulation: Simulation) -> Simulation:
    with acting(actor_for(person, timezone.localdate()), purpose="test") as actor:
        return decide(
            actor=actor,
            now=timezone.now(),
            partnership_id=partnership.pk,
            ref=simulation.ref,
            approved=True,
            reason="Looked over",
        )


def run(simulation: Simulation) -> Purge:
    with as_maintenance():
        return run_simulation(simulation.ref, now=timezone.now(), by=None, using="default")


def purged(
    partnership: Partnership, by: User, ref: str, kind: str = "plan-draft", reason: str = "Asked to"
) -> Purge:
    with as_maintenance():
        return purge_record(
            kind_of_code(kind),
            partnership_id=partnership.pk,
            ref=ref,
            reason=reason,
            now=timezone.now(),
            by=by.pk,
            using="default",
        )


def as_it_is(words: str, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """Rows past row-level security."""
    with as_maintenance(), connection.cursor() as cursor:
        cursor.execute(words, values)
        return list(cursor.fetchall())


def history_lines(table: str, row: int) -> int:
    (found,) = as_it_is(
        "SELECT count(*) FROM history_entry WHERE table_name = %(table)s AND row_id = %(row)s",
        {"table": table, "row": row},
    )
    return int(found[0])
