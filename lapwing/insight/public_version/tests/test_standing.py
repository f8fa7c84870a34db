"""One state of a step is said in one way: in the counts, in each list, in easy read, and on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lapwing.contexts.improvement.public import Status
from lapwing.domain.disclosure import STRICT
from lapwing.insight.packs import shapes
from lapwing.insight.packs.shapes import Figure, Mark
from lapwing.insight.packs.tests.example_parts import AT_RISK, OFF_TRACK, ON_TRACK, action, day, exception
from lapwing.insight.packs.tests.examples import example_pack
from lapwing.insight.public_version.content import Line, Public
from lapwing.insight.public_version.figures import judge
from lapwing.insight.public_version.pdf import to_easy_pdf, to_pdf
from lapwing.insight.public_version.proposing import KINDS, proposed
from lapwing.insight.public_version.standing import SIGNS, State, state_of_action, state_of_step
from lapwing.insight.public_version.tests.paper import words_on

# A partnership's own word for red, as a pack counts it.
OWN_RED = replace(OFF_TRACK, label="Needs rescue")
NOT_STARTED = Mark(Status.NOT_STARTED.label, "ring", "grey")
UNDATED = Mark(Status.ON_TRACK.label, "ring", "grey")
STOPPED = Mark(Status.STOPPED.label, "ring", "grey")
CHECKED = Mark(Status.EVIDENCED.label, "square", "blue")
UNCHECKED = Mark(Status.DONE.label, "circle", "green")
# Every step of a plan: what was said of it, and by how many days it is late.
STEPS: tuple[tuple[Mark, int], ...] = (
    (CHECKED, 0),
    (CHECKED, 0),
    (UNCHECKED, 0),
    (ON_TRACK, 0),
    (ON_TRACK, 94),
    (NOT_STARTED, 94),
    (NOT_STARTED, 0),
    (UNDATED, 0),
    (AT_RISK, 0),
    (AT_RISK, 94),
    (OFF_TRACK, 94),
    (STOPPED, 0),
)


def late_figure(days: int) -> Figure:
    return Figure(float(days), f"{days} days") if days else Figure(None, "Not late")


def pack_of(*, with_data: bool = True) -> shapes.Pack:
    """A pack of a plan that has these steps, each in an action of its own."""
    pack = example_pack()
    assert pack.data is not None
    milestone, standing = pack.data.milestones[0], action().milestones[0]
    every = tuple(
        replace(milestone, key=f"data-milestone:m{n}", mark=mark, days_late=late_figure(days))
        for n, (mark, days) in enumerate(STEPS)
    )
    # what is below a milestone, or of a whole action, is no step: two turns of the fourth were missed
    turns = tuple(
        replace(milestone, key=f"data-turn:t{n}", mark=NOT_STARTED, days_late=late_figure(days))
        for n, days in enumerate((94, 0, 3))
    )
    gone = replace(milestone, key="data-turn:gone", mark=NOT_STARTED, days_late=late_figure(9))
    whole = replace(milestone, key="data-whole:w", mark=OFF_TRACK)
    worst = {"blue": "Done and evidenced", "green": "On track", "amber": "At risk", "grey": "Not known"}
    actions = tuple(
        replace(
            action(),
            key=f"action:a{n}",
            text=f"Action {n}.",
            mark=OWN_RED if mark.colour == "red" else replace(mark, label=worst[mark.colour]),
            # as a pack has it: also what is not accepted, and of all that ever was
            done=f"{int(mark in (CHECKED, UNCHECKED))} of 1 done",
            overdue=Figure(float(days > 0), str(int(days > 0))),
            milestones=(
                replace(standing, key=f"whole:a{n}", mark=mark),
                replace(standing, key=f"milestone:m{n}", mark=mark),
            ),
        )
        for n, (mark, days) in enumerate(STEPS)
    )
    late = tuple(
        replace(exception(), key=f"exception:m{n}", mark=mark, text=f"Action {n}.",
                due=day(2026, 8, 20), days_late=late_figure(days))
        for n, (mark, days) in enumerate(STEPS)
        if days or mark.colour in ("red", "amber")
    )  # fmt: skip
    colours = ("blue", "green", "amber", "red", "grey")
    counts = tuple(
        shapes.CountLine(
            f"count:milestones:{colour}",
            Mark(OWN_RED.label if colour == "red" else worst[colour], "ring", colour),  # type: ignore[arg-type]
            Figure(float(many := sum(m.colour == colour and m != STOPPED for m, _ in STEPS)), str(many)),
            Figure(1.0, "1"),
        )
        for colour in colours
    )
    given: dict[str, dict[str, object]] = {
        "actions": {"actions": actions},
        "exceptions": {"lines": late},
        "summary": {
            "summary": replace(
                next(e for e in pack.sections if isinstance(e, shapes.SummarySection)).summary,
                milestones=counts,
                facts=(
                    shapes.FactLine("fact:overdue", "Milestones overdue", Figure(4, "4"), Figure(2, "2")),
                    shapes.FactLine("fact:turns", "Turns missed", Figure(2, "2"), Figure(None, "")),
                ),
            )
        },
    }
    return replace(
        pack,
        sections=tuple(replace(each, **given.get(each.kind, {})) for each in pack.sections),  # type: ignore[arg-type]
        data=replace(pack.data, milestones=(*every[:4], *turns, *every[4:], gone, whole))
        if with_data
        else None,
    )


def version_of(pack: shapes.Pack) -> Public:
    return proposed(pack, tuple(KINDS), judge((), {}, STRICT))


def lines(content: Public, section: str) -> list[Line]:
    return list(next(each for each in content.sections if each.key == section).lines)


def said(line: Line) -> tuple[str, str, str]:
    return line.sign.label if line.sign else "", line.words, line.when


def test_the_counts_say_how_many_stand_in_each_way_and_what_of_it_is_late() -> None:
    assert [said(line) for line in lines(version_of(pack_of()), "summary")] == [
        ("", "Of 11 steps, 2 are done (last time 1) and 4 are late (last time 2).", ""),
        ("Done", "2 steps of the plan", ""),
        ("Done, being checked", "1 step of the plan", ""),
        ("On track", "1 step of the plan", ""),
        ("At risk", "2 steps of the plan", "1 late"),
        ("Off track", "1 step of the plan", "1 late"),
        ("Late", "2 more steps of the plan", ""),
        ("Not started", "1 step of the plan", ""),
        ("Not known", "1 step of the plan", ""),
        ("Late", "2 times that a regular step was due", ""),
    ]


def test_every_action_and_what_is_late_are_called_the_same() -> None:
    content = version_of(pack_of())
    by_words = {line.words: line for line in lines(content, "actions")}
    assert [line.sign.label if line.sign else "" for line in by_words.values()] == [
        "Done", "Done", "Done, being checked", "Late", "Late", "Late", "Not started", "Not known",
        "At risk", "At risk", "Off track", "Stopped",
    ]  # fmt: skip
    late = lines(content, "exceptions")
    assert len(late) == 5
    for line in late:
        assert line.sign == by_words[line.words].sign
        assert ("3 months late" in line.when) == ("1 late" in by_words[line.words].when)


def test_every_action_counts_its_steps_as_the_headline_does() -> None:
    content = version_of(pack_of())
    headline = lines(content, "summary")[0].words
    assert [line.when for line in lines(content, "actions")] == [
        "1 of 1 done", "1 of 1 done", "0 of 1 done, 1 being checked",
        "0 of 1 done, regular steps late 2 times", "0 of 1 done, 1 late", "0 of 1 done, 1 late",
        "0 of 1 done", "0 of 1 done", "0 of 1 done", "0 of 1 done, 1 late", "0 of 1 done, 1 late", "",
    ]  # fmt: skip
    found = [
        re.match(r"(\d) of (\d) done.*?(?:(\d) late)?$", line.when) for line in lines(content, "actions")
    ]
    done, of, late = (sum(int(each[at] or 0) for each in found if each) for at in (1, 2, 3))
    assert headline.startswith(f"Of {of} steps, {done} are done (last time 1) and {late} are late")


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ((UNCHECKED,) * 5, ("Done, being checked", "0 of 5 done, 5 being checked")),
        ((*(UNCHECKED,) * 5, STOPPED), ("Done, being checked", "0 of 5 done, 5 being checked")),
        ((CHECKED, CHECKED, UNCHECKED, ON_TRACK, ON_TRACK), ("On track", "2 of 5 done, 1 being checked")),
        ((), ("On track", "No steps")),
    ],
)
def test_what_waits_to_be_accepted_is_not_counted_as_done(
    of: tuple[Mark, ...], said: tuple[str, str]
) -> None:
    standing = action().milestones[0]
    steps = tuple(replace(standing, key=f"milestone:{n}", mark=mark) for n, mark in enumerate(of))
    done = f"{sum(mark in (CHECKED, UNCHECKED) for mark in of)} of {len(of)} done"
    given = replace(
        action(),
        mark=ON_TRACK,
        overdue=Figure(0.0, "0"),
        milestones=steps,
        done=done if of else "No milestones",
    )
    pack = pack_of()
    pack = replace(
        pack,
        sections=tuple(
            replace(each, actions=(given,)) if isinstance(each, shapes.ActionsSection) else each
            for each in pack.sections
        ),
    )
    (line,) = lines(version_of(pack), "actions")
    assert (line.sign.label if line.sign else "", line.when) == said


def test_an_action_of_a_pack_without_data_counts_its_steps_alike() -> None:
    found = [line.when for line in lines(version_of(pack_of(with_data=False)), "actions")]
    assert found[:4] == ["1 of 1 done", "1 of 1 done", "0 of 1 done, 1 being checked", "0 of 1 done"]


def test_a_partnerships_own_word_for_a_colour_is_not_a_second_word_for_a_state() -> None:
    labels = {
        line.sign.label for section in version_of(pack_of()).sections for line in section.lines if line.sign
    }
    assert labels <= {sign.label for sign in SIGNS.values()}


def test_easy_read_counts_each_step_once() -> None:
    easy = {line.key: line.words for line in version_of(pack_of()).easy}
    assert easy["easy:steps"] == "The plan has 11 steps."
    assert easy["easy:done"] == "2 steps are done."
    assert easy["easy:checking"] == "We are checking 1 step that is done."
    assert easy["easy:going"] == "1 step is going well."
    assert easy["easy:late"] == "4 steps are late."
    assert easy["easy:turns"] == "We were late 2 times with things that we do again and again."
    assert easy["easy:more"] == "1 other step needs more work."
    assert easy["easy:waiting"] == "1 step has not started."


def test_paper_says_what_the_page_says() -> None:
    content = version_of(pack_of())
    on = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    whole, easy = words_on(to_pdf(content, "0" * 64, on)), words_on(to_easy_pdf(content, on))
    for section in ("summary", "actions", "exceptions"):
        for line in lines(content, section):
            label, words, when = said(line)
            assert " ".join(filter(None, (label, words, when))) in whole
    assert "4 steps are late." in easy


def test_a_pack_that_does_not_hold_every_milestone_says_how_many_are_late() -> None:
    """Packs of the first two shapes count by colour alone."""
    content = version_of(pack_of(with_data=False))
    first, *counts = [said(line) for line in lines(content, "summary")]
    assert first[1] == "Of 11 steps, 2 are done (last time 1) and 4 are late (last time 2)."
    assert ("On track", "3 steps of the plan", "") in counts
    assert "4 steps are late." in {line.words for line in content.easy}


def test_a_plan_without_steps_says_so() -> None:
    pack = pack_of()
    assert pack.data is not None
    content = version_of(replace(pack, data=replace(pack.data, milestones=())))
    assert lines(content, "summary")[0].words == "The plan has no steps yet."
    assert not [line for line in content.easy if line.key in ("easy:steps", "easy:late", "easy:more")]


@pytest.mark.parametrize(
    ("mark", "late", "state"),
    [
        (CHECKED, False, State.DONE),
        (UNCHECKED, False, State.BEING_CHECKED),
        (ON_TRACK, False, State.ON_TRACK),
        (ON_TRACK, True, State.LATE),
        (NOT_STARTED, True, State.LATE),
        (UNDATED, False, State.NOT_KNOWN),
        (AT_RISK, True, State.AT_RISK),
        (OFF_TRACK, True, State.OFF_TRACK),
        (STOPPED, False, State.STOPPED),
    ],
)
def test_a_step_stands_as_was_said_of_it_unless_its_day_passed(mark: Mark, late: bool, state: State) -> None:
    assert state_of_step(mark, late=late) is state


@pytest.mark.parametrize(
    ("colour", "of", "missed", "state"),
    [
        ("green", (CHECKED, UNCHECKED, STOPPED), 0, State.BEING_CHECKED),
        ("green", (CHECKED, ON_TRACK), 0, State.ON_TRACK),
        ("green", (CHECKED, ON_TRACK), 1, State.LATE),
        ("green", (CHECKED, UNCHECKED), 1, State.BEING_CHECKED),
        ("blue", (CHECKED,), 1, State.DONE),
        ("amber", (AT_RISK,), 1, State.AT_RISK),
        ("grey", (NOT_STARTED, UNDATED), 0, State.NOT_STARTED),
        ("grey", (NOT_STARTED, UNDATED), 1, State.LATE),
        ("grey", (STOPPED,), 0, State.STOPPED),
        ("grey", (), 0, State.NOT_KNOWN),
    ],
)
def test_an_action_stands_as_its_steps_do(
    colour: shapes.Colour, of: tuple[Mark, ...], missed: int, state: State
) -> None:
    standing = action().milestones[0]
    given = replace(
        action(),
        mark=Mark("As we call it", "ring", colour),
        overdue=Figure(0.0, "0"),
        milestones=tuple(replace(standing, key=f"m{n}", mark=mark) for n, mark in enumerate(of)),
    )
    assert state_of_action(given, missed) is state
