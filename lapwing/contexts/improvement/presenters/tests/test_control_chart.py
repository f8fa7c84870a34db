"""Which series get a control chart, against which target, and where limits start afresh."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from lapwing.contexts.improvement.presenters.control_chart import (
    choice_of,
    control_of,
    finding,
    icons_of,
    starts_of,
)
from lapwing.contexts.improvement.presenters.series_chart import control_chart_of, in_words
from lapwing.contexts.improvement.presenters.tests.test_measured import actual, target
from lapwing.contexts.improvement.presenters.tests.test_series_chart import detail, line
from lapwing.contexts.improvement.queries.measure_lines import BreakLine, RecalculationLine, SeriesDetail
from lapwing.contexts.improvement.tests.monthly import LOW_THEN_HIGH, month_end
from lapwing.domain.progress import Outcome
from lapwing.domain.statistics.spc_types import Assurance, Better, ControlChart, Variation


def monthly(values: tuple[float, ...] = LOW_THEN_HIGH, **given: object) -> SeriesDetail:
    actuals = tuple(
        actual(ref=f"a{at}", to_date=month_end(at), value=value, numerator=None)
        for at, value in enumerate(values)
    )
    return detail(actuals=actuals, **given)  # type: ignore[arg-type]


def afresh(*days: date, reason: str = "A new team began") -> tuple[RecalculationLine, ...]:
    return tuple(RecalculationLine(f"r{at}", day, reason) for at, day in enumerate(days))


def chart(of: SeriesDetail) -> ControlChart:
    found = control_of(of)
    assert found is not None
    return found


def test_few_or_yearly_figures_get_no_control_chart() -> None:
    assert control_of(monthly(LOW_THEN_HIGH[:12])) is None
    assert control_chart_of(monthly(LOW_THEN_HIGH[:12]), "Reviews") is None
    yearly = tuple(actual(to_date=date(2000 + year, 1, 31)) for year in range(20))
    assert "once a year" in choice_of(detail(actuals=yearly)).reason


def test_a_chart_is_against_the_target_in_force() -> None:
    assert chart(monthly(in_force=target(resolved=90.0))).assurance is Assurance.FAIL
    assert chart(monthly(in_force=target(resolved=40.0))).assurance is Assurance.PASS
    assert chart(monthly(in_force=None)).assurance is None


def test_a_measure_within_a_range_or_of_no_direction_is_neutral() -> None:
    for direction in ("range", "none"):
        found = chart(monthly(line=replace(line(Outcome.UNKNOWN), direction=direction), in_force=target()))
        assert found.better is Better.NEUTRAL
        assert found.variation is Variation.NEUTRAL_HIGH
        assert found.assurance is None


def test_limits_start_afresh_at_the_figure_named() -> None:
    assert starts_of(monthly(recalculations=afresh(month_end(14)))) == [14]
    assert chart(monthly(recalculations=afresh(month_end(14)))).variation is Variation.COMMON


def test_where_the_figure_was_withdrawn_they_start_at_the_next() -> None:
    assert starts_of(monthly(recalculations=afresh(date(2024, 3, 3)))) == [14]


def test_a_day_outside_the_figures_parts_nothing() -> None:
    for day in (month_end(0), date(2020, 1, 1), date(2099, 1, 1)):
        assert starts_of(monthly(recalculations=afresh(day))) == []


def test_the_drawing_carries_the_reason_and_the_words() -> None:
    drawing = control_chart_of(monthly(recalculations=afresh(month_end(14))), "Reviews in time")
    assert drawing is not None
    assert any(row[-1] == "Limits afresh: A new team began" for row in drawing.table.rows)
    assert drawing.summary == in_words(monthly(recalculations=afresh(month_end(14))))
    assert "only the usual ups and downs since March 2024" in drawing.summary


def test_the_title_is_the_latest_figure_and_what_the_icons_say() -> None:
    found = monthly(in_force=target(resolved=40.0))
    assert finding(found, chart(found)) == "51.4%: improving, higher; meets the target reliably"
    words = [icon.word for icon in icons_of(chart(found))]
    assert words == ["Improving, higher", "Meets the target reliably"]


def test_without_a_target_there_is_one_icon() -> None:
    found = monthly(in_force=None)
    assert [icon.of for icon in icons_of(chart(found))] == ["Variation"]


def test_how_long_it_has_been_off_path_is_said() -> None:
    assert "Off the expected path for 3 figures in a row." in in_words(monthly(off_path=3))


def test_a_changed_target_is_drawn_as_a_break_and_stands_in_the_table() -> None:
    moment = datetime(2024, 3, 31, 10, tzinfo=UTC)
    changed = BreakLine(month_end(14), "target", "60%", "A new plan", "Olive Owner", moment, None)
    drawing = control_chart_of(monthly(breaks=(changed,)), "Reviews in time")
    assert drawing is not None
    assert any(row[-1] == "Target changed" for row in drawing.table.rows)
    plain = control_chart_of(monthly(), "Reviews in time")
    assert plain is not None
    assert "Target changed" in str(drawing.wide)
    assert "Target changed" not in str(plain.wide)
