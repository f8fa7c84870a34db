"""What holds of every due phrase, whatever is written."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lapwing.domain.due import read_due

_MONTHS = [date(2000, month, 1).strftime(form) for month in range(1, 13) for form in ("%B", "%b")]
_PIECES = st.sampled_from(
    [*_MONTHS, "by", "to", "and", "Q1", "2025", "25", "/", "-", "autumn", "term", "FY", "1", "31", "every"]
)


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    read_due(text)


@given(st.lists(_PIECES, max_size=12).map(" ".join))
def test_bounds_are_in_order_and_words_are_kept(text: str) -> None:
    for point in read_due(text).points:
        assert point.as_written in text
        if point.earliest and point.latest:
            assert point.earliest <= point.latest


@given(st.sampled_from(_MONTHS), st.integers(2000, 2060))
def test_two_digits_after_a_month_are_the_year_that_four_would_be(month: str, year: int) -> None:
    [short], [full] = read_due(f"by {month} {year % 100:02}").points, read_due(f"by {month} {year}").points
    assert (short.earliest, short.latest) == (full.earliest, full.latest)
    assert full.earliest is not None
    assert full.latest is not None
    assert full.earliest.year == year
    assert (full.latest + timedelta(days=1)).day == 1


@given(st.integers(1, 4), st.integers(2000, 2060))
def test_quarters_of_either_basis_follow_each_other_without_a_gap(quarter: int, year: int) -> None:
    following = (quarter + 1, year) if quarter < 4 else (1, year + 1)
    for basis in ("calendar", "financial"):
        [this] = read_due(f"Q{quarter} {year}", basis).points
        [later] = read_due("Q{} {}".format(*following), basis).points
        assert this.latest is not None
        assert later.earliest == this.latest + timedelta(days=1)
