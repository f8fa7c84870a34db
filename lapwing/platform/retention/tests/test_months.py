"""Months of the access log go whole, when their time is over everywhere and while nothing is on hold."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from psycopg import errors

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.retention import KINDS
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.platform.retention.errors import OnHoldError, RetentionError
from lapwing.platform.retention.jobs import simulate_every_month
from lapwing.platform.retention.models import Hold, Purge, RetentionRule
from lapwing.platform.retention.months import drop_months, log_standing
from lapwing.platform.retention.tests.support import as_it_is
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

LONG_AGO = datetime(2015, 3, 9, 10, tzinfo=UTC)
NEVER_MADE = datetime(2014, 1, 9, 10, tzinfo=UTC)
_LINE = """
INSERT INTO access_log_entry (at, partnership_id, kind, ids, how_many, what, by_system, purpose, reason,
    request_id, database_role, transaction_id)
VALUES (%s, %s, 'accounts.user', '{1}', 1, 'list', false, '', '', '', 'lapwing_app', 1)
"""
_LINES = "SELECT count(*) FROM access_log_entry WHERE at < '2016-01-01'"


def as_owner(words: str, values: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lapwing_owner")
        try:
            with transaction.atomic():
                cursor.execute(words, values)
        finally:
            cursor.execute("SET LOCAL ROLE lapwing_app")


@pytest.fixture(autouse=True)
def _old_lines(partnership: Partnership, other_partnership: Partnership, people: People) -> None:
    """A month of 2015 with three lines, and one of a month that was never made."""
    as_owner(
        "CREATE TABLE access_log_entry_2015_03 PARTITION OF access_log_entry "
        "FOR VALUES FROM ('2015-03-01 00:00+00') TO ('2015-04-01 00:00+00')"
    )
    for at, where in (
        (LONG_AGO, partnership.pk),
        (LONG_AGO, other_partnership.pk),
        (LONG_AGO, None),
        (NEVER_MADE, partnership.pk),
    ):
        as_owner(_LINE, [at, where])


def dropped(by: User, reason: str = "The schedule") -> list[Purge]:
    with as_maintenance():
        return drop_months(reason=reason, by=by.pk, using="default")


def rule(partnership: Partnership, months: int, by: User) -> None:
    with as_maintenance():
        RetentionRule.objects.create(
            partnership=partnership,
            kind="access-log",
            months=months,
            basis="Our schedule",
            set_by=by,
            set_at=timezone.now(),
        )


def hold(partnership: Partnership, by: User) -> Hold:
    with as_maintenance():
        return Hold.objects.create(
            partnership=partnership,
            kind="plan-draft",
            reason="Inquiry",
            placed_by=by,
            placed_at=timezone.now(),
        )


def test_a_month_goes_whole_and_a_line_stays_for_each_partnership(
    partnership: Partnership, other_partnership: Partnership, lead: User
) -> None:
    assert [f"{each:%Y-%m}" for each in log_standing().over] == ["2015-03"]
    made = dropped(lead)
    assert {each.partnership_id: each.counts["access_log_entry"] for each in made} == {
        partnership.pk: 2,
        other_partnership.pk: 1,
        None: 1,
    }
    assert {(each.actor_id, each.reason, each.kind) for each in made} == {
        (lead.pk, "The schedule", "access-log")
    }
    assert as_it_is(_LINES) == [(0,)]
    assert log_standing().over == ()
    assert dropped(lead) == []


def test_what_is_younger_stays(partnership: Partnership, lead: User) -> None:
    with as_maintenance(), connection.cursor() as cursor:
        cursor.execute("SELECT access_log_note('accounts.user', '{1}', 'list', %s)", [partnership.pk])
    dropped(lead)
    assert as_it_is("SELECT count(*) FROM access_log_entry") == [(1,)]


def test_the_longest_period_of_any_partnership_counts(
    partnership: Partnership, other_partnership: Partnership, lead: User
) -> None:
    rule(partnership, 1, lead)
    rule(other_partnership, 1200, lead)
    assert log_standing().over == ()
    assert dropped(lead) == []
    assert as_it_is(_LINES) == [(4,)]


def test_no_month_goes_while_any_hold_stands(
    partnership: Partnership, other_partnership: Partnership, lead: User
) -> None:
    standing = hold(other_partnership, lead)
    assert log_standing().held
    with pytest.raises(OnHoldError, match="A hold stands"):
        dropped(lead)
    assert as_it_is(_LINES) == [(4,)]
    with as_maintenance():
        Hold.objects.filter(pk=standing.pk).update(
            lifted_at=timezone.now(), lifted_by=lead, lifted_reason="Over"
        )
    assert len(dropped(lead)) == 3


def test_it_wants_a_reason_and_a_person(lead: User) -> None:
    with pytest.raises(RetentionError, match="Say why"):
        dropped(lead, reason=" ")
    with pytest.raises(DatabaseError, match="names who did it"), as_maintenance():
        drop_months(reason="x", by=0, using="default")
    assert as_it_is(_LINES) == [(4,)]


def test_the_application_never_calls_it(lead: User) -> None:
    with pytest.raises(DatabaseError) as raised, transaction.atomic():
        drop_months(reason="x", by=lead.pk, using="default")
    assert isinstance(raised.value.__cause__, errors.InsufficientPrivilege)


def test_nobody_but_the_function_removes_a_line_afterwards(lead: User) -> None:
    """What it gives itself for the last partition, it takes back."""
    dropped(lead)
    as_owner(_LINE, [NEVER_MADE, None])
    with pytest.raises(DatabaseError, match="permission denied"):
        as_owner("DELETE FROM access_log_entry_other")
    assert as_it_is(_LINES) == [(1,)]


def test_the_database_goes_by_the_period_that_lapwing_comes_with(partnership: Partnership) -> None:
    (kind,) = KINDS
    found = as_it_is(
        "SELECT retention_log_begins() = (date_trunc('month', (now() AT TIME ZONE 'UTC') "
        "- make_interval(months => %(months)s))) AT TIME ZONE 'UTC'",
        {"months": kind.months},
    )
    assert found == [(True,)]


def told() -> set[tuple[int, bool]]:
    """Who was told of months that may go, and whether there is still something to do about it."""
    with as_maintenance():
        found = Notice.objects.filter(template="retention-months")
        return {(each.user_id, each.done_at is None) for each in found}


def test_a_month_begins_with_word_to_those_who_decide_and_the_job_removes_nothing(
    partnership: Partnership, lead: User, administrator: User, people: People
) -> None:
    for _ in range(2):
        simulate_every_month(0)
    assert told() == {(lead.pk, True), (administrator.pk, True)}
    with as_maintenance():
        assert Notice.objects.filter(template="retention-months").count() == 2
    assert as_it_is(_LINES) == [(4,)]
    dropped(lead)
    simulate_every_month(0)
    assert told() == {(lead.pk, False), (administrator.pk, False)}


def test_nobody_is_told_of_months_that_a_hold_keeps(
    other_partnership: Partnership, lead: User, administrator: User
) -> None:
    hold(other_partnership, lead)
    simulate_every_month(0)
    assert told() == set()
