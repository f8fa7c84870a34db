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


def over_in(plan: Plan) -> list[Evidence]:
    """The evidence that has a time of its own."""
    with as_maintenance():
        return list(kind_of_code("withdrawn-evidence").rows(Evidence, plan.partnership_id, "default"))


def test_evidence_that_was_withdrawn_by_itself_has_its_time(manager: Actor, plan: Plan) -> None:
    one, other = Action.objects.filter(plan=plan)[:2]
    row, stays = given(manager, one, b"The rota is agreed."), given(manager, other, b"The rota.")
    assert over_in(plan) == []
    for each in (row, stays):
        commands.withdraw_evidence(
            actor=manager, now=NOW, ref=each.ref, version=each.version, reason="The wrong rota"
        )
    commands.void(
        actor=manager, now=NOW, model=Action, ref=other.ref, version=other.version, reason="Not wanted"
    )
    # what is taken out takes its own with it
    (found,) = over_in(plan)
    assert (found.pk, found.began, str(found)) == (row.pk, NOW, "File, 20 May 2026")  # type: ignore[attr-defined]
    kind = kind_of_code("withdrawn-evidence")
    with as_maintenance():
        going = kind.going({Evidence: [row.pk]}, "default")
        assert kind.protecting({Evidence: [row.pk]}, "default") == {Plan: [plan.pk]}
    assert list(going[File]) == [row.file_id]
