"""What is hidden, by example: each table is one that somebody would publish."""

from __future__ import annotations

import pytest

from lapwing.domain.disclosure.knowledge import bounds_shown
from lapwing.domain.disclosure.policy import LAPWING, NHS, NHS_ZEROS_HIDDEN, OFQUAL, POLICIES, Policy
from lapwing.domain.disclosure.protect import protect
from lapwing.domain.disclosure.release import Release, from_json, to_json
from lapwing.domain.disclosure.tables import Dimension, Key, Sum, Table, list_of_counts, tabulate


def row(release: Release, *names: str) -> str:
    """The texts of cells, one after the other."""
    return " ".join(release.text(("t", name)) for name in names)


def listed(policy: Policy, **counts: int) -> str:
    release = protect(list_of_counts("t", counts), policy)
    return row(release, *counts, "Total")


def test_one_to_four_are_hidden_and_five_and_nothing_are_shown() -> None:
    table = list_of_counts("t", {"a": 0, "b": 1, "c": 4, "d": 5, "e": 1200}, total=None)
    assert row(protect(table, LAPWING), *"abcde") == "0 c c 5 1,200"


def test_a_single_small_count_takes_another_with_it_rather_than_the_total() -> None:
    assert listed(LAPWING, a=3, b=10, c=12) == "c c 12 25"


def test_two_small_counts_that_could_be_exchanged_take_nothing_with_them() -> None:
    assert listed(LAPWING, a=2, b=3, c=12) == "c c 12 17"


def test_two_that_can_only_be_one_and_one_take_a_third_with_them() -> None:
    assert listed(LAPWING, a=1, b=1, c=12, d=30) == "c c c 30 44"


def test_what_is_hidden_beside_does_not_depend_on_its_size() -> None:
    # Were it the smallest, 9 beside a shown 9 would tell that the other is 4.
    assert listed(LAPWING, a=4, b=30, c=9) == "c c 9 43"


def test_with_nothing_but_zeros_beside_it_the_total_is_hidden() -> None:
    assert listed(LAPWING, a=3, b=0, c=0) == "c 0 0 c"


def test_four_ones_are_safe_only_from_who_is_not_told_which_are_small() -> None:
    release = protect(list_of_counts("t", {"a": 1, "b": 1, "c": 1, "d": 1}), LAPWING)
    assert row(release, *"abcd", "Total") == "c c c c c"
    assert release.if_untold == release.small


def test_rounding_is_enough_of_a_cover_for_a_single_small_count() -> None:
    assert listed(NHS, a=3, b=21, c=38) == "* 20 40 60"
    assert listed(OFQUAL, a=3, b=21) == "fewer than 5 20 25"


def test_zeros_may_be_hidden_with_the_small_ones() -> None:
    assert listed(NHS_ZEROS_HIDDEN, a=0, b=21, c=40) == "* 20 40 60"


def test_without_totals_on_show_nothing_is_hidden_beside_the_small_ones() -> None:
    assert listed(Policy("no totals", totals_shown=False), a=3, b=10, c=12) == "c 10 12 c"


def test_a_table_with_margins_hides_a_rectangle() -> None:
    dimensions = [Dimension(("a", "b")), Dimension(("x", "y", "z"))]
    counts: dict[Key, int] = dict(
        zip([(r, c) for r in "ab" for c in "xyz"], [3, 20, 30, 40, 50, 60], strict=True)
    )
    release = protect(tabulate("t", dimensions, counts), LAPWING)
    assert release.small == {("t", "a", "x")}
    assert len(release.others_hidden) == 3
    assert all("Total" not in key for key in release.hidden)


def test_what_later_turns_out_not_to_be_needed_is_shown_again() -> None:
    dimensions = [Dimension(("a", "b")), Dimension(("w", "x"))]
    counts: dict[Key, int] = {("a", "w"): 1, ("a", "x"): 3, ("b", "w"): 2, ("b", "x"): 6}
    release = protect(tabulate("t", dimensions, counts), LAPWING)
    assert release.others_hidden == {("t", "Total", "x"), ("t", "b", "Total")}
    assert release.text(("t", "b", "x")) == "6"


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_a_shown_figure_tells_of_all_that_would_be_shown_so(policy: Policy) -> None:
    shown = [count for count in range(1, 60) if not policy.is_small(count)]
    for count in shown[:40]:
        alike = [other for other in shown if policy.rounded(other) == policy.rounded(count)]
        assert bounds_shown(policy, count) == (alike[0], alike[-1])


def test_sub_totals_are_reckoned_with() -> None:
    dimension = Dimension(("a", "b", "c", "d"), groups={"early": ("a", "b"), "later": ("c", "d")})
    counts: dict[Key, int] = {("a",): 3, ("b",): 10, ("c",): 20, ("d",): 30}
    release = protect(tabulate("t", [dimension], counts), LAPWING)
    assert row(release, "a", "b", "early", "c", "d", "later", "Total") == "c c 13 20 30 50 63"


def test_tables_that_share_their_totals_are_judged_together() -> None:
    first = list_of_counts("need", {"speech": 3, "hearing": 20})
    second = list_of_counts("age", {"under 5": 10, "over 5": 13})
    same = Sum(("need", "Total"), (("age", "Total"),))
    apart = protect(first, LAPWING)
    together = protect([first, second], LAPWING, links=[same])
    assert apart.is_shown(("need", "Total"))
    assert together.is_shown(("need", "Total")) == together.is_shown(("age", "Total"))


def test_a_corrected_count_does_not_give_away_what_was_hidden_before() -> None:
    before = protect(list_of_counts("t", {"a": 4, "b": 9, "c": 20}), LAPWING)
    assert row(before, "a", "b", "c", "Total") == "c c 20 33"
    alone = protect(list_of_counts("t", {"a": 5, "b": 9, "c": 20}), LAPWING)
    assert row(alone, "a", "b", "c", "Total") == "5 9 20 34"
    after = protect(list_of_counts("t", {"a": 5, "b": 9, "c": 20}), LAPWING, [before])
    assert not after.is_shown(("t", "b"))
    assert not after.is_shown(("t", "Total")) or not after.is_shown(("t", "a"))


def test_a_table_of_another_period_is_nothing_to_do_with_it() -> None:
    before = protect(list_of_counts("autumn", {"a": 4, "b": 9, "c": 20}), LAPWING)
    after = protect(list_of_counts("spring", {"a": 5, "b": 9, "c": 20}), LAPWING, [before])
    assert not after.hidden


def test_what_was_shown_before_is_said_to_be_given_away() -> None:
    before = protect(list_of_counts("t", {"a": 4, "b": 9}), Policy("lenient", threshold=2))
    assert row(before, "a", "b", "Total") == "4 9 13"
    after = protect(list_of_counts("t", {"a": 4, "b": 9}), LAPWING, [before])
    assert after.given_away == {("t", "a")}
    assert row(after, "a", "b", "Total") == "c 9 13"


def test_a_release_is_kept_as_text_and_read_again() -> None:
    release = protect(list_of_counts("t", {"a": 4, "b": 9, "c": 20}), OFQUAL)
    assert from_json(to_json(release)) == release


def test_a_cell_that_is_not_there_is_neither_shown_nor_hidden() -> None:
    with pytest.raises(KeyError):
        protect(list_of_counts("t", {"a": 4}), LAPWING).text(("t", "b"))


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_every_policy_hides_one_child_and_shows_a_thousand(policy: Policy) -> None:
    release = protect(list_of_counts("t", {"a": 1, "b": 1000}, total=None), policy)
    assert row(release, "a", "b") == f"{policy.hidden} 1,000"


def test_a_policy_that_hides_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="must be 2 or more"):
        Policy("none", threshold=1)
    with pytest.raises(ValueError, match="nearest 0"):
        Policy("none", rounded_to=0)


def test_tables_that_do_not_add_up_are_refused() -> None:
    parts = (("a",), ("b",))
    with pytest.raises(ValueError, match="total is 5, and its parts make 4"):
        Table({("total",): 5, ("a",): 1, ("b",): 3}, (Sum(("total",), parts),))
    with pytest.raises(ValueError, match="cannot be negative"):
        Table({("a",): -1})
    with pytest.raises(ValueError, match="not in the table"):
        Table({("a",): 1, ("total",): 1}, (Sum(("total",), parts),))
    with pytest.raises(ValueError, match="stands twice"):
        Table({("a",): 1, ("total",): 2}, (Sum(("total",), (("a",), ("a",))),))
    with pytest.raises(ValueError, match="a is 1 in one table and 2 in another"):
        protect([Table({("a",): 1}), Table({("a",): 2})], LAPWING)


def test_dimensions_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="different names"):
        Dimension(("a", "Total"))
    with pytest.raises(ValueError, match="in two groups"):
        Dimension(("a",), groups={"x": ("a",), "y": ("a",)})
    with pytest.raises(ValueError, match="does not have"):
        Dimension(("a",), groups={"x": ("b",)})
    with pytest.raises(ValueError, match="holds itself"):
        tabulate("t", [Dimension(("a",), groups={"x": ("y",), "y": ("x",)})], {})
    with pytest.raises(ValueError, match="not among the labels"):
        tabulate("t", [Dimension(("a",))], {("b",): 1})
