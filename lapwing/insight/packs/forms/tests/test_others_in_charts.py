"""What others have, in the charts of a pack: drawn as it was frozen, and in older packs as it was then."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from lapwing.insight.packs import shapes
from lapwing.insight.packs.forms.pictures import drawn
from lapwing.insight.packs.forms.tests.factories import large_pack
from lapwing.insight.packs.frozen import from_text, to_text
from lapwing.insight.packs.shapes import ComparatorLevel, MeasuresSection, Pack, Series
from lapwing.insight.packs.tests.example_parts import day, percent

OTHERS = (
    ComparatorLevel("England", percent(48.0), day(2024, 1, 31)),
    ComparatorLevel("England", percent(50.0), day(2025, 1, 31)),
    ComparatorLevel("London", percent(44.0), shapes.Day(None, "2025")),
)
# more than there are looks: nothing bounded how many an old pack drew
MANY = tuple(ComparatorLevel("Wales", percent(40.0 + at), day(2020 + at, 1, 31)) for at in range(6))
# in a pack of the factories the even ones are control charts
CONTROL, PLAIN = "series:0", "series:1"


def pack(beside: tuple[str, ...] | None, others: tuple[ComparatorLevel, ...] = OTHERS) -> Pack:
    made = large_pack(actions=1, series=2)
    return replace(made, sections=tuple(with_others(each, beside, others) for each in made.sections))


def with_others(
    section: shapes.Section, beside: tuple[str, ...] | None, others: tuple[ComparatorLevel, ...]
) -> shapes.Section:
    if not isinstance(section, MeasuresSection):
        return section

    def told(series: Series) -> Series:
        return replace(series, comparators=others, beside=beside)

    return replace(
        section,
        measures=tuple(replace(each, series=tuple(map(told, each.series))) for each in section.measures),
    )


def words(svg: str | None) -> list[str]:
    root = ElementTree.fromstring(svg or "")
    return [each.text or "" for each in root.iter() if each.tag.endswith("text")]


@pytest.mark.parametrize("key", [CONTROL, PLAIN])
def test_both_kinds_of_chart_show_those_that_were_frozen_to_be_shown(key: str) -> None:
    found = drawn(pack(("England", "London")))
    for svg in (found.svg(key), found.narrow_svg(key)):
        assert {"England 50%", "London 44%"} <= set(words(svg))
    assert 'stroke-dasharray="2 3"' in (found.svg(key) or "")


@pytest.mark.parametrize("key", [CONTROL, PLAIN])
def test_what_was_frozen_not_to_be_shown_is_not(key: str) -> None:
    found = words(drawn(pack(("London",))).svg(key))
    assert "London 44%" in found
    assert not any(said.startswith("England") for said in found)


@pytest.mark.parametrize("key", [CONTROL, PLAIN])
def test_a_share_that_was_worked_out_is_said_to_a_tenth(key: str) -> None:
    def told(series: Series) -> Series:
        last = series.points[-1]
        worked_out = replace(last, value=replace(last.value, value=41 / 56 * 100))
        return replace(series, points=(*series.points[:-1], worked_out))

    made = large_pack(actions=1, series=2)
    sections = tuple(
        replace(
            each,
            measures=tuple(replace(one, series=tuple(map(told, one.series))) for one in each.measures),
        )
        if isinstance(each, MeasuresSection)
        else each
        for each in made.sections
    )
    said = words(drawn(replace(made, sections=sections)).svg(key))
    assert "73.2%" in said
    assert "73.21%" not in said


def of_an_earlier_shape(made: Pack) -> Pack:
    raw = json.loads(to_text(made))
    raw["shape"] = 3
    for section in raw["sections"]:
        for measure in section.get("measures", ()):
            for series in measure["series"]:
                del series["beside"]
    return from_text(json.dumps(raw))


def test_a_pack_of_an_earlier_shape_draws_as_many_as_it_had() -> None:
    said = words(drawn(of_an_earlier_shape(pack(None, MANY))).svg(PLAIN))
    assert sorted(each for each in said if each.startswith("Wales")) == [
        f"Wales {40 + at}%" for at in range(6)
    ]


def test_a_pack_of_an_earlier_shape_is_drawn_as_it_was() -> None:
    """It had no others on control charts, and a level line for each figure on plain ones."""
    old = drawn(of_an_earlier_shape(pack(None)))
    assert not any("England" in said or "London" in said for said in words(old.svg(CONTROL)))
    levels = ["England 48%", "England 50%", "London 44%"]
    assert sorted(said for said in words(old.svg(PLAIN)) if said[:3] in {"Eng", "Lon"}) == levels
