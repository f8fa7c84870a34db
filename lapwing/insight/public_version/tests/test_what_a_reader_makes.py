"""What can be made of shown figures though nothing says that they add up: nothing that names few children."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.domain.disclosure import DENOMINATOR, LAPWING, NUMERATOR, STRICT, Key, Release, Sum, Table
from lapwing.domain.disclosure.tests.exact import worked_out
from lapwing.insight.packs import shapes
from lapwing.insight.packs.tests.example_parts import measure
from lapwing.insight.public_version.figures import Judged, judge
from lapwing.insight.public_version.refusing import NotJudgedError
from lapwing.insight.public_version.rules import reader
from lapwing.insight.public_version.rules.handling import Handling
from lapwing.insight.public_version.tests.test_figures import kept, line, point, quarter

YEAR = (date(2026, 1, 1), date(2026, 12, 28))
HALF = (date(2026, 1, 1), date(2026, 6, 28))
Q1, Q2, Q3, Q4 = (quarter(number) for number in range(1, 5))
Time = tuple[date, date]


def one(key: str, count: int, at: Time = Q1) -> shapes.Series:
    return line(key, [point(count, at=at)])


def share(key: str, part: int, whole: int) -> shapes.Series:
    return line(key, [point(round(100 * part / whole, 1), f"{part} of {whole}", Q1)], "%")


def measures(*each: Sequence[shapes.Series]) -> list[shapes.Measure]:
    return [replace(measure(), key=f"m{number}", series=tuple(series)) for number, series in enumerate(each)]


def children(found: Sequence[shapes.Measure], how: Handling = Handling.CHILDREN) -> dict[str, Handling]:
    return {each.key: how for one_of in found for each in one_of.series}


def cell(key: str, at: Time = Q1, kind: str = NUMERATOR) -> Key:
    return key, f"{at[0]}/{at[1]}", kind


def with_sums(found: Judged, *sums: Sum) -> list[Release]:
    """The release as whoever knows what adds up reads it."""
    release = found.releases["figures"]
    table = release.table
    return [replace(release, table=Table(table.cells, (*table.sums, *sums), table.unshown))]


def said(found: Judged) -> list[str]:
    return [row.figure for each in found.measures for series in each.series for row in series.rows]


def test_a_year_in_another_line_gives_no_quarter_away() -> None:
    quarters = line(
        "q", [point(count, at=at) for count, at in zip((3, 20, 21, 22), (Q1, Q2, Q3, Q4), strict=True)]
    )
    release = measures([quarters], [one("year", 66, YEAR)])
    found = judge(release, children(release), STRICT)
    assert said(found)[0] == "c"
    assert said(found).count("c") >= 2
    whole = Sum(cell("year", YEAR), tuple(cell("q", at) for at in (Q1, Q2, Q3, Q4)))
    assert not worked_out(with_sums(found, whole))


def test_a_total_of_some_of_the_lines_of_a_long_measure_gives_none_away() -> None:
    counts = {"a": 2, "b": 8, "c": 9, "three": 19, "x": 50, "y": 60, "z": 70}
    release = measures([one(key, count) for key, count in counts.items()])
    found = judge(release, children(release), STRICT)
    assert not worked_out(with_sums(found, Sum(cell("three"), (cell("a"), cell("b"), cell("c")))))
    assert {"8", "9", "50"} <= set(said(found))


def test_a_total_of_many_lines_beside_two_breakdowns_gives_none_away() -> None:
    """Boys and girls, and seven years: all are told in one measure."""
    years = {f"year {at}": count for at, count in enumerate((3, 11, 13, 17, 19, 29, 31), start=1)}
    counts = {"all": 123, "boys": 70, "girls": 53, **years}
    release = measures([one(key, count) for key, count in counts.items()])
    found = judge(release, children(release), STRICT)
    sums = (
        Sum(cell("all"), (cell("boys"), cell("girls"))),
        Sum(cell("all"), tuple(cell(key) for key in years)),
    )
    assert not worked_out(with_sums(found, *sums))


def test_a_total_in_a_measure_of_its_own_gives_no_part_in_two_others_away() -> None:
    release = measures([one("total", 33)], [one("a", 3), one("b", 10)], [one("c", 20)])
    found = judge(release, children(release), STRICT)
    assert not worked_out(with_sums(found, Sum(cell("total"), (cell("a"), cell("b"), cell("c")))))
    assert said(found).count("c") == 2


def test_two_breakdowns_of_a_total_that_nobody_shows_give_none_away() -> None:
    """20 and 8 are as many as 25 and the hidden 3."""
    release = measures([one("boys", 20), one("girls", 8)], [one("young", 25), one("old", 3)])
    found = judge(release, children(release), STRICT)
    assert said(found).count("c") == 2


def test_a_running_total_gives_no_new_ones_away() -> None:
    so_far = line("so far", [point(20, at=Q1), point(23, at=HALF)])
    release = measures([so_far, one("new", 3, Q2)])
    found = judge(release, children(release), STRICT)
    assert said(found) == ["20", "c", "c"]
    assert not worked_out(with_sums(found, Sum(cell("so far", HALF), (cell("so far", Q1), cell("new", Q2)))))


def test_a_running_total_alone_does_not_give_its_steps_away() -> None:
    nine = (date(2026, 1, 1), date(2026, 9, 28))
    release = measures([line("so far", [point(20, at=Q1), point(23, at=HALF), point(24, at=nine)])])
    assert said(judge(release, children(release), STRICT)) == ["20", "c", "c"]
    release = measures([line("so far", [point(20, at=Q1), point(29, at=HALF), point(40, at=nine)])])
    assert said(judge(release, children(release), STRICT)) == ["20", "29", "40"]


def test_a_step_of_a_running_total_between_two_versions_is_not_given_away() -> None:
    first = measures([one("so far", 20, Q1)])
    before = judge(first, children(first), STRICT)
    second = measures([one("so far", 23, HALF)])
    assert said(judge(second, children(second), STRICT, kept(before))) == ["c"]


def test_what_was_corrected_is_still_read() -> None:
    """30 was shown, and is 35 now: 30 less 27 is a hidden 3."""
    first = measures([one("b", 30)])
    before = judge(first, children(first), STRICT)
    release = measures([one("a", 3)], [one("b", 35)], [one("t", 27)])
    assert said(judge(release, children(release), STRICT, kept(before))) == ["c", "35", "c"]


def test_shares_that_add_up_give_none_away() -> None:
    seven = [(2, 30), (8, 40), (9, 50), (19, 120), (40, 60), (45, 77), (47, 81)]
    release = measures([share(f"s{at}", *each) for at, each in enumerate(seven)])
    found = judge(release, children(release, Handling.SHARE), STRICT)
    sums = [
        Sum(cell("s3", kind=kind), tuple(cell(f"s{at}", kind=kind) for at in range(3)))
        for kind in (NUMERATOR, DENOMINATOR)
    ]
    assert not worked_out(with_sums(found, *sums))
    release = measures([share("a", 2, 20)], [share("b", 20, 50)], [share("all", 22, 70)])
    found = judge(release, children(release, Handling.SHARE), STRICT)
    assert not worked_out(
        with_sums(
            found,
            *(
                Sum(cell("all", kind=k), (cell("a", kind=k), cell("b", kind=k)))
                for k in (NUMERATOR, DENOMINATOR)
            ),
        )
    )


def test_three_small_numbers_that_can_only_be_the_largest_are_not_given_away() -> None:
    release = measures(*([one(key, 4)] for key in "abc"), [one("all", 12)])
    assert said(judge(release, children(release), STRICT)) == ["c"] * 4


def test_a_total_that_stands_gives_no_part_in_other_measures_away() -> None:
    release = measures(
        [line("total", [point(33, at=Q1)], "count")],
        [line("b", [point(10, at=Q1)], "count")],
        [one("a", 3), one("c", 20)],
    )
    plain = {"total": Handling.PLAIN, "b": Handling.PLAIN}
    found = judge(release, children(release) | plain, STRICT)
    assert said(found) == ["33", "10", "c", "c"]
    plain["c"] = Handling.PLAIN
    release[2] = replace(release[2], series=(one("a", 3), line("c", [point(20, at=Q1)], "count")))
    with pytest.raises(NotJudgedError, match="give a small number of children away"):
        judge(release, children(release) | plain, STRICT)


def test_what_takes_too_long_to_look_through_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the small number's time and those that adjoin it; the last quarter has nothing to do with it."""
    monkeypatch.setattr(reader, "MOST_PAIRS", 0)
    lines = line("a", [point(count, at=at) for count, at in ((3, Q1), (50, Q2), (90, Q4))])
    release = measures([lines])
    assert said(judge(release, children(release), STRICT)) == ["c", "c", "90"]


SLOTS: Mapping[Time, frozenset[int]] = {Q1: frozenset({1}), Q2: frozenset({2}), HALF: frozenset({1, 2})}
counts = st.lists(st.integers(min_value=0, max_value=30), min_size=2, max_size=2)
Figure = tuple[Time, int]


@settings(max_examples=80, deadline=None)
@given(st.lists(counts, min_size=2, max_size=5), st.booleans())
def test_no_small_number_is_a_sum_or_difference_of_up_to_three_shown_figures(
    lines: list[list[int]], in_two: bool
) -> None:
    """Lines of two quarters and their half-year, over two measures; in one version or two.

    Where the second version says that something is given away, the first one has to have done it alone.
    """
    every = [
        line(f"l{at}", [point(c, at=t) for c, t in ((one_, Q1), (two, Q2), (one_ + two, HALF))])
        for at, (one_, two) in enumerate(lines)
    ]
    release = measures(every[: len(every) // 2], every[len(every) // 2 :])
    how = children(release)
    first = judge(release[:1], how, LAPWING) if in_two else judge(release, how, LAPWING)
    assert not first.given_away
    second = judge(release[1:], how, LAPWING, kept(first)) if in_two else None
    shown, hidden = read(lines, first)
    stood = shown if second else set()
    if second:
        further = read(lines, second)
        shown, hidden = shown | further[0], hidden | further[1]
    for figures in made_of(shown, small(hidden)):
        assert set(figures) <= stood, figures
    if second and second.given_away:
        # a hidden 5 is as good as read, for who knows that it is not a small one
        just_above = {each for each in read(lines, first)[1] if each[1] == LAPWING.threshold + 1}
        assert list(made_of(stood | just_above, small(hidden) | together(lines)))


def read(lines: list[list[int]], found: Judged) -> tuple[set[Figure], set[Figure]]:
    """The figures of a version that stand in it, and those that are hidden; a running total tells no step."""
    shown: set[Figure] = set()
    hidden: set[Figure] = set()
    for series in (each for one_of in found.measures for each in one_of.series):
        own = lines[int(series.key[1:])]
        true = (*own, sum(own))
        for row, time, count in zip(series.rows, (Q1, Q2, HALF), true, strict=True):
            (hidden if row.figure == "c" else shown).add((time, count))
        first, _, half = series.rows
        assert "c" in (first.figure, half.figure) or not 0 < true[2] - true[0] <= LAPWING.threshold
    return shown, hidden


def small(figures: set[Figure]) -> set[Figure]:
    return {each for each in figures if each[1] <= LAPWING.threshold}


def together(lines: list[list[int]]) -> set[Figure]:
    """Several ones, or several fours, of one time: their sum tells each of them."""
    found = set()
    for time, of_time in zip(
        (Q1, Q2, HALF), zip(*((*own, sum(own)) for own in lines), strict=True), strict=True
    ):
        for count in (1, LAPWING.threshold):
            found |= {(time, count * many) for many in range(2, of_time.count(count) + 1)}
    return found


def made_of(shown: set[Figure], wanted: set[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Every way to make a wanted number of up to three shown figures, added or taken away."""
    for (at_time, number), many in product(wanted, (1, 2, 3)):
        for figures in combinations(sorted(shown), many):
            for signs in product((1, -1), repeat=many):
                if sum(sign * count for sign, (_, count) in zip(signs, figures, strict=True)) != number:
                    continue
                added, taken = set[int](), set(SLOTS[at_time])
                for sign, (slot, count) in zip(signs, figures, strict=True):
                    (added if sign > 0 else taken).update(SLOTS[slot] if count else ())
                if added == taken and all(count for _, count in figures):
                    yield figures
