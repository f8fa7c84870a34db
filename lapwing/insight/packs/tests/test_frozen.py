"""A frozen pack reads back as it was, always as the same bytes, and nothing else is taken for one."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from lapwing.insight.packs import shapes
from lapwing.insight.packs.frozen import FrozenPackError, from_text, keys_of, sha256_of, to_text
from lapwing.insight.packs.tests.examples import empty_pack, example_pack


@pytest.mark.parametrize("make", [example_pack, empty_pack])
def test_a_pack_reads_back_as_it_was(make: Any) -> None:
    assert from_text(to_text(make())) == make()


def test_the_same_pack_is_always_the_same_bytes() -> None:
    first, again = to_text(example_pack()), to_text(from_text(to_text(example_pack())))
    assert first == again
    assert sha256_of(first) == sha256_of(again)
    assert len(sha256_of(first)) == 64


def test_a_whole_number_and_the_same_with_a_fraction_of_nothing_are_the_same_bytes() -> None:
    whole = dataclasses.replace(example_pack(), sections=(_facts(3),))
    fraction = dataclasses.replace(example_pack(), sections=(_facts(3.0),))
    assert to_text(whole) == to_text(fraction)


def _facts(value: float) -> shapes.SummarySection:
    section = example_pack().sections[0]
    assert isinstance(section, shapes.SummarySection)
    fact = shapes.FactLine("fact:x", "X", shapes.Figure(value, "3"), shapes.Figure(None, "–"))
    return dataclasses.replace(section, summary=dataclasses.replace(section.summary, facts=(fact,)))


def test_every_section_and_line_has_a_key_of_its_own() -> None:
    keys = keys_of(example_pack())
    assert len(keys) == len(set(keys))
    assert {"summary", "exception:m1", "series:s1", "action-milestone:m1"} <= set(keys)


def test_a_key_used_twice_is_refused() -> None:
    pack = example_pack()
    with pytest.raises(FrozenPackError, match="'summary' is used twice"):
        to_text(dataclasses.replace(pack, sections=pack.sections[:1] * 2))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda raw: raw.update(shape=99), "pack.shape: 99 is not known here"),
        (lambda raw: raw.pop("shape"), "pack.shape: the number of the shape is missing"),
        (lambda raw: raw.pop("cover"), "pack.cover: is missing"),
        (lambda raw: raw.update(extra=1), "pack.extra: is not known here"),
        (lambda raw: raw["cover"].update(title=7), "pack.cover.title: should be a str"),
        (lambda raw: raw["cover"].update(number=True), "pack.cover.number: should be a int"),
        (lambda raw: raw["cover"].update(period_from="June"), "pack.cover.period_from: should be a date"),
        (lambda raw: raw["cover"].update(built_at="2026-11-22T09:30:00"), "should say its time zone"),
        (
            lambda raw: raw["sections"][0].update(kind="poem"),
            r"pack.sections\[0\].kind: 'poem' should be one",
        ),
        (lambda raw: raw["sections"][1]["lines"][0]["mark"].update(colour="pink"), "'pink' should be one of"),
        (lambda raw: raw["sections"][1].update(lines={}), r"pack.sections\[1\].lines: should be a list"),
        (lambda raw: raw["sections"][1]["lines"].append("x"), r"lines\[1\]: should be an object"),
        (lambda raw: raw["sections"][1].update(title="a\0b"), "holds a sign that cannot be kept"),
    ],
)
def test_what_is_no_pack_is_refused_with_its_place(change: Any, message: str) -> None:
    raw = json.loads(to_text(example_pack()))
    change(raw)
    with pytest.raises(FrozenPackError, match=message):
        from_text(json.dumps(raw))


@pytest.mark.parametrize("text", ["", "[]", "7", "{", "[" * 100_000])
def test_what_is_not_even_an_object_is_refused(text: str) -> None:
    with pytest.raises(FrozenPackError):
        from_text(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_cannot_be_frozen(value: float) -> None:
    with pytest.raises(FrozenPackError, match="is no number"):
        to_text(dataclasses.replace(example_pack(), sections=(_facts(value),)))


def test_a_pack_of_the_first_shape_reads_as_it_did() -> None:
    raw = json.loads(to_text(example_pack()))
    raw["shape"] = 1
    del raw["data"]
    for added in ("cycle", "group_word", "objective_word"):
        del raw["cover"][added]
    for section in raw["sections"]:
        for line in section.get("lines", ()):
            for added in ("next_steps", "confidence", "shown_by", "response", "cause", "effect"):
                line.pop(added, None)
            if section["kind"] == "risks":
                del line["moved"]
    series = raw["sections"][4]["measures"][0]["series"][0]
    del series["broken"]
    del series["beside"]
    for point in series["trajectory"]:
        del point["text"]
    pack = from_text(json.dumps(raw))
    assert pack.data is None
    assert (pack.shape, pack.cover.cycle) == (1, "")
    assert json.loads(to_text(pack))["shape"] == 1


def test_a_pack_of_the_fifth_shape_reads_as_it_did() -> None:
    """Its data hold no success criteria, no evidence and no closed risks."""
    raw = json.loads(to_text(example_pack()))
    raw["shape"] = 5
    for added in ("criteria", "evidence", "closed_risks"):
        del raw["data"][added]
    pack = from_text(json.dumps(raw))
    assert pack.data is not None
    assert (pack.data.criteria, pack.data.evidence, pack.data.closed_risks) == ((), (), ())
    assert from_text(to_text(pack)) == pack
    assert pack.shape == 5


def test_what_a_later_shape_adds_may_be_absent() -> None:
    raw = json.loads(to_text(example_pack()))
    del raw["sections"][0]["summary"]["milestones"][0]["mark"]["meaning"]
    section = from_text(json.dumps(raw)).sections[0]
    assert isinstance(section, shapes.SummarySection)
    assert section.summary.milestones[0].mark.meaning == ""
