from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement.interchange import Action, Plan
from lapwing.contexts.improvement.reading.grids.tests.tables import Wide, codes, plan_of, table
from lapwing.contexts.improvement.reading.legend import Legend, colour_name, status_in


def read(*statuses: str | Wide, title: str = "RAG", before: tuple[object, ...] = ()) -> Plan:
    rows = [["Open a clinic", "DCO", "May 2026", status] for status in statuses]
    return plan_of(*before, table(["Action", "Lead", "By when", title], *rows))  # type: ignore[arg-type]


def standing(action: Action) -> str:
    return action.milestones[0].status


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Complete", "done"),
        ("Embedded", "evidenced"),
        ("On target", "on track"),
        ("Off target", "off track"),
        ("Started but delayed", "off track"),
        ("Not yet due", "not started"),
        ("A/G", "at risk"),
        ("Red – two posts are vacant", "off track"),
        ("No longer required", "stopped"),
        ("Blue", "done"),
        ("🟢", "on track"),
        ("🔴 Two posts are vacant", "off track"),
    ],
)
def test_the_words_of_partnerships_are_known(word: str, status: str) -> None:
    plan = read(word)
    assert standing(plan.actions[0]) == status
    assert codes(plan) == set()


def test_words_after_the_rating_are_a_note() -> None:
    (report,) = read("Red – two posts are vacant").actions[0].milestones[0].reports
    assert (report.as_written, report.note) == ("Red", "two posts are vacant")


def test_an_unknown_word_is_asked_about_once() -> None:
    plan = read("Purple", "Purple")
    (question,) = [each for each in plan.questions if each.code == "status.word"]
    assert len(question.where) == 2
    assert [standing(each) for each in plan.actions] == ["not started", "not started"]
    assert plan.actions[0].milestones[0].reports[0].as_written == "Purple"


def test_a_fill_counts_in_a_column_of_ratings_only() -> None:
    rated = read(Wide("", colour="FF0000"), "Green")
    assert [standing(each) for each in rated.actions] == ["off track", "on track"]
    other = read(Wide("a", colour="FF0000"), title="Progress update")
    assert standing(other.actions[0]) == "not started"


def test_a_fill_that_could_be_anything_is_asked_about() -> None:
    plan = read(Wide("", colour="7030A0"), "Green")
    assert "status.word" in codes(plan)


def test_a_printed_key_goes_before_what_is_commonly_meant() -> None:
    key = "RAG key: Blue – complete and embedded; Green – completed; Purple – on hold; Amber – some delay"
    plan = read("Blue", "Green", "Purple", before=(key,))
    assert [standing(each) for each in plan.actions] == ["evidenced", "done", "stopped"]
    assert [entry.word for entry in plan.legend] == ["Blue", "Green", "Purple", "Amber"]
    assert codes(plan) == set()


def test_a_key_may_be_a_small_table_with_fills() -> None:
    key = table([Wide("Late", colour="7030A0"), "Off track"], [Wide("Fine", colour="00B050"), "On track"])
    plan = read(Wide("", colour="7030A0"), before=(key,))
    assert standing(plan.actions[0]) == "off track"
    assert plan.legend[0].colour == "7030A0"
    assert len(plan.actions) == 1


def test_columns_of_months_are_the_history_and_the_last_of_them_counts() -> None:
    plan = plan_of(
        table(
            ["Action", "Lead", "Sept 25", "Oct 25", "Nov 25"],
            ["Open a clinic", "DCO", "Green", "Amber – a nurse left", ""],
            ["Close a clinic", "DCO", "R", "", "B"],
        )
    )
    first, second = plan.actions
    assert [(each.period, each.on, each.status, each.note) for each in first.milestones[0].reports] == [
        ("Sept 25", date(2025, 9, 30), "on track", None),
        ("Oct 25", date(2025, 10, 31), "at risk", "a nurse left"),
    ]
    assert (standing(first), standing(second)) == ("at risk", "done")


def test_the_date_of_completion_says_that_it_is_done() -> None:
    plan = read("12/05/2025", title="Date completed")
    (report,) = plan.actions[0].milestones[0].reports
    assert (report.status, report.on) == ("done", date(2025, 5, 12))


def test_two_ratings_that_disagree_are_asked_about() -> None:
    plan = plan_of(
        table(["Action", "Lead", "Delivery RAG", "Impact RAG"], ["Open a clinic", "DCO", "Green", "Red"])
    )
    assert "status.several" in codes(plan)


@pytest.mark.parametrize(
    ("meaning", "status"),
    [
        ("complete and embedded", "evidenced"),
        ("on track to complete by the deadline", "on track"),
        ("some slippage but recoverable", "at risk"),
        ("not on track, with a major delay", "off track"),
        ("not yet due to start", "not started"),
        ("behind target but expected to recover", "at risk"),
        ("not completed but on track", "on track"),
        ("a kestrel", None),
    ],
)
def test_the_explanation_of_a_word_tells_its_status(meaning: str, status: str | None) -> None:
    assert status_in(meaning) == status


def test_only_unmistakable_fills_have_a_name() -> None:
    assert [colour_name(each) for each in ("FF0000", "FFC000", "00B050", "0070C0", "D9D9D9")] == [
        "red", "amber", "green", "blue", "grey",
    ]  # fmt: skip
    assert colour_name("F2F2F2") is None


def test_without_a_key_the_common_words_hold() -> None:
    assert Legend().reading("Kestrel").status is None


def test_a_key_of_single_letters_in_one_line_goes_before_what_they_commonly_mean() -> None:
    plan = read("B", "R", before=("BRAG: B = embedded, R = not started and late, G = on target",))
    assert {entry.word: entry.status for entry in plan.legend} == {
        "B": "evidenced",
        "R": "off track",
        "G": "on track",
    }
    assert [standing(each) for each in plan.actions] == ["evidenced", "off track"]
