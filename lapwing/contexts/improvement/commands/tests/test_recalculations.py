"""Limits worked out afresh from a figure on, and let run on again."""

from datetime import date

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import NotVisible, RefusedError
from lapwing.contexts.improvement.models import Plan, Recalculation, Series
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.monthly import month_end, record_monthly
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People

CHANGE = month_end(14)


@pytest.fixture
def series(plan: Plan, manager: Actor) -> Series:
    found = Series.objects.get(label="Under fives")
    record_monthly(found, manager)
    return found


def recalculate(
    series: Series, actor: Actor, on: date | None = CHANGE, reason: str = "A new team began"
) -> Recalculation:
    return commands.recalculate(actor=actor, now=LATER, series_ref=series.ref, from_date=on, reason=reason)


def test_limits_are_worked_out_afresh_for_a_reason_that_the_history_keeps(
    series: Series, manager: Actor
) -> None:
    made = recalculate(series, manager)
    assert (made.from_date, made.reason, made.recorded_by_id) == (CHANGE, "A new team began", manager.user_id)
    entry = HistoryEntry.objects.filter(table_name="improvement_recalculation", row_id=made.pk).get()
    assert entry.actor_id == manager.user_id


@pytest.mark.parametrize(
    ("on", "reason", "field", "told"),
    [
        (CHANGE, " ", "reason", "Say why"),
        (None, "A reason", "from_date", "Choose a figure of this series."),
        (date(2024, 3, 30), "A reason", "from_date", "Choose a figure of this series."),
        (month_end(0), "A reason", "from_date", "nothing before the first figure"),
    ],
)
def test_what_names_no_later_figure_or_no_reason_is_refused(
    series: Series, manager: Actor, on: date | None, reason: str, field: str, told: str
) -> None:
    with pytest.raises(RefusedError, match=told) as refused:
        recalculate(series, manager, on, reason)
    assert refused.value.field == field
    assert not Recalculation.objects.exists()


def test_one_figure_begins_one_stretch(series: Series, manager: Actor) -> None:
    recalculate(series, manager)
    with pytest.raises(RefusedError, match="already"):
        recalculate(series, manager)


def test_it_is_withdrawn_for_a_reason_and_stays_on_record(series: Series, manager: Actor) -> None:
    made = recalculate(series, manager)
    with pytest.raises(RefusedError, match="Say why"):
        commands.take_back_recalculation(actor=manager, now=LATER, recalculation_ref=made.ref, reason="")
    commands.take_back_recalculation(
        actor=manager, now=LATER, recalculation_ref=made.ref, reason="It was another team"
    )
    made.refresh_from_db()
    assert (made.withdrawn_reason, made.withdrawn_by_id) == ("It was another team", manager.user_id)
    assert not Recalculation.objects.standing().exists()
    with pytest.raises(NotVisible):
        commands.take_back_recalculation(actor=manager, now=LATER, recalculation_ref=made.ref, reason="x")
    assert recalculate(series, manager).pk != made.pk


def test_who_may_only_read_or_is_elsewhere_may_do_neither(
    series: Series, manager: Actor, people: People, partnership: Partnership
) -> None:
    made = recalculate(series, manager)
    reader: User = registry.member(partnership, "action-owner", name="Ada Owner")
    for person in (reader, people.colleague, people.outsider):
        with acting_as(person) as actor:
            with pytest.raises(NotVisible):
                recalculate(series, actor, month_end(5))
            with pytest.raises(NotVisible):
                commands.take_back_recalculation(
                    actor=actor, now=LATER, recalculation_ref=made.ref, reason="x"
                )
