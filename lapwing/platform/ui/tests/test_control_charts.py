"""Control charts: what the drawing shows, what its table and key say, and icons that need no colour."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from lapwing.domain.statistics.spc_page import chart_for_readers
from lapwing.domain.statistics.spc_types import Assurance, Better, Variation
from lapwing.platform.ui.chart_types import Drawing, Note, Step
from lapwing.platform.ui.control_charts import control_chart_drawing
from lapwing.platform.ui.control_frame import Controlled, Dated, frame_of
from lapwing.platform.ui.control_icons import assurance_icon, variation_icon
from lapwing.platform.ui.tests.support import draw, texts

LOW_THEN_HIGH = (*(50, 52) * 7, *(70, 72) * 7)
EVIL = "<script>alert(1)</script>&\"'"


def days(count: int) -> list[dt.date]:
    return [dt.date(2024 + n // 12, n % 12 + 1, 28) for n in range(count)]


def drawing(
    values: tuple[float, ...] = LOW_THEN_HIGH,
    *,
    better: Better = Better.INCREASE,
    at: tuple[int, ...] = (),
    reason: str = "A new team began",
    targets: tuple[Step, ...] = (),
) -> Drawing:
    on = days(len(values))
    return control_chart_drawing(
        title="More are home by dark",
        subtitle="Boats home by dark",
        summary="72% in April 2026.",
        days=on,
        chart=chart_for_readers(values, better=better, recalculated_at=at),
        unit="%",
        targets=targets,
        breaks=[Note(on[start], reason) for start in at],
    )


def words(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)
    return [element.text or "" for element in root.iter() if element.tag.endswith("text")]


def colours(svg: str) -> set[str]:
    return {element.get("fill", "").lower() for element in ElementTree.fromstring(svg).iter()}


@pytest.mark.parametrize("side", ["wide", "narrow"])
class TestTheDrawing:
    def test_has_nothing_that_the_security_policy_refuses(self, side: str) -> None:
        for element in ElementTree.fromstring(getattr(drawing(at=(14,)), side)).iter():
            assert not {"style", "href", "onclick"} & set(element.attrib)
            assert element.tag.rpartition("}")[2] not in {"script", "style", "foreignObject", "image", "a"}

    def test_is_one_picture_with_a_name(self, side: str) -> None:
        root = ElementTree.fromstring(getattr(drawing(), side))
        assert root.get("role") == "img"
        assert root.get("aria-label") == "Chart. More are home by dark. 72% in April 2026."

    def test_colours_points_by_what_they_show(self, side: str) -> None:
        up, down = (colours(getattr(drawing(better=way), side)) for way in (Better.INCREASE, Better.DECREASE))
        assert up == down
        assert {"#00b0f0", "#e46c0a"} <= up
        assert "#490092" in colours(getattr(drawing(better=Better.NEUTRAL), side))

    def test_of_two_steady_stretches_shows_only_the_usual(self, side: str) -> None:
        found = colours(getattr(drawing(at=(14,)), side))
        assert "#a6a6a6" in found
        assert not {"#00b0f0", "#e46c0a"} & found

    def test_keeps_what_people_write_as_words(self, side: str) -> None:
        assert "<script" not in getattr(drawing(at=(14,), reason=EVIL), side)


def test_the_wide_drawing_names_its_lines_its_target_and_its_break() -> None:
    found = words(drawing(at=(14,), targets=(Step(dt.date(2026, 12, 31), 80, "80% by Dec 2026"),)).wide)
    lines = {"Upper limit 76.3%", "Mean 71%", "Lower limit 65.7%"}
    assert {"72%", *lines, "80% by Dec 2026", "A new team began"} <= set(found)


def test_a_long_reason_is_cut_in_the_picture_and_whole_in_the_table() -> None:
    reason = "The way of counting changed when the new case system was brought in by the council"
    found = drawing(at=(14,), reason=reason)
    assert "The way of counting changed when the new…" in words(found.wide)
    assert f"Limits afresh: {reason}" in found.table.rows[14][-1]


def test_the_key_names_only_what_is_drawn() -> None:
    assert [entry.label for entry in drawing(at=(14,)).key] == [
        "Usual ups and downs",
        "Mean",
        "Limits of the usual",
    ]
    assert [entry.label for entry in drawing(targets=(Step(dt.date(2026, 1, 1), 60),)).key] == [
        "Improvement", "Concern", "Mean", "Limits of the usual", "Target",
    ]  # fmt: skip


def test_every_look_of_the_key_has_its_sign() -> None:
    html = draw("{{ ui.chart(drawing) }}", drawing=drawing(better=Better.NEUTRAL))
    for look in ("neutral", "mean", "limits"):
        assert f"lw-key-{look}" in html
    assert "lw-key-comparator" not in html


def test_the_table_gives_every_value_its_limits_and_what_it_shows() -> None:
    rows = drawing().table.rows
    assert drawing().table.headings == (
        "Date", "Value", "Counted", "Lower limit", "Mean", "Upper limit", "Shows",
    )  # fmt: skip
    assert len(rows) == len(LOW_THEN_HIGH)
    assert rows[0][:2] == ("28 Jan 2024", "50%")
    assert rows[0][-1] == "Concern: below the lower limit"


def test_targets_stand_in_the_table_where_their_day_is() -> None:
    rows = drawing(targets=(Step(dt.date(2024, 2, 29), 60),)).table.rows
    assert (rows[2][0], rows[2][1], rows[2][-1]) == ("29 Feb 2024", "60%", "Target")


def test_a_flat_series_is_a_chart_with_a_mean_alone() -> None:
    found = drawing((100,) * 14)
    assert "Mean 100%" in words(found.wide)
    assert not any("limit" in said for said in words(found.wide))


def test_one_point_is_a_chart() -> None:
    assert drawing((5,)).table.rows[0][3:6] == ("–", "5%", "–")


def test_a_ripple_of_a_percentage_is_not_drawn_as_a_wave() -> None:
    chart = chart_for_readers((50.0, 50.2) * 7, better=Better.INCREASE)
    points = tuple(Dated(day, point) for day, point in zip(days(14), chart.points, strict=True))
    frame = frame_of(Controlled("%", None, points, chart, (), ()), narrow=False)
    assert frame.high - frame.low >= 10


def test_a_share_that_was_worked_out_is_said_to_a_tenth_and_other_figures_to_a_hundredth() -> None:
    chart = Controlled("%", None, (), chart_for_readers((1.0,), better=Better.INCREASE), (), ())
    assert chart.said(41 / 56 * 100) == "73.2%"
    assert replace(chart, unit="weeks").said(4.256) == "4.26 weeks"


def test_the_same_chart_is_drawn_once() -> None:
    assert drawing().wide is drawing().wide


@pytest.mark.parametrize(
    "icon", [*(variation_icon(each) for each in Variation), *(assurance_icon(each) for each in Assurance)]
)
def test_an_icon_is_a_picture_with_a_name_of_its_own(icon: str) -> None:
    root = ElementTree.fromstring(icon)
    assert root.get("role") == "img"
    name = root.get("aria-label") or ""
    assert name.startswith(("Variation: ", "Assurance: "))
    assert any(element.tag.endswith("title") and element.text == name for element in root.iter())


def test_icons_are_told_apart_without_their_colour() -> None:
    icons = [*(variation_icon(each) for each in Variation), *(assurance_icon(each) for each in Assurance)]
    grey = {"".join(part for part in icon.split('"') if not part.startswith("#")) for icon in icons}
    assert len(grey) == len(icons)


def test_an_icon_stands_with_its_word_and_meaning() -> None:
    html = draw(
        '{{ ui.process_icon(icon, "Variation", "Improving, higher", "More than chance.") }}',
        icon=variation_icon(Variation.IMPROVEMENT_HIGH),
    )
    assert texts(html, "strong") == ["Improving, higher"]
    assert "More than chance." in html


def test_targets_still_far_ahead_stand_in_the_table_and_not_in_the_picture() -> None:
    near, far = Step(dt.date(2026, 12, 31), 80, "80% by Dec 2026"), Step(dt.date(2030, 12, 31), 90, "90%")
    found = drawing(targets=(near, far))
    assert "80% by Dec 2026" in words(found.wide)
    assert "90%" not in words(found.wide)
    assert not any("2030" in said for said in words(found.wide))
    assert found.table.rows[-1][:2] == ("31 Dec 2030", "90%")


def test_a_target_that_has_passed_runs_on() -> None:
    found = drawing(targets=(Step(dt.date(2020, 12, 31), 60, "60% by Dec 2020"),))
    assert "60% by Dec 2020" in words(found.wide)
