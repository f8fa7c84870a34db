"""Removing records with their history: by maintenance alone, through one function of the database.

``using`` is the maintenance door. What is decided here is checked there once more: holds, the approval, and
that the rows are exactly those that were approved.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, connections, transaction
from django.db.models import Model
from django.utils import timezone
from psycopg import errors as postgres

from lapwing.platform.refs import new_ref
from lapwing.platform.retention.errors import FactsChangedError, OnHoldError, RetentionError
from lapwing.platform.retention.facts import Facts, Tables, facts_of
from lapwing.platform.retention.kinds import RecordKind, Rows, kind_of_code
from lapwing.platform.retention.models import Purge, Simulation, SimulationState
from lapwing.platform.retention.simulating import refuse_changed

_PURGE = "SELECT retention_purge_rows(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


def run_simulation(ref: str, *, now: datetime, by: int | None, using: str) -> Purge:
    """Carry an approved simulation out, exactly, or stop it when the facts have changed since.

    ``by`` is the account of whoever runs it; without one it counts as done by the one who approved. Raises
    RetentionError; a simulation whose facts had changed is kept as stopped.
    """
    try:
        with transaction.atomic(using=using):
            simulation = _approved(ref, using)
            facts = refuse_changed(simulation, now, using=using)
            kind = kind_of_code(simulation.kind)
            who = by or simulation.decided_by_id
            assert who is not None
            why = f"Retention schedule: {simulation.decision}"
            purge = _purge(kind, facts, simulation.partnership_id, why, who, simulation.pk, using)
            _end(simulation, SimulationState.RUN, "", now, using)
            return purge
    except FactsChangedError as error:
        with transaction.atomic(using=using):
            _end(_approved(ref, using), SimulationState.STOPPED, str(error), now, using)
        raise


def purge_record(
    kind: RecordKind, *, partnership_id: int, ref: str, reason: str, now: datetime, by: int, using: str
) -> Purge:
    """Remove one record of a kind now, whatever the schedule says; holds keep it all the same.

    Raises RetentionError when there is none, without a reason, or when others refer to it; OnHoldError.
    """
    if not reason.strip():
        raise RetentionError("Say why it is removed.")
    with transaction.atomic(using=using):
        among = {
            model._meta.db_table: list(
                kind.rows(model, partnership_id, using).filter(ref=ref).values_list("pk", flat=True)
            )
            for model in kind.models
        }
        facts = facts_of(
            kind,
            partnership_id=partnership_id,
            cutoff=None,
            today=timezone.localdate(now),
            using=using,
            among=among,
        )
        if facts.held:
            raise OnHoldError("It is on hold. Lift the hold first.")
        if facts.tied:
            raise RetentionError("Something that stays refers to it.")
        if not facts.how_many:
            raise RetentionError(f"There is no record “{ref}” among the {kind.label_many}.")
        return _purge(kind, facts, partnership_id, reason.strip(), by, None, using)


def _purge(
    kind: RecordKind, facts: Facts, partnership_id: int, why: str, by: int, simulation: int | None, using: str
) -> Purge:
    files = kind.files(_by_model(kind, facts.roots), using) if kind.files else ()
    values: list[str | int | None] = [
        new_ref(),
        kind.code,
        kind.fate.value,
        partnership_id,
        json.dumps(facts.purged),
        json.dumps(facts.anonymised),
        json.dumps(facts.protecting),
        why,
        by,
        simulation,
    ]
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute(_PURGE, values)
            (made,) = cursor.fetchone() or (0,)
    except DatabaseError as error:
        if isinstance(error.__cause__, postgres.ObjectNotInPrerequisiteState):
            # the database's own words name tables and no record
            raise OnHoldError(f"The database refused: {error.__cause__.diag.message_primary}.") from error
        raise
    if files and kind.remove_files:
        transaction.on_commit(lambda: _remove(kind, files), using=using, robust=True)
    return Purge.objects.using(using).get(pk=made)


def _remove(kind: RecordKind, files: Sequence[str]) -> None:
    """Remove the files of what is gone. One that cannot be is left to the job that looks for orphans."""
    assert kind.remove_files is not None
    kind.remove_files(files)


def _approved(ref: str, using: str) -> Simulation:
    found = Simulation.objects.using(using).select_for_update(of=("self",)).filter(ref=ref).first()
    if found is None:
        raise RetentionError(f"There is no simulation “{ref}”.")
    if found.state != SimulationState.APPROVED:
        raise RetentionError(f"This simulation is not approved. It is: {found.get_state_display().lower()}.")
    return found


def _end(simulation: Simulation, state: SimulationState, problem: str, now: datetime, using: str) -> None:
    simulation.state, simulation.problem, simulation.ended_at = state, problem, now
    simulation.save(using=using, update_fields=["state", "problem", "ended_at"])


def _by_model(kind: RecordKind, tables: Tables) -> Rows:
    found: dict[type[Model], list[int]] = {
        model: tables[model._meta.db_table] for model in kind.models if model._meta.db_table in tables
    }
    return found
