"""What a pack says of a plan, in the very words that all of its forms print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands.chart_rule import set_chart_rule, set_chart_rule_of_measure
from lapwing.contexts.improvement.commands.terms import set_terms
from lapwing.contexts.improvement.models import Actual, Comparator, Plan, Series
from lapwing.contexts.improvement.rules.terms import Term, Word
from lapwing.contexts.improvement.tests import factories as plans
from lapwing.contexts.improvement.tests.monthly import month_end, record_monthly
from lapwing.insight.packs import shapes
from lapwing.insight.packs.collecting import KINDS, PackOrder, SectionOrder, collect_pack, usual_sections
from lapwing.insight.packs.frozen import from_text, to_text
from lapwing.insight.packs.tests.conftest import AFTER, ASKED, SINCE, TODAY
from lapwing.platform.access.actor import NOBODY, Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Partnership

S = TypeVar("S")


def order(plan: Plan, **more: Any) -> PackOrder:
    usual: dict[str, Any] = {
        "plan_ref": plan.ref, "title": "Report", "since": SINCE, "as_at": TODAY, "until": date(2026, 8, 10),
        "sections": tuple(SectionOrder(kind) for kind in KINDS),
    }  # fmt: skip
    return PackOrder(**usual | more)


def collected(manager: Actor, plan: Plan, **more: Any) -> shapes.Pack:
    return collect_pack(
        actor=manager, order=order(plan, **more), built_by="SEND programme manager", now=ASKED
    )


def section(pack: shapes.Pack, kind: type[S]) -> S:
    return next(each for each in pack.sections if isinstance(each, kind))


def test_every_section_is_made_and_can_be_frozen(manager: Actor, plan: Plan) -> None:
    pack = collected(manager, plan)
    assert [each.kind for each in pack.sections] == list(KINDS)
    assert from_text(to_text(pack)) == pack


def test_sections_stand_as_chosen_with_what_was_written_below_them(manager: Actor, plan: Plan) -> None:
    chosen = (SectionOrder("glossary"), SectionOrder("due", "Three fall in the holidays."))
    pack = collected(manager, plan, sections=chosen)
    assert [(each.kind, each.annotation) for each in pack.sections] == [
        ("glossary", ""),
        ("due", "Three fall in the holidays."),
    ]


def test_the_cover_names_the_plan_the_time_and_a_role(manager: Actor, plan: Plan) -> None:
    cover = collected(manager, plan, words="For discussion.", meeting="Board", number=4).cover
    assert (cover.plan, cover.local_area) == ("Larkshire plan for play", "Larkshire")
    assert cover.period == "25 April 2026 to 10 June 2026"
    assert cover.built_at_text == "10 June 2026 at 10:30am"
    assert (cover.built_by, cover.number, cover.words) == ("SEND programme manager", 4, "For discussion.")


def test_the_summary_counts_now_and_last_time(manager: Actor, plan: Plan) -> None:
    summary = section(collected(manager, plan), shapes.SummarySection).summary
    counts = {line.mark.label: (line.now.text, line.before.text) for line in summary.milestones}
    assert counts["Off track"] == ("1", "0")
    assert counts["At risk"] == ("0", "1")
    assert summary.headline == (
        "Of 4 milestones, 1 is off track (last time 0) and 1 is overdue (last time 1)."
    )
    assert summary.compared_with.text == "25 April 2026"


def test_the_summary_says_what_moved_worst_first(manager: Actor, plan: Plan) -> None:
    moved = section(collected(manager, plan), shapes.SummarySection).summary.moved
    assert moved[0].text == "1.1.1 Begin talks: off track (was at risk)"
    assert "1.1.1 Publish the list: done, evidence awaited (was on track)" in [line.text for line in moved]
    assert any("off path" in line.text for line in moved)


def test_a_plan_that_was_not_here_last_time_has_nothing_to_compare_with(manager: Actor, plan: Plan) -> None:
    summary = section(collected(manager, plan, since=date(2026, 1, 5)), shapes.SummarySection).summary
    assert {line.before.text for line in (*summary.milestones, *summary.measures)} == {"–"}
    assert summary.moved == ()


def test_exceptions_give_the_first_date_beside_the_one_in_force(manager: Actor, plan: Plan) -> None:
    first, late = section(collected(manager, plan), shapes.ExceptionsSection).lines
    assert (first.action, first.mark.label, first.why) == ("1.1.1", "Off track", "The room is shut")
    assert (first.original.text, first.due.text, first.moved.text) == ("31 May 2026", "31 July 2026", "once")
    assert first.days_late.text == "Not late"
    assert first.owners == "Head of Play; Play Commissioner"
    # reported at once, without an update
    assert (first.mitigation, first.forecast.text) == ("A second officer joins.", "31 August 2026")
    assert (late.text, late.days_late.text) == ("Meet every term", "130 days")
    assert late.why == "Nobody has said why."


def test_what_is_due_next_ends_on_the_day_chosen(manager: Actor, plan: Plan) -> None:
    (line,) = section(collected(manager, plan), shapes.DueSection).lines
    assert (line.due.text, line.left) == ("31 July 2026", "in 51 days")
    sooner = section(collected(manager, plan, until=date(2026, 7, 1)), shapes.DueSection)
    assert (sooner.lines, sooner.empty) == ((), "No open milestone is due until 1 July 2026.")


def test_dates_that_moved_say_why_and_how_often(manager: Actor, plan: Plan) -> None:
    (line,) = section(collected(manager, plan), shapes.DateChangesSection).lines
    assert (line.from_.text, line.to.text) == ("31 May 2026", "31 July 2026")
    assert (line.reason, line.times.text, line.changed.text) == ("No room", "once", "2 June 2026")
    later = section(collected(manager, plan, since=date(2026, 6, 5)), shapes.DateChangesSection)
    assert later.empty == "No date has moved since 5 June 2026."


def test_measures_carry_their_figures_and_a_sentence(manager: Actor, plan: Plan) -> None:
    measures = section(collected(manager, plan), shapes.MeasuresSection).measures
    others = next(line for each in measures for line in each.series if line.label == "Others")
    assert [point.value.text for point in others.points] == ["48%", "21%"]
    assert others.sentence == (
        "21% in May 2026, short of the target of 80% by April 2027. Off the expected path at the latest "
        "figure. It started at 20% in April 2025."
    )
    assert others.plain_reason == "2 figures are too few for a control chart, which needs 13."
    start = others.trajectory[0]
    assert (start.on, start.value) == (date(2025, 4, 30), 20.0)


def test_an_action_stands_with_all_its_milestones(manager: Actor, plan: Plan) -> None:
    first, second = section(collected(manager, plan), shapes.ActionsSection).actions
    assert (first.number, first.done, len(first.milestones)) == ("1.1.1", "1 of 3 done", 3)
    assert second.milestones[0].late == "No date set"


def test_the_glossary_explains_the_abbreviations_that_are_used(manager: Actor, plan: Plan) -> None:
    pack = collected(manager, plan, words="The ICB and the DCO agreed. EHCPs next.")
    terms = {line.term for line in section(pack, shapes.GlossarySection).lines}
    assert {"ICB", "DCO", "EHCP", "Off track (Triangle ▲)", "Overdue"} <= terms
    assert "SENCO" not in terms


def test_as_at_an_earlier_day_the_plan_is_as_it_was_recorded_then(manager: Actor, plan: Plan) -> None:
    pack = collected(manager, plan, as_at=date(2026, 4, 30))
    (line, *_) = section(pack, shapes.ExceptionsSection).lines
    labels = {each.text: each.mark.label for each in section(pack, shapes.ExceptionsSection).lines}
    assert labels["Begin talks"] == "At risk"
    assert section(pack, shapes.DateChangesSection).lines == ()
    assert line.original == line.due


def test_an_empty_plan_says_so_in_every_section(manager: Actor, partnership: Partnership) -> None:
    row = plans.imported(partnership, manager, replace(plans.plan(), actions=()))
    pack = collected(manager, row)
    said = {each.kind: each.empty for each in pack.sections}
    assert said["exceptions"] == "Nothing is off track, at risk or late."
    assert said["measures"] == "The plan has no measures yet."
    assert said["actions"] == "The plan has no actions yet."
    assert section(pack, shapes.SummarySection).summary.headline == "The plan has no milestones yet."


def test_a_pack_names_no_person(manager: Actor, plan: Plan) -> None:
    assert "Mona" not in to_text(collected(manager, plan))


def test_it_takes_the_same_queries_however_long_the_plan_is(
    manager: Actor, partnership: Partnership, plan: Plan
) -> None:
    actions = tuple(plans.action(f"2.{number}", objective=None) for number in range(20))
    measures = tuple(plans.measure(f"M{number}", actions=()) for number in range(20))
    long = plans.imported(partnership, manager, plans.plan(*actions, title="A long plan", measures=measures))
    counts = []
    for each in (plan, long):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            collected(manager, each)
        counts.append(len(asked))
    assert counts[1] <= counts[0] <= 67


def test_whatever_was_chosen_the_data_hold_every_milestone_measure_move_and_decision(
    manager: Actor, plan: Plan
) -> None:
    every, chosen = collected(manager, plan), collected(manager, plan, sections=(SectionOrder("glossary"),))
    assert every.data
    assert chosen.data
    assert {each.text for each in chosen.data.milestones} == {
        each.text for action in section(every, shapes.ActionsSection).actions for each in action.milestones
    }
    done = next(each for each in chosen.data.milestones if each.text == "Publish the list")
    assert (done.mark.label, done.note) == ("Done, evidence awaited", "The room is shut")
    assert chosen.data.measures == section(every, shapes.MeasuresSection).measures
    assert chosen.data.date_changes == section(every, shapes.DateChangesSection).lines
    assert len(chosen.data.actions) == len(section(every, shapes.ActionsSection).actions)
    assert every.data.measures == ()
    assert replace(every.data, measures=chosen.data.measures) == chosen.data


def test_a_plan_with_words_of_its_own_has_them_in_its_packs(manager: Actor, plan: Plan) -> None:
    assert collected(manager, plan).cover.group_word == ""
    set_terms(
        actor=manager, now=AFTER, plan_ref=plan.ref, version=Plan.objects.get(pk=plan.pk).version,
        words={Term.GROUP: Word("workstream", "workstreams"), Term.OBJECTIVE: Word("outcome", "outcomes")},
    )  # fmt: skip
    pack = collected(manager, plan)
    assert (pack.cover.group_word, pack.cover.objective_word) == ("Workstream", "Outcome")
    terms = {line.term: line.meaning for line in section(pack, shapes.GlossarySection).lines}
    assert terms["Workstream"] == "What this plan calls a group of its actions."
    assert terms["Outcome"] == "What this plan calls an objective."


@pytest.mark.parametrize(
    ("as_at", "value", "said"),
    [
        (date(2026, 5, 15), 22.5, "In May 2026 it was 21%: lower than England (22.5%)."),
        (date(2026, 2, 28), 40.0, "In February 2026 it was 48%: higher than England (40%)."),
        (date(2026, 5, 31), 21.01, "In May 2026 it was 21%: the same as England (21%)."),
        (date(2025, 5, 31), 21.0, "England: 21% on 31 May 2025; there is no figure here of that time."),
        (None, 12.0, "The latest is higher than England (12%), whose date is not recorded."),
    ],
)
def test_a_sentence_holds_a_figure_against_what_others_had_at_the_same_time(
    manager: Actor, plan: Plan, as_at: date | None, value: float, said: str
) -> None:
    row = Series.objects.get(label="Others")
    Comparator.objects.update(series=row, name="England", value=value, as_at=as_at)
    measures = section(collected(manager, plan), shapes.MeasuresSection).measures
    assert said in next(line for each in measures for line in each.series if line.label == "Others").sentence


def test_which_others_the_chart_shows_is_frozen_and_the_rest_is_said(manager: Actor, plan: Plan) -> None:
    row = Series.objects.get(label="Others")

    def line(value: float) -> shapes.Series:
        Comparator.objects.update(series=row, name="England", value=value, as_at=None)
        measures = section(collected(manager, plan), shapes.MeasuresSection).measures
        return next(each for of in measures for each in of.series if each.label == "Others")

    near, far = line(22.5), line(90_000)
    assert near.beside == ("England",)
    assert "to be drawn" not in near.sentence
    assert far.beside == ()
    assert "England (90,000%) lies too far from these figures to be drawn beside them." in far.sentence
    assert far.comparators[0].value.text == "90,000%", "the table has it"


def test_who_may_not_read_the_plan_gets_no_pack_of_it(plan: Plan) -> None:
    with pytest.raises(NotVisible):
        collected(NOBODY, plan)


def test_the_rule_of_its_day_is_frozen_with_a_control_chart(manager: Actor, plan: Plan) -> None:
    row = Series.objects.get(label="Others")
    Actual.objects.filter(series=row).update(withdrawn_at=AFTER, withdrawn_by_id=manager.user_id)
    record_monthly(row, manager, (*(50.0, 52.0) * 12, 55.6, 58.0, 51.0))

    def line(**more: Any) -> shapes.Series:
        measures = section(collected(manager, plan, **more), shapes.MeasuresSection).measures
        return next(each for all_of in measures for each in all_of.series if each.label == "Others")

    before = line()
    set_chart_rule(
        actor=manager,
        now=AFTER,
        plan_ref=plan.ref,
        version=Plan.objects.get(pk=plan.pk).version,
        two_in_three="beyond",
        reason="As the trusts count",
    )
    after = line()
    assert before.spc is not None
    assert after.spc is not None
    assert "NHS workbook" not in before.spc.text
    assert "NHS workbook since the end of 2023" in after.spc.text
    assert "two of three near" not in before.points[-3].spc
    assert "two of three near the upper limit" in after.points[-3].spc
    earlier = line(as_at=TODAY - timedelta(days=1))
    assert (earlier.spc, earlier.points) == (before.spc, before.points), "the rule was changed since"


def test_a_measure_s_own_rule_of_its_day_is_frozen_too(manager: Actor, plan: Plan) -> None:
    row = Series.objects.get(label="Others")
    Actual.objects.filter(series=row).update(withdrawn_at=AFTER, withdrawn_by_id=manager.user_id)
    record_monthly(row, manager, (*(50.0, 52.0) * 12, 55.6, 58.0, 51.0))

    def word(**more: Any) -> str:
        measures = section(collected(manager, plan, **more), shapes.MeasuresSection).measures
        return next(each for of in measures for each in of.series if each.label == "Others").points[-3].spc

    before = word()
    set_chart_rule_of_measure(
        actor=manager,
        now=AFTER,
        measure_ref=row.measure.ref,
        version=row.measure.version,
        two_in_three="beyond",
        reason="Read beside the trust's own chart",
    )
    assert "two of three near the upper limit" in word()
    assert word(as_at=TODAY - timedelta(days=1)) == before, "it was chosen since"


def test_the_long_list_of_actions_is_left_out_unless_it_is_chosen() -> None:
    kinds = [each.kind for each in usual_sections()]
    assert "actions" not in kinds
    assert kinds[0] == "summary"


def test_a_series_with_enough_figures_carries_its_control_chart(manager: Actor, plan: Plan) -> None:
    row = Series.objects.get(label="Others")
    Actual.objects.filter(series=row).update(withdrawn_at=AFTER, withdrawn_by_id=manager.user_id)
    record_monthly(row, manager)
    commands.recalculate(
        actor=manager, now=AFTER, series_ref=row.ref, from_date=month_end(14), reason="A new team began"
    )
    measures = section(collected(manager, plan), shapes.MeasuresSection).measures
    found = next(line for each in measures for line in each.series if line.label == "Others")
    assert found.spc is not None
    before, after = found.spc.segments
    assert (before.to, after.from_, after.reason) == (month_end(13), month_end(14), "A new team began")
    assert (before.mean.text, after.mean.text, before.reason) == ("51%", "71%", "")
    assert (found.spc.variation, found.spc.assurance) == ("common_cause", "consistent_pass")
    assert found.points[-1].spc == "Usual ups and downs"
    assert found.points[-1].spc_kind == "common"
    assert found.plain_reason == ""
