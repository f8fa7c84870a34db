"""What is taken from a pack, and what never is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lapwing.domain.disclosure import STRICT
from lapwing.insight.packs import shapes
from lapwing.insight.packs.collecting.texts import NOT_SET
from lapwing.insight.packs.tests.example_parts import AT_RISK, OFF_TRACK, ON_TRACK, day, exception
from lapwing.insight.packs.tests.examples import empty_pack, example_pack
from lapwing.insight.public_version.composing import Worded, composed
from lapwing.insight.public_version.content import SHAPE, BrokenContentError, from_text, to_text, words_in
from lapwing.insight.public_version.easy_read import OWN, SYMBOLS
from lapwing.insight.public_version.figures import judge
from lapwing.insight.public_version.proposing import KINDS, on_offer, proposed
from lapwing.insight.public_version.telling import told_of
from lapwing.insight.public_version.tests.examples import PUBLIC, example

# What the example pack holds for the board alone.
INSIDE = (
    "Head of SEND",
    "Designated Clinical Officer",
    "Programme manager",
    "Two of five reviewing officers left",
    "A temporary officer starts",
    "We knew what was happening",
    "The therapy contract ends",
    "Agree a second reviewing officer",
    "Write to all schools",
    "How many children wait",
    "A steady term",
    "Two teams lost staff",
    "For discussion",
    "The provider left",
    "Two officers left",
    "Partnership board",
)


def test_nothing_of_the_inside_is_taken() -> None:
    for words in INSIDE:
        assert words not in PUBLIC, words


def test_what_is_for_everybody_is_taken() -> None:
    for words in (
        "Publish the offer with families",
        "Pupils start the year with the right support",
        "37 of 72",
    ):
        assert words in PUBLIC, words


def test_it_reads_back_as_it_was_written_and_nothing_else() -> None:
    assert from_text(PUBLIC) == example()
    assert to_text(from_text(PUBLIC)) == PUBLIC
    for broken in ("", "{}", "[]", "null", PUBLIC.replace('"title"', '"tilte"')):
        with pytest.raises(BrokenContentError):
            from_text(broken)


def test_every_line_has_a_key_of_its_own() -> None:
    content = example()
    lines = [line.key for section in content.sections for line in section.lines]
    assert len(words_in(content)) == 2 + len(lines) + 1 + 1 + len(content.easy)


def test_a_pack_with_nothing_in_it_makes_a_short_version() -> None:
    pack = empty_pack()
    found = proposed(pack, tuple(KINDS), judge((), {}, STRICT))
    assert [len(section.lines) for section in found.sections if section.key != "summary"] == [0, 0, 0, 0]
    assert "due" in on_offer(pack)


def test_easy_read_has_one_short_idea_and_a_picture_to_a_line() -> None:
    content = example()
    assert {line.symbol for line in content.easy} <= set(SYMBOLS)
    assert all(line.words for line in content.easy if line.key not in OWN)
    assert any(line.words == "1 step is done." for line in content.easy)


def test_what_is_left_out_or_has_no_words_is_not_there() -> None:
    content = example()
    worded = {
        "title": Worded("How help gets better"),
        "intro": Worded("", left_out=True),
        "due:m2": Worded("We will show what help there is."),
        "exception:m1": Worded("x", left_out=True),
        "easy:done": Worded("", left_out=True),
        OWN[0]: Worded("We listen to families.", symbol="talk"),
    }
    found = composed(content, worded)
    assert (found.title, found.intro) == ("How help gets better", "")
    assert "exceptions" not in {section.key for section in found.sections}
    own = next(line for line in found.easy if line.key == OWN[0])
    assert (own.words, own.symbol) == ("We listen to families.", "talk")
    assert all(line.words for line in found.easy)
    assert "We will show what help there is." in to_text(found)


@pytest.mark.parametrize(
    ("mark", "label"), [(ON_TRACK, "Late"), (AT_RISK, "At risk"), (OFF_TRACK, "Off track")]
)
def test_a_step_that_is_late_says_by_how_long_and_is_not_called_on_track(
    mark: shapes.Mark, label: str
) -> None:
    pack = example_pack()
    late = replace(
        exception(),
        mark=mark,
        due=day(2026, 8, 20),
        days_late=shapes.Figure(94, "94 days"),
        key="exception:l",
    )
    in_time = replace(late, mark=AT_RISK, due=day(2026, 12, 1), days_late=shapes.Figure(None, "Not late"))
    found = next(each for each in pack.sections if isinstance(each, shapes.ExceptionsSection))
    changed = replace(found, lines=(late, in_time))
    sections = tuple(changed if each is found else each for each in pack.sections)
    shown = proposed(replace(pack, sections=sections), ["exceptions"], judge((), {}, STRICT))
    first, second = shown.sections[0].lines
    assert (first.sign and first.sign.label, first.when) == (label, "due 20 August 2026, 3 months late")
    assert (second.sign and second.sign.label, second.when) == ("At risk", "due 1 December 2026")


def test_a_step_without_a_date_does_not_say_when_it_is_due() -> None:
    pack = example_pack()
    undated = replace(exception(), due=shapes.Day(None, NOT_SET), days_late=shapes.Figure(None, "Not late"))
    found = next(each for each in pack.sections if isinstance(each, shapes.ExceptionsSection))
    sections = tuple(replace(found, lines=(undated,)) if each is found else each for each in pack.sections)
    shown = proposed(replace(pack, sections=sections), ["exceptions"], judge((), {}, STRICT))
    assert shown.sections[0].lines[0].when == ""


def test_figures_are_left_out_with_their_line() -> None:
    content = example()
    key = content.measures[0].series[0].key
    assert composed(content, {key: Worded("", left_out=True)}).measures == ()


def test_what_was_published_in_the_first_shape_is_read_and_shown_as_it_was() -> None:
    """The same example as today's, as it was kept before figures had their days."""
    text = (Path(__file__).parent / "stored_shape_1.json").read_text()
    old, new = from_text(text), example()
    assert (old.shape, new.shape) == (1, SHAPE)
    measure, series = old.measures[0], old.measures[0].series[0]
    shown = told_of(series, measure.name)
    assert shown.chart is None
    assert [row[:2] for row in shown.rows] == [
        (row.period, row.figure) for row in new.measures[0].series[0].rows
    ]
    assert (series.target, series.steps, series.better) == ("60% by October 2027", (), "")
    # the counts are worked out from every milestone since, and said in other words
    same = {key for key in words_in(old) if not key.startswith(("summary:", "public:", "easy:"))}
    assert {key: words_in(old)[key] for key in same} == {key: words_in(new)[key] for key in same}
    assert words_in(old)["public:count:milestones:green"] == "9 steps of the plan"


def test_a_shape_that_is_not_known_yet_is_refused() -> None:
    with pytest.raises(BrokenContentError, match="not known here"):
        from_text(to_text(replace(example(), shape=SHAPE + 1)))
