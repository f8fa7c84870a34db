"""The file of evidence goes with the action that it is of, unless other evidence has it too."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import EvidenceDetails, Sent
from lapwing.contexts.improvement.models import Action, Evidence, Plan
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.documents.models import File, FileVersion
from lapwing.platform.retention.kinds import Rows, kind_of_code

NOW = datetime(2026, 5, 20, 9, tzinfo=UTC)


def given(manager: Actor, action: Action, words: bytes, form: str = "") -> Evidence:
    details = EvidenceDetails(kind="output", form="file", title="Rota", on=NOW.date())
    sent = Sent("Rota.txt", io.BytesIO(words), form)
    return commands.give_evidence(actor=manager, now=NOW, action_ref=action.ref, details=details, sent=sent)


def going_with(*actions: Action) -> Rows:
    with as_maintenance():
        return kind_of_code("voided-part").going({Action: [each.pk for each in actions]}, "default")


def test_a_file_goes_with_its_evidence(manager: Actor, plan: Plan) -> None:
    action = Action.objects.filter(plan=plan)[0]
    row = given(manager, action, b"The rota is agreed.")
    going = going_with(action)
    assert list(going[Evidence]) == [row.pk]
    assert list(going[File]) == [row.file_id]
    assert list(going[FileVersion]) == [FileVersion.objects.get(file=row.file_id).pk]


def test_a_file_that_other_evidence_has_stays_until_that_goes_too(manager: Actor, plan: Plan) -> None:
    one, other = Action.objects.filter(plan=plan)[:2]
    first, second = (given(manager, each, b"The rota is agreed.", "one form") for each in (one, other))
    assert first.file_id == second.file_id
    assert File not in going_with(one)
    assert list(going_with(one, other)[File]) == [first.file_id]
