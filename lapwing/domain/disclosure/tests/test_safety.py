"""No hidden small count can be worked out: so says an exact search that knows nothing of the hiding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.domain.disclosure.policy import LAPWING, Policy
from lapwing.domain.disclosure.protect import protect
from lapwing.domain.disclosure.release import Release
from lapwing.domain.disclosure.tables import Key, Sum, Table, tabulate
from lapwing.domain.disclosure.tests.exact import (
    as_read,
    every_solution,
    fewest_others,
    has_two_values,
    showing_nothing,
    worked_out,
)
from lapwing.domain.disclosure.tests.tables import dimension, policies, revisions, tables


def keys_worked_out(releases: Sequence[Release], *, told: bool = True) -> set[Key]:
    return {key for key, _ in worked_out(releases, told=told)}


def assert_safe(releases: Sequence[Release]) -> None:
    """Every hidden small count of all releases has two possible values, given everything shown.

    What is excused has to be beyond help, and that is worked out here: nothing that a release says of itself
    excuses it. Whoever approves a release is told of all that can be worked out.
    """
    for many in range(1, len(releases) + 1):
        *before, last = so_far = releases[:many]
        as_little = [*before, showing_nothing(last)]
        untold = {key for release in so_far for key in release.if_untold}
        given_away = {key for release in so_far for key in release.given_away}
        left, beyond_help = worked_out(so_far, told=False), worked_out(as_little, told=False)
        assert left <= beyond_help
        assert last.given_away <= {key for key, _ in beyond_help}
        assert last.if_untold <= keys_worked_out(as_little)
        assert {key for key, _ in left} <= given_away
        assert keys_worked_out(so_far) <= untold | given_away


def check_one(table: Table, policy: Policy) -> None:
    release = protect(table, policy)
    assert_safe([release])
    assert not release.given_away
    assert not release.unproved
    assert release.small == {key for key, value in table.cells.items() if policy.is_small(value)}
    assert all(table.cells[key] for key in release.others_hidden)


def check_need(table: Table, policy: Policy) -> None:
    """Showing any one cell more gives a small one away."""
    release = protect(table, policy)
    for key in release.others_hidden:
        less = replace(release, hidden=release.hidden - {key})
        told = keys_worked_out([less]) - release.if_untold
        assert told or keys_worked_out([less], told=False) & release.if_untold


def check_runs(versions: list[Table], policy: Policy) -> None:
    releases: list[Release] = []
    for table in versions:
        releases.append(protect(table, policy, releases))
    assert_safe(releases)


QUICK, LONG = settings(max_examples=60), settings(max_examples=1500)


@QUICK
@given(tables(), policies)
def test_what_is_hidden_in_a_table_cannot_be_worked_out(table: Table, policy: Policy) -> None:
    check_one(table, policy)


@QUICK
@given(tables(most=3), policies)
def test_nothing_is_hidden_that_could_be_shown(table: Table, policy: Policy) -> None:
    check_need(table, policy)


@settings(max_examples=25)
@given(revisions(), policies)
def test_what_earlier_releases_hid_stays_hidden(versions: list[Table], policy: Policy) -> None:
    check_runs(versions, policy)


@pytest.mark.slow
@LONG
@given(tables(), policies)
def test_tables_by_the_thousand_are_safe(table: Table, policy: Policy) -> None:
    check_one(table, policy)


@pytest.mark.slow
@LONG
@given(tables(), policies)
def test_tables_by_the_thousand_hide_nothing_without_need(table: Table, policy: Policy) -> None:
    check_need(table, policy)


@pytest.mark.slow
@settings(max_examples=500)
@given(revisions(), policies)
def test_runs_of_releases_by_the_hundred_are_safe(versions: list[Table], policy: Policy) -> None:
    check_runs(versions, policy)


@pytest.mark.slow
@settings(max_examples=60)
@given(tables(most=2, ways=3), policies)
def test_three_dimensions_are_as_safe(table: Table, policy: Policy) -> None:
    release = protect(table, policy)
    assert_safe([release])


@pytest.mark.slow
@settings(max_examples=150)
@given(tables(most=3, groups=2), policies)
def test_groups_in_both_dimensions_are_as_safe(table: Table, policy: Policy) -> None:
    assert_safe([protect(table, policy)])


@pytest.mark.slow
@settings(max_examples=300)
@given(tables(most=3, groups=0))
def test_no_more_than_two_cells_above_the_fewest_possible_are_hidden(table: Table) -> None:
    release = protect(table, LAPWING)
    if not release.if_untold and len(release.others_hidden) <= 4:
        fewest = fewest_others(table.cells, table.sums, LAPWING, len(release.others_hidden))
        assert fewest is not None
        assert len(release.others_hidden) <= fewest + 2


@settings(max_examples=40)
@given(st.lists(st.integers(0, 6), min_size=3, max_size=3), st.booleans())
def test_the_exact_search_finds_what_trying_everything_finds(values: list[int], grouped: bool) -> None:
    rows = dimension("a", 3, grouped=grouped)
    table = tabulate("t", [rows], {(f"a{place}",): value for place, value in enumerate(values)})
    small = frozenset(key for key, value in table.cells.items() if 0 < value < 5)
    release = Release(LAPWING, table, small)
    bounds, sums = as_read([release], told=True)
    solutions = list(every_solution(bounds, sums))
    for key in small:
        several = len({solution[key, 0] for solution in solutions}) > 1
        assert has_two_values(bounds, sums, (key, 0)) == several


def test_what_an_earlier_release_gave_away_is_excused_and_nothing_else_is() -> None:
    """Total and one part were shown before: nothing helps the other. Saying so excuses no other."""
    total, parts = ("t", "Total"), (("t", "a"), ("t", "b"))
    first = protect(Table({parts[1]: 10, total: 13}, ()), LAPWING)
    cells: dict[Key, int] = {parts[0]: 3, parts[1]: 10, total: 13}
    second = protect(Table(cells, (Sum(total, parts),)), LAPWING, [first])
    assert second.given_away == {parts[0]}
    assert_safe([first, second])
    with pytest.raises(AssertionError):
        assert_safe([first, replace(second, given_away=frozenset())])
    alone = Release(LAPWING, Table(cells, (Sum(total, parts),)), frozenset({parts[0]}))
    own = frozenset({parts[0]})
    for excused in (alone, replace(alone, given_away=own), replace(alone, if_untold=own)):
        with pytest.raises(AssertionError):
            assert_safe([excused])


def test_the_exact_search_sees_through_a_single_hidden_cell() -> None:
    cells: dict[Key, int] = {("t", "a"): 3, ("t", "b"): 10, ("t", "Total"): 13}
    table = Table(cells, (Sum(("t", "Total"), (("t", "a"), ("t", "b"))),))
    assert keys_worked_out([Release(LAPWING, table, frozenset({("t", "a")}))]) == {("t", "a")}
    assert not keys_worked_out([Release(LAPWING, table, frozenset({("t", "a"), ("t", "b")}))])
