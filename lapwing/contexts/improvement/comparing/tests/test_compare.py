from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.comparing import Comparison, Kind, Part, compare, part_at
from lapwing.contexts.improvement.tests.factories import action, full_plan, measure, milestone, plan, series
from lapwing.contexts.improvement.tests.plan_strategies import plans

ONE = ("Head of Play",)
TEXTS = (
    "Publish a directory of short breaks for families",
    "Train every midday supervisor in calm corners",
    "Meet the tribunal officer about mediation each month",
    "Recruit two speech therapists for the under fives",
    "Count the quiet rooms in secondary schools",
)


def numbered(*texts: str, first: int = 1) -> form.Plan:
    return plan(*(action(f"1.1.{at}", text=text) for at, text in enumerate(texts, first)))


def told(found: Comparison) -> list[tuple[str, str, str, str]]:
    return [(each.kind, each.part, each.field, each.now or each.was) for each in found.differences]


def test_a_plan_does_not_differ_from_itself() -> None:
    found = compare(full_plan(), full_plan())
    assert found.differences == ()
    assert found.doubts == ()


@settings(max_examples=25, deadline=None)
@given(plans())
def test_no_plan_differs_from_itself(one: form.Plan) -> None:
    found = compare(one, one)
    assert [each for each in found.differences if each.kind is not Kind.REPORTED] == []


@settings(max_examples=25, deadline=None)
@given(plans(), plans())
def test_what_is_added_one_way_is_removed_the_other_way(one: form.Plan, other: form.Plan) -> None:
    there, back = compare(one, other), compare(other, one)
    assert {d.after for d in there.of_kind(Kind.ADDED)} == {d.before for d in back.of_kind(Kind.REMOVED)}
    assert {d.before for d in there.of_kind(Kind.REMOVED)} == {d.after for d in back.of_kind(Kind.ADDED)}
    assert {(p.before, p.after) for p in there.pairs} == {(p.after, p.before) for p in back.pairs}


@settings(max_examples=25, deadline=None)
@given(plans(), plans())
def test_every_difference_has_a_name_of_its_own(one: form.Plan, other: form.Plan) -> None:
    names = [each.id for each in compare(one, other).differences]
    assert len(set(names)) == len(names)


@given(st.permutations(range(len(TEXTS))))
def test_renumbered_actions_are_found_again(order: list[int]) -> None:
    before, after = numbered(*TEXTS), numbered(*(TEXTS[at] for at in order))
    found = compare(before, after)
    pairs = [(p.before.path[0], p.after.path[0]) for p in found.pairs if p.before.part is Part.ACTION]
    assert sorted(pairs) == sorted((old, new) for new, old in enumerate(order))
    assert {each.kind for each in found.differences} <= {Kind.MOVED}
    assert found.doubts == ()


def test_an_action_put_in_front_moves_the_others_and_is_the_only_one_added() -> None:
    found = compare(numbered(*TEXTS), numbered("Open a toy library near the station", *TEXTS))
    assert [each.now for each in found.of_kind(Kind.ADDED)] == ["1.1.1 Open a toy library near the station"]
    assert len(found.of_kind(Kind.MOVED)) == len(TEXTS)
    assert found.of_kind(Kind.REMOVED) == ()


def test_a_number_taken_over_by_another_action_is_not_a_match_when_there_is_a_better_one() -> None:
    after = plan(action("1.1.1", text="Buy a minibus with a lift"), action("1.1.2", text=TEXTS[0]))
    found = compare(plan(action("1.1.1", text=TEXTS[0])), after)
    (moved,) = found.of_kind(Kind.MOVED)
    assert (moved.before and moved.before.path, moved.after and moved.after.path) == ((0,), (1,))
    assert [each.now for each in found.of_kind(Kind.ADDED)] == ["1.1.1 Buy a minibus with a lift"]


def test_a_reworded_action_with_its_number_is_changed() -> None:
    now = "Publish a directory of short breaks and clubs for families"
    found = compare(numbered(TEXTS[0]), numbered(now))
    assert told(found) == [("changed", "action", "text", now)]


def test_the_same_number_with_hardly_a_word_in_common_is_a_question() -> None:
    before = numbered("Publish a directory of short breaks for families")
    after = numbered("Families choose breaks from a catalogue that parents wrote and keep")
    found = compare(before, after)
    (doubt,) = found.doubts
    assert doubt.same_number
    assert {each.kind for each in found.differences} == {Kind.ADDED, Kind.REMOVED}
    sure = compare(before, after, frozenset({doubt.id}))
    assert [each.confirmed for each in sure.doubts if each.before.part is Part.ACTION] == [True]
    assert ("changed", "action", "text", after.actions[0].text) in told(sure)


def test_a_rewritten_action_is_known_by_the_milestones_that_are_its_own() -> None:
    steps = (milestone("Choose the hubs"), milestone("Buy the toys"))
    found = compare(
        plan(action(text=TEXTS[0], milestones=steps)), plan(action(text=TEXTS[3], milestones=steps))
    )
    assert [(each.part, each.field) for each in found.differences] == [(Part.ACTION, "text")]


def test_nothing_alike_with_another_number_is_not_even_asked_about() -> None:
    found = compare(numbered(TEXTS[0]), numbered(TEXTS[4], first=7))
    assert found.doubts == ()
    assert {each.kind for each in found.differences} == {Kind.ADDED, Kind.REMOVED}


def test_kinds_of_quotes_dashes_and_blanks_are_no_change() -> None:
    assert (
        compare(numbered("The “local offer” – again"), numbered('The "local  offer" - again')).differences
        == ()
    )


def test_a_date_written_otherwise_is_a_change_and_one_worked_out_otherwise_is_not() -> None:
    def due(written: str, latest: str) -> form.Plan:
        point = form.DuePoint(role="complete", as_written=written, latest=date.fromisoformat(latest))
        return plan(action(milestones=(milestone("Agree the form", point),)))

    was, now = due("by May 2026", "2026-05-31"), due("by July 2026", "2026-07-31")
    assert told(compare(was, now)) == [("changed", "milestone", "dates", "by July 2026")]
    assert compare(was, due("by May 2026", "2026-05-01")).differences == ()


def test_the_one_milestone_that_is_the_action_itself_changes_with_it() -> None:
    def itself(text: str) -> form.Plan:
        return plan(action(text=text, milestones=(milestone(text),)))

    found = compare(itself("Agree the form with schools"), itself("Agree the new form with schools"))
    assert [(each.part, each.field) for each in found.differences] == [(Part.ACTION, "text")]


def test_a_group_with_another_number_and_title_is_known_by_what_it_holds() -> None:
    before = plan(*numbered(*TEXTS).actions)
    after = replace(
        before,
        groups=(form.Group(ref="2", title="Somewhere to go"),),
        objectives=(form.Objective(ref="2.1", group="2", title="More places"),),
        actions=tuple(replace(each, group="2", objective="2.1") for each in before.actions),
    )
    found = compare(before, after)
    assert {(each.kind, each.part) for each in found.differences} == {
        (Kind.MOVED, Part.GROUP),
        (Kind.CHANGED, Part.GROUP),
        (Kind.MOVED, Part.OBJECTIVE),
        (Kind.CHANGED, Part.OBJECTIVE),
    }


def test_an_action_under_another_objective_is_moved() -> None:
    objectives = (
        form.Objective(ref="1.1", group="1", title="Open more places"),
        form.Objective(ref="1.2", group="1", title="Train the people there"),
    )
    before = plan(action("1.1.1"), action("1.1.2", text=TEXTS[1]), objectives=objectives)
    moved = replace(before.actions[1], ref="1.2.1", objective="1.2")
    (found,) = compare(before, replace(before, actions=(before.actions[0], moved))).differences
    assert (found.kind, found.field) == (Kind.MOVED, "place")
    assert "under 1.2 Train the people there" in found.now


def test_only_what_left_its_place_is_out_of_order() -> None:
    steps = [milestone(text) for text in TEXTS]
    before = plan(action(milestones=tuple(steps)))
    after = plan(action(milestones=(steps[3], *steps[:3], steps[4])))
    (found,) = compare(before, after).differences
    assert (found.field, part_at(before, found.before).text) == ("order", TEXTS[3])  # type: ignore[arg-type]
    assert found.now == "first"


def test_targets_are_compared_as_written_and_a_lone_line_keeps_its_place() -> None:
    before = plan(measures=(measure(),))
    line = series(
        "Everybody", targets=(*series().targets, form.Target(by_as_written="2028", as_written="90%"))
    )
    found = compare(before, plan(measures=(measure(series=(line,)),)))
    assert [(each.part, each.field) for each in found.differences] == [
        (Part.SERIES, "label"),
        (Part.SERIES, "targets"),
    ]


def test_what_a_document_reports_is_offered_apart() -> None:
    said = form.StatusReport(
        as_written="Green", status="on track", period="June 2026", on=date.fromisoformat("2026-06-30")
    )
    after = plan(action(milestones=(milestone(reports=(said,), status="on track"),)))
    (found,) = compare(plan(), after).differences
    assert (found.kind, found.field, found.now) == (Kind.REPORTED, "status", "on track (“Green”), June 2026")
    assert compare(after, after).differences == ()


@pytest.mark.parametrize("field", ["owners", "accountable"])
def test_lists_have_a_line_for_each(field: str) -> None:
    was, now = (replace(action(), **{field: names}) for names in (ONE, (*ONE, "Chief Nurse")))  # type: ignore[arg-type]
    (found,) = compare(plan(was), plan(now)).differences
    assert (found.field, found.was, found.now) == (field, "Head of Play", "Head of Play\nChief Nurse")
