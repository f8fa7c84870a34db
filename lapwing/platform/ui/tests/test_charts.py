"""Charts: pictures that the security policy lets through, with the same in words and in figures."""

from __future__ import annotations

import datetime as dt
import re
from xml.etree import ElementTree

import pytest

from lapwing.platform.ui.chart_drawing import warm_up
from lapwing.platform.ui.chart_labels import ABOVE, BEFORE, BESIDE, Label, placed
from lapwing.platform.ui.charts import (
    CountsAt,
    Drawing,
    Level,
    Note,
    Point,
    Series,
    Step,
    sparkline,
    stacked_counts_chart,
    trajectory_chart,
)
from lapwing.platform.ui.marks import StatusCount, StatusMark
from lapwing.platform.ui.tests.support import draw, elements, texts
from lapwing.platform.ui.trajectory_frame import Frame, Trajectory, frame_of

START, MIDDLE, END = dt.date(2025, 9, 30), dt.date(2026, 3, 31), dt.date(2027, 9, 30)
EVIL = "<script>alert(1)</script>&\"'"


def full(title: str = "Half are home by dark") -> Drawing:
    return trajectory_chart(
        title=title,
        subtitle="Boats home by dark",
        summary="51.4% in March 2026.",
        unit="%",
        actuals=[Point(MIDDLE, 51.4, "37 of 72")],
        baseline=Point(START, 35.0),
        targets=[Step(END, 80, "80% by Sep 2027")],
        expected=[Point(START, 35), Point(END, 80)],
        comparators=[Level("England", 39.6), Series("London", [Point(START, 38), Point(MIDDLE, 40)])],
        annotations=[Note(MIDDLE, "Counted afresh")],
    )


def words(svg: str) -> list[str]:
    return [
        element.text or "" for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("text")
    ]


@pytest.mark.parametrize("side", ["wide", "narrow"])
class TestTheDrawing:
    def test_has_no_styles_scripts_handlers_or_links(self, side: str) -> None:
        root = ElementTree.fromstring(getattr(full(), side))
        for element in root.iter():
            assert not {"style", "href"} & set(element.attrib)
            assert not any(name.startswith("on") for name in element.attrib)
            assert element.tag.rpartition("}")[2] not in {"script", "style", "foreignObject", "image", "a"}

    def test_is_one_picture_with_a_name(self, side: str) -> None:
        svg = getattr(full(), side)
        assert ElementTree.fromstring(svg).get("role") == "img"
        assert (
            ElementTree.fromstring(svg).get("aria-label")
            == "Chart. Half are home by dark. 51.4% in March 2026."
        )
        assert svg.count("role=") == 1

    def test_names_its_lines_where_they_are(self, side: str) -> None:
        found = words(getattr(full(), side))
        for said in (
            "51.4%",
            "Baseline 35%",
            "80% by Sep 2027" if side == "wide" else "80%",
            "England 39.6%",
            "London 40%",
            "Counted afresh",
        ):
            assert said in found

    def test_has_its_unit_on_the_axis(self, side: str) -> None:
        assert "60%" in words(getattr(full(), side))

    def test_what_people_write_stays_words(self, side: str) -> None:
        drawing = trajectory_chart(
            title=EVIL, subtitle="", summary="", comparators=[Level(EVIL, 3)], annotations=[Note(START, EVIL)]
        )
        assert "<script" not in getattr(drawing, side)
        assert any(EVIL in said for said in words(getattr(drawing, side)))


class TestThePage:
    def test_title_is_the_finding_and_the_figures_stand_in_a_table(self) -> None:
        html = draw("{{ ui.chart(drawing) }}", drawing=full())
        assert texts(html, "h3") == ["Half are home by dark"]
        assert "51.4% in March 2026." in texts(html, "p")
        assert texts(html, "caption") == ["Half are home by dark"]

    def test_the_key_names_only_what_is_drawn(self) -> None:
        assert [entry.label for entry in full().key][:2] == ["Actual", "Baseline"]
        bare = trajectory_chart(title="", subtitle="", summary="", actuals=[Point(START, 1)])
        assert [entry.label for entry in bare.key] == ["Actual"]

    def test_every_value_is_in_the_table_in_the_order_of_time(self) -> None:
        assert full().table.rows == (
            ("30 Sep 2025", "Baseline", "35%", "–"),
            ("30 Sep 2025", "London", "38%", "–"),
            ("31 Mar 2026", "Actual", "51.4%", "37 of 72"),
            ("31 Mar 2026", "London", "40%", "–"),
            ("30 Sep 2027", "Target", "80%", "80% by Sep 2027"),
            ("–", "England", "39.6%", "–"),
        )


class TestEdges:
    def test_nothing_at_all_is_still_a_chart(self) -> None:
        drawing = trajectory_chart(title="No figures yet", subtitle="", summary="")
        assert drawing.wide.startswith("<svg")
        assert drawing.table.rows == ()

    def test_one_value_is_a_chart(self) -> None:
        assert trajectory_chart(title="", subtitle="", summary="", actuals=[Point(START, 0)]).wide

    def test_without_an_expected_path_targets_are_steps(self) -> None:
        drawing = trajectory_chart(
            title="", subtitle="", summary="", targets=[Step(MIDDLE, 50), Step(END, 70)]
        )
        assert [entry.look for entry in drawing.key] == ["steps"]

    def test_one_target_is_a_level_line(self) -> None:
        drawing = trajectory_chart(title="", subtitle="", summary="", targets=[Step(MIDDLE, 50)])
        assert "50" in words(drawing.wide)

    def test_negative_values_have_a_true_minus(self) -> None:
        drawing = trajectory_chart(title="", subtitle="", summary="", actuals=[Point(START, -3.2)])
        assert "−3.2" in words(drawing.wide)

    def test_a_series_without_points_is_left_out(self) -> None:
        drawing = trajectory_chart(title="", subtitle="", summary="", comparators=[Series("None", [])])
        assert "None" not in " ".join(words(drawing.wide))

    def test_counts_stand_on_the_zero_line(self) -> None:
        told = Trajectory("", None, (Point(START, 90), Point(END, 100)), None, (), (), (), ())
        assert frame_of(told, narrow=False).low == 0

    def test_percentages_do_not_run_past_a_hundred(self) -> None:
        told = Trajectory("%", None, (Point(START, 97), Point(END, 99)), None, (), (), (), ())
        assert frame_of(told, narrow=False).high == 100
        assert frame_of(told, narrow=False).low > 0

    def test_the_same_chart_is_drawn_once(self) -> None:
        assert full().wide is full().wide
        assert full("Another").wide is not full().wide


def test_the_drawing_machine_can_be_started_beforehand() -> None:
    warm_up()


class TestCounts:
    marks = (StatusMark("Done", "square", "blue"), StatusMark("Off track", "triangle", "red"))

    def columns(self, *pairs: tuple[int, int]) -> list[CountsAt]:
        return [
            CountsAt(
                f"Q{n}", [StatusCount(mark, count) for mark, count in zip(self.marks, pair, strict=True)]
            )
            for n, pair in enumerate(pairs, 1)
        ]

    def test_every_bar_says_shape_and_number(self) -> None:
        drawing = stacked_counts_chart(
            title="", subtitle="", summary="", columns=self.columns((5, 4), (7, 2))
        )
        assert {"■ 5", "▲ 4", "■ 7", "▲ 2"} <= set(words(drawing.wide))

    def test_the_figures_have_a_column_for_each_status(self) -> None:
        drawing = stacked_counts_chart(title="", subtitle="", summary="", columns=self.columns((5, 4)))
        assert drawing.table.headings == ("When", "Done", "Off track")
        assert drawing.table.rows == (("Q1", "5", "4"),)

    @pytest.mark.parametrize("pairs", [(), ((0, 0),)])
    def test_nothing_counted_is_no_error(self, pairs: tuple[tuple[int, int], ...]) -> None:
        assert stacked_counts_chart(title="", subtitle="", summary="", columns=self.columns(*pairs)).wide


class TestSparklines:
    def test_run_from_left_to_right_in_time(self) -> None:
        spark = sparkline([Point(END, 2), Point(START, 1)], "1 to 2")
        assert spark.points == "3,21 93,3"
        assert spark.last == (93, 3)

    def test_say_the_same_in_words(self) -> None:
        html = draw("{{ ui.sparkline(spark) }}", spark=sparkline([Point(START, 1)], "1 in September"))
        assert elements(html, "svg")[0].attributes["aria-label"] == "1 in September"

    def test_nothing_is_a_dash(self) -> None:
        assert "–" in draw("{{ ui.sparkline(spark) }}", spark=sparkline([], ""))
        assert not re.search("<svg", draw("{{ ui.sparkline(spark) }}", spark=sparkline([], "")))


class TestLabels:
    def frame(self) -> Frame:
        return frame_of(
            Trajectory("%", None, (Point(START, 30), Point(END, 60)), None, (), (), (), ()), narrow=False
        )

    def test_stand_where_they_like_best_when_there_is_room(self) -> None:
        row = placed([Label("a", START, 40, "red", (BESIDE, ABOVE))], self.frame())[0]
        assert (row["dx"], row["align"]) == (9, "left")

    def test_do_not_touch_each_other(self) -> None:
        labels = [
            Label("first", MIDDLE, 40, "red", (BESIDE,)),
            Label("second", MIDDLE, 40, "red", (BESIDE, ABOVE)),
        ]
        assert [row["dy"] for row in placed(labels, self.frame())] == [0, -14]

    def test_do_not_run_out_of_the_picture(self) -> None:
        row = placed([Label("a long name", END, 40, "red", (BESIDE, BEFORE))], self.frame())[0]
        assert row["align"] == "right"

    def test_are_left_out_when_there_is_no_room(self) -> None:
        labels = [Label("one", MIDDLE, 40, "red", (BESIDE,)), Label("two", MIDDLE, 40, "red", (BESIDE,))]
        assert [row["t"] for row in placed(labels, self.frame())] == ["one"]

    def test_are_kept_when_they_must_be(self) -> None:
        labels = [
            Label("one", MIDDLE, 40, "red", (BESIDE,)),
            Label("two", MIDDLE, 40, "red", (BESIDE,), kept=True),
        ]
        assert [row["t"] for row in placed(labels, self.frame())] == ["one", "two"]

    def test_a_long_name_makes_its_margin(self) -> None:
        def margin(name: str) -> int:
            told = Trajectory("", None, (), None, (), (), (Level(name, 1),), ())
            return frame_of(told, narrow=False).right

        assert margin("England") < margin("Statistical neighbours") <= margin("x" * 500)

    def test_figures_lose_the_tail_of_a_division(self) -> None:
        told = Trajectory("", None, (), None, (), (), (), ())
        assert told.said(92 / 3) == "30.67"
