"""What would be removed, who approves it, and that a run does exactly that or nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lapwing.contexts.improvement.models import DraftEdit, PlanDraft
from lapwing.platform.access.acting import acting
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.retention.errors import FactsChangedError, OnHoldError, RetentionError
from lapwing.platform.retention.facts import months_before
from lapwing.platform.retention.holds import lift_hold, place_hold
from lapwing.platform.retention.kinds import kind_of_code
from lapwing.platform.retention.models import Hold, Simulation, SimulationState
from lapwing.platform.retention.purging import run_simulation
from lapwing.platform.retention.schedule import line_of, set_rule
from lapwing.platform.retention.simulating import decide
from lapwing.platform.retention.tests.support import (
    LONG_AGO,
    approved,
    draft,
    history_lines,
    purged,
    run,
    simulated,
)
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


def hold(person: User, partnership: Partnership, ref: str, kind: str = "plan-draft") -> Hold:
    with acting(actor_for(person, timezone.localdate()), purpose="test") as actor:
        return place_hold(
            actor=actor,
            now=timezone.now(),
            partnership_id=partnership.pk,
            kind=kind_of_code(kind),
            record_ref=ref,
            reason="An inquiry",
            until=None,
        )


def test_what_is_old_enough_is_listed_with_what_goes_along(
    partnership: Partnership, people: People, lead: User
) -> None:
    old = draft(partnership, people.owner)
    draft(partnership, people.owner, at=timezone.now() - timedelta(days=300), number=2)
    found = simulated(lead, partnership)
    assert found is not None
    assert found.ids == {"improvement_plandraft": [old.pk]}
    assert found.counts == {"improvement_plandraft": 1, "improvement_draftedit": 1}
    assert (found.state, found.how_many) == ("waiting", 1)


def test_nothing_old_enough_makes_no_simulation(partnership: Partnership, lead: User) -> None:
    assert simulated(lead, partnership) is None


def test_the_same_simulated_twice_is_one(partnership: Partnership, people: People, lead: User) -> None:
    draft(partnership, people.owner)
    first, second = simulated(lead, partnership), simulated(lead, partnership)
    assert first == second
    draft(partnership, people.owner, number=2)
    third = simulated(lead, partnership)
    assert third not in (None, first)
    with as_maintenance():
        assert set(Simulation.objects.values_list("state", flat=True)) == {"replaced", "waiting"}


def test_a_simulation_of_one_s_own_is_decided_by_somebody_else(
    partnership: Partnership, people: People, lead: User, administrator: User
) -> None:
    draft(partnership, people.owner)
    found = simulated(lead, partnership)
    assert found is not None
    with pytest.raises(RetentionError, match="Somebody else"):
        approved(lead, partnership, found)
    assert approved(administrator, partnership, found).state == "approved"
    with pytest.raises(RetentionError, match="already"):
        approved(administrator, partnership, found)


def test_the_database_holds_that_it_is_somebody_else(
    partnership: Partnership, people: People, lead: User
) -> None:
    draft(partnership, people.owner)
    found = simulated(lead, partnership)
    assert found is not None
    with pytest.raises(IntegrityError), transaction.atomic(), as_maintenance():
        Simulation.objects.filter(pk=found.pk).update(
            state="approved", decided_by=lead, decided_at=timezone.now(), decision="Mine"
        )


def test_who_may_not_decide_finds_nothing(partnership: Partnership, people: People, lead: User) -> None:
    draft(partnership, people.owner)
    found = simulated(lead, partnership)
    assert found is not None
    with pytest.raises(NotVisible):
        simulated(people.owner, partnership)
    with pytest.raises(NotVisible):
        approved(people.owner, partnership, found)


def test_a_refusal_wants_a_reason(
    partnership: Partnership, people: People, lead: User, administrator: User
) -> None:
    draft(partnership, people.owner)
    found = simulated(lead, partnership)
    assert found is not None
    with acting(actor_for(administrator, timezone.localdate()), purpose="test") as actor:
        values = {"actor": actor, "now": timezone.now(), "partnership_id": partnership.pk, "ref": found.ref}
        with pytest.raises(RetentionError, match="why"):
            decide(**values, approved=False, reason=" ")  # type: ignore[arg-type]
        assert decide(**values, approved=False, reason="Keep them").state == "refused"  # type: ignore[arg-type]
    with pytest.raises(RetentionError, match="not approved"):
        run(found)


def test_a_run_removes_exactly_that_with_its_history(
    partnership: Partnership, people: People, lead: User, administrator: User
) -> None:
    old = draft(partnership, people.owner)
    kept = draft(partnership, people.owner, at=timezone.now(), number=2)
    found = simulated(lead, partnership)
    assert found is not None
    approved(administrator, partnership, found)
    before = history_lines("improvement_plandraft", kept.pk)
    removal = run(found)
    with as_maintenance():
        assert list(PlanDraft.objects.values_list("pk", flat=True)) == [kept.pk]
        assert not DraftEdit.objects.filter(draft_id=old.pk).exists()
        found.refresh_from_db()
    assert found.state == SimulationState.RUN
    assert history_lines("improvement_plandraft", old.pk) == 0
    assert history_lines("improvement_plandraft", kept.pk) == before
    assert (removal.kind, removal.counts) == ("plan-draft", found.counts)
    assert (removal.digest, removal.actor_id) == (found.digest, administrator.pk)
    assert "Looked over" in removal.reason
    with pytest.raises(RetentionError, match="not approved"):
        run(found)


def test_a_run_stops_when_a_record_was_used_again(
    partnership: Partnership, people: People, lead: User, administrator: User
) -> None:
    old, other = draft(partnership, people.owner), draft(partnership, people.owner, number=2)
    found = simulated(lead, partnership)
    assert found is not None
    approved(administrator, partnership, found)
    with as_maintenance():
        DraftEdit.objects.filter(draft=old).update(undone_at=timezone.now())
    with as_maintenance():
        with pytest.raises(FactsChangedError):
            run_simulation(found.ref, now=timezone.now(), by=None, using="default")
        found.refresh_from_db()
        assert found.state == SimulationState.STOPPED
        assert PlanDraft.objects.filter(pk__in=[old.pk, other.pk]).count() == 2


def test_a_run_stops_when_a_hold_was_placed_since(
    partnership: Partnership, people: People, lead: User, administrator: User
) -> None:
    old = draft(partnership, people.owner)
    found = simulated(lead, partnership)
    assert found is not None
    approved(administrator, partnership, found)
    hold(lead, partnership, old.ref)
    with pytest.raises(FactsChangedError):
        run(found)
    assert history_lines("improvement_plandraft", old.pk) == 1


@pytest.mark.parametrize("whole_kind", [False, True])
def test_what_is_on_hold_is_left_out_until_the_hold_is_lifted(
    partnership: Partnership, people: People, lead: User, whole_kind: bool
) -> None:
    old = draft(partnership, people.owner)
    placed = hold(lead, partnership, "" if whole_kind else old.ref)
    assert simulated(lead, partnership) is None
    with pytest.raises(OnHoldError):
        purged(partnership, lead, old.ref)
    with acting(actor_for(lead, timezone.localdate()), purpose="test") as actor:
        values = {"actor": actor, "now": timezone.now(), "partnership_id": partnership.pk, "ref": placed.ref}
        with pytest.raises(RetentionError, match="why"):
            lift_hold(**values, reason="")  # type: ignore[arg-type]
        lift_hold(**values, reason="The inquiry is over")  # type: ignore[arg-type]
    assert simulated(lead, partnership) is not None


def test_a_hold_that_has_run_out_holds_nothing(partnership: Partnership, people: People, lead: User) -> None:
    old = draft(partnership, people.owner)
    placed = hold(lead, partnership, old.ref)
    with as_maintenance():
        Hold.objects.filter(pk=placed.pk).update(until=timezone.localdate() - timedelta(days=1))
    assert simulated(lead, partnership) is not None


def test_a_hold_wants_a_record_that_there_is(
    partnership: Partnership, other_partnership: Partnership, people: People, lead: User
) -> None:
    theirs = draft(other_partnership, people.outsider)
    for ref in ("zzzz", theirs.ref):
        with pytest.raises(RetentionError, match="no such record"):
            hold(lead, partnership, ref)


def test_a_partnership_s_own_rule_goes_before_what_comes_with_lapwing(
    partnership: Partnership, people: People, lead: User
) -> None:
    draft(partnership, people.owner, at=timezone.now() - timedelta(days=200))
    kind = kind_of_code("plan-draft")
    assert simulated(lead, partnership) is None
    with acting(actor_for(lead, timezone.localdate()), purpose="test") as actor:
        values = {"actor": actor, "now": timezone.now(), "partnership_id": partnership.pk, "kind": kind}
        set_rule(**values, months=3, basis="Our own schedule", version=0)  # type: ignore[arg-type]
        with pytest.raises(RetentionError, match="Somebody else"):
            set_rule(**values, months=4, basis="Our own schedule", version=0)  # type: ignore[arg-type]
        assert line_of(kind, partnership.pk).months == 3
    assert simulated(lead, partnership) is not None


def test_one_record_is_removed_for_a_reason_whatever_its_age(
    partnership: Partnership, people: People, lead: User
) -> None:
    new = draft(partnership, people.owner, at=timezone.now())
    with pytest.raises(RetentionError, match="why"):
        purged(partnership, lead, new.ref, reason=" ")
    removal = purged(partnership, lead, new.ref, reason="The sender asked for it")
    assert (removal.reason, removal.simulation_id) == ("The sender asked for it", None)
    assert history_lines("improvement_plandraft", new.pk) == 0
    with pytest.raises(RetentionError, match="no record"):
        purged(partnership, lead, new.ref)


@pytest.mark.parametrize(
    ("moment", "months", "before"),
    [
        (datetime(2026, 3, 31, 9, tzinfo=UTC), 1, datetime(2026, 2, 28, 10, tzinfo=UTC)),
        (datetime(2026, 11, 22, 9, tzinfo=UTC), 12, datetime(2025, 11, 22, 9, tzinfo=UTC)),
        (datetime(2024, 2, 29, 9, tzinfo=UTC), 12, datetime(2023, 2, 28, 9, tzinfo=UTC)),
    ],
)
def test_months_are_counted_on_the_calendar_in_england(
    moment: datetime, months: int, before: datetime
) -> None:
    assert months_before(moment, months) == before
    assert before > LONG_AGO
