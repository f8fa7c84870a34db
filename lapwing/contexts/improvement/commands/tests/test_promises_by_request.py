"""Turns that have another day, and taking out what promised something: by request, where that is the rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.commands import EditedByAnotherError, NotVisible, RefusedError
from lapwing.contexts.improvement.commands.tests.test_by_request import (
    begin,
    set_rule,
)
from lapwing.contexts.improvement.commands.tests.test_requests import ada, milestone, second_manager, series
from lapwing.contexts.improvement.commands.turns_again import LeftOut
from lapwing.contexts.improvement.comparing import Kind, Part
from lapwing.contexts.improvement.models import (
    Action,
    ChangeRequest,
    Milestone,
    Occurrence,
    Plan,
    RequestKind,
    Series,
)
from lapwing.contexts.improvement.models.base import Editable
from lapwing.contexts.improvement.queries.reported import plan_reported
from lapwing.contexts.improvement.rules import Moved
from lapwing.contexts.improvement.taking.tests.later import BEFORE, take
from lapwing.contexts.improvement.tests.factories import DAY, LATER, NOW, acting_as
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError

__all__ = ["ada", "milestone", "series"]

TO_TAKE_OUT = "changed by request only: use “Ask to take it out”"
AUTUMN, MOVED = date(2026, 12, 18), date(2027, 1, 22)


@pytest.fixture
def turn(plan: Plan, manager: Actor) -> Occurrence:
    meeting = Milestone.objects.get(text="Meet every term")
    return commands.add_occurrence(
        actor=manager, now=NOW, milestone_ref=meeting.ref, label="Autumn term 2026", due_on=AUTUMN
    )


@pytest.fixture
def _by_request(partnership: Partnership, manager: Actor, plan: Plan) -> None:
    set_rule(manager, partnership)
    begin(plan, manager)


by_request = pytest.mark.usefixtures("_by_request")


def void(actor: Actor, row: Any) -> Any:
    return commands.void(
        actor=actor, now=LATER, model=type(row), ref=row.ref, version=row.version, reason="Not needed"
    )


def ask_out(actor: Actor, row: Any, reason: str = "Another action does it") -> ChangeRequest:
    return commands.ask_to_take_out(
        actor=actor, now=NOW, model=type(row), ref=row.ref, version=row.version, reason=reason
    )


def ask_day(
    actor: Actor, turn: Occurrence, to: date = MOVED, reason: str = "The hall is shut"
) -> ChangeRequest:
    return commands.ask_for_turn(
        actor=actor, now=NOW, occurrence_ref=turn.ref, version=turn.version, due_on=to, reason=reason
    )


def approve(partnership: Partnership, request: ChangeRequest, row: Any, moment: Any = LATER) -> None:
    with acting_as(second_manager(partnership)) as second:
        commands.approve_request(actor=second, now=moment, request_ref=request.ref, version=row.version)


class TestTurns:
    def test_an_owner_asks_for_another_day_and_it_moves_when_approved(
        self, ada: Actor, turn: Occurrence, partnership: Partnership
    ) -> None:
        request = ask_day(ada, turn)
        assert (request.before_words, request.wanted_words) == (
            "Autumn term 2026: 18 December 2026",
            "Autumn term 2026: 22 January 2027",
        )
        turn.refresh_from_db()
        assert turn.due_on == AUTUMN
        approve(partnership, request, turn)
        turn.refresh_from_db()
        assert turn.due_on == MOVED

    def test_the_day_it_had_stays_on_its_page_and_in_what_was_known_then(
        self, ada: Actor, turn: Occurrence, partnership: Partnership
    ) -> None:
        approve(partnership, ask_day(ada, turn), turn)
        given: dict[str, Any] = {"actor": ada, "milestone_ref": turn.milestone.ref, "on": LATER.date()}
        page = queries.milestone_page(**given)
        assert [each.due_on for each in page.milestone.occurrences] == [MOVED]
        (was,) = page.milestone.earlier_dates
        assert (was.as_written, was.latest, was.reason) == ("Autumn term 2026", AUTUMN, "The hall is shut")
        assert was.withdrawn_by == "Mo Manager"
        then = queries.milestone_page(**given, as_at=LATER.date() - timedelta(days=1))
        assert [each.due_on for each in then.milestone.occurrences] == [AUTUMN]
        assert then.milestone.earlier_dates == ()

    def test_each_turn_counts_its_own_moves_and_the_milestone_how_many_turns_moved(
        self, ada: Actor, manager: Actor, turn: Occurrence, partnership: Partnership
    ) -> None:
        other = commands.add_occurrence(
            actor=manager, now=NOW, milestone_ref=turn.milestone.ref, label="Spring", due_on=date(2027, 3, 1)
        )
        for row, to in ((turn, MOVED), (other, date(2027, 3, 8)), (turn, AUTUMN)):
            row.refresh_from_db()
            approve(partnership, ask_day(ada, row, to), row)
        page = queries.milestone_page(actor=ada, milestone_ref=turn.milestone.ref, on=LATER.date())
        line = page.milestone.line
        assert (line.moved.times, line.turns_moved_words) == (0, "2 turns moved, one of them twice")
        assert {each.label: each.moved for each in page.milestone.occurrences} == {
            "Autumn term 2026": Moved(2, AUTUMN),
            "Spring": Moved(1, date(2027, 3, 1)),
        }

    def test_turns_that_were_moved_or_taken_out_are_not_added_again(
        self, ada: Actor, manager: Actor, turn: Occurrence, partnership: Partnership
    ) -> None:
        stretch: dict[str, Any] = {
            "actor": manager,
            "now": LATER,
            "milestone_ref": turn.milestone.ref,
            "period": "term",
            "first": date(2026, 9, 1),
            "until": date(2027, 8, 31),
        }
        autumn, spring, summer = commands.generate_occurrences(**stretch).made
        assert commands.generate_occurrences(**stretch).left_out == [LeftOut.THERE] * 3
        approve(partnership, ask_day(ada, spring, summer.due_on - timedelta(days=9)), spring)
        void(manager, autumn)
        void(manager, summer)
        found = commands.generate_occurrences(**stretch)
        assert (found.made, found.left_out) == ([], [LeftOut.TAKEN_OUT, LeftOut.MOVED, LeftOut.TAKEN_OUT])
        # a turn that stood there for a while is none by right
        spring.refresh_from_db()
        approve(partnership, ask_day(ada, spring, date(2027, 12, 31)), spring)
        spring.refresh_from_db()
        approve(partnership, ask_day(ada, spring, date(2028, 1, 31)), spring)
        stretch |= {"first": date(2027, 9, 1), "until": date(2027, 12, 31)}
        (made,) = commands.generate_occurrences(**stretch).made
        assert made.label == "Autumn term 2027"
        # by hand what is wanted all the same
        commands.add_occurrence(
            actor=manager, now=LATER, milestone_ref=turn.milestone.ref, label="Again", due_on=autumn.due_on
        )

    def test_it_is_counted_among_the_dates_that_moved(
        self, ada: Actor, manager: Actor, plan: Plan, turn: Occurrence, partnership: Partnership
    ) -> None:
        approve(partnership, ask_day(ada, turn), turn)
        told = plan_reported(
            actor=manager, plan_ref=plan.ref, today=LATER.date(), since=DAY - timedelta(days=1)
        )
        dates = told.dates[turn.milestone.ref]
        assert dates.moves == (), "its own date stands"
        (move,) = dates.turn_moves
        assert (move.before.on, move.after.on, move.number) == (AUTUMN, MOVED, 1)
        assert move.reason == "Autumn term 2026: The hall is shut"
        # the milestone's own date is what it was at first
        assert told.dates[turn.milestone.ref].first.on == date(2026, 1, 31)

    @by_request
    def test_a_turn_is_neither_taken_out_nor_so_moved_without_a_request(
        self, manager: Actor, turn: Occurrence, partnership: Partnership
    ) -> None:
        with pytest.raises(RefusedError, match=TO_TAKE_OUT):
            void(manager, turn)
        # one more turn was not said before
        commands.add_occurrence(
            actor=manager, now=NOW, milestone_ref=turn.milestone.ref, label="Spring term", due_on=MOVED
        )
        approve(partnership, ask_out(manager, turn), turn)
        assert list(Occurrence.objects.in_force().values_list("label", flat=True)) == ["Spring term"]

    def test_one_turn_of_a_milestone_is_asked_for_at_a_time(
        self, ada: Actor, manager: Actor, turn: Occurrence, partnership: Partnership
    ) -> None:
        other = commands.add_occurrence(
            actor=manager, now=NOW, milestone_ref=turn.milestone.ref, label="Spring", due_on=date(2027, 3, 1)
        )
        first = ask_day(ada, turn)
        for each in (turn, other):
            with pytest.raises(RefusedError, match="Another day of a turn of this milestone is asked for al"):
                ask_day(ada, each, date(2027, 3, 8))
        # a request of another kind waits beside it
        ask_out(manager, other)
        approve(partnership, first, turn)
        ask_day(ada, other, date(2027, 3, 8))

    def test_a_turn_and_its_milestone_are_asked_to_go_one_after_the_other(
        self, manager: Actor, turn: Occurrence, milestone: Milestone
    ) -> None:
        first = ask_out(manager, turn)
        with pytest.raises(RefusedError, match="Taking this milestone or a turn of it out is asked for alr"):
            ask_out(manager, turn.milestone)
        ask_out(manager, milestone)
        commands.take_back_request(actor=manager, now=LATER, request_ref=first.ref)
        ask_out(manager, turn.milestone)

    def test_what_cannot_be_asked_for(
        self, ada: Actor, manager: Actor, turn: Occurrence, people: Any
    ) -> None:
        with pytest.raises(RefusedError, match="nothing would change"):
            ask_day(ada, turn, AUTUMN)
        with pytest.raises(RefusedError, match="Say why it should change"):
            ask_day(ada, turn, reason=" ")
        with pytest.raises(ChildNamedError):
            ask_day(ada, turn, reason="Tommy Tiddler, aged 7, cannot come")
        with acting_as(people.colleague) as actor, pytest.raises(NotVisible):
            ask_day(actor, turn)
        commands.add_occurrence(
            actor=manager, now=NOW, milestone_ref=turn.milestone.ref, label="Spring term", due_on=MOVED
        )
        with pytest.raises(RefusedError, match="already a turn on that day"):
            ask_day(ada, turn)

    def test_a_day_that_was_taken_meanwhile_is_not_approved(
        self, ada: Actor, manager: Actor, turn: Occurrence, partnership: Partnership
    ) -> None:
        request = ask_day(ada, turn)
        commands.add_occurrence(
            actor=manager, now=NOW, milestone_ref=turn.milestone.ref, label="Spring term", due_on=MOVED
        )
        with pytest.raises(RefusedError, match="already a turn on that day"):
            approve(partnership, request, turn)

    def test_a_turn_of_what_was_taken_out_is_not_moved(
        self, ada: Actor, manager: Actor, turn: Occurrence, partnership: Partnership
    ) -> None:
        request = ask_day(ada, turn)
        void(manager, turn.milestone)
        with pytest.raises(RefusedError, match="taken out"):
            approve(partnership, request, turn)


class TestTakingOut:
    @by_request
    @pytest.mark.parametrize("what", ["milestone", "series"])
    def test_what_promised_something_goes_by_what_somebody_else_approves(
        self, what: str, manager: Actor, milestone: Milestone, series: Series, partnership: Partnership
    ) -> None:
        row: Any = {"milestone": milestone, "series": series}[what]
        with pytest.raises(RefusedError, match=TO_TAKE_OUT):
            void(manager, row)
        request = ask_out(manager, row)
        assert request.kind == RequestKind.TAKE_OUT
        assert request.wanted_words == "Not in the plan any more"
        with pytest.raises(RefusedError, match="You asked for this yourself"):
            commands.approve_request(actor=manager, now=LATER, request_ref=request.ref, version=row.version)
        approve(partnership, request, row)
        row.refresh_from_db()
        assert (row.voided_at, row.voided_reason) == (LATER, "Another action does it")
        commands.bring_back(actor=manager, now=LATER, model=type(row), ref=row.ref)

    @by_request
    def test_the_request_says_what_would_go(
        self, manager: Actor, milestone: Milestone, series: Series
    ) -> None:
        assert ask_out(manager, milestone).before_words.splitlines()[0] == "Begin talks"
        assert "31 May 2026" in ask_out_words(milestone)
        words = ask_out(manager, series).before_words
        assert "Baseline: " in words
        assert words.count("Target: ") == 2

    @by_request
    def test_what_holds_several_of_them_goes_when_they_went(
        self, manager: Actor, milestone: Milestone, series: Series
    ) -> None:
        for row, said in (
            (milestone.action, "Milestones of it have dates"),
            (series.measure, "Lines of it have a baseline or targets"),
        ):
            with pytest.raises(RefusedError, match=f"{said}, and those of this plan are changed by request"):
                void(manager, row)

    @by_request
    def test_what_promised_nothing_goes_at_once(self, manager: Actor) -> None:
        void(manager, Milestone.objects.get(text="Publish the list"))
        bare = Action.objects.get(key="1.1.1bis")
        assert not Milestone.objects.in_force().filter(action=bare, due_points__isnull=False).exists()
        void(manager, bare)

    def test_without_the_rule_it_goes_with_a_reason(
        self, manager: Actor, plan: Plan, milestone: Milestone, series: Series, turn: Occurrence
    ) -> None:
        begin(plan, manager)
        for row in (turn, milestone, series):
            assert void(manager, row).voided_at == LATER

    @by_request
    def test_before_the_first_cycle_opened_it_goes_with_a_reason(
        self, manager: Actor, milestone: Milestone, plan: Plan
    ) -> None:
        plan.cycles.all().delete()
        assert void(manager, milestone).voided_at == LATER

    @by_request
    def test_who_may_not_change_the_plan_does_not_ask(self, ada: Actor, milestone: Milestone) -> None:
        with pytest.raises(NotVisible):
            ask_out(ada, milestone)

    @by_request
    def test_other_records_are_not_asked_for(self, manager: Actor, milestone: Milestone) -> None:
        with pytest.raises(NotVisible):
            ask_out(manager, milestone.action)

    @by_request
    def test_it_is_asked_for_as_it_was_read(self, manager: Actor, milestone: Milestone) -> None:
        Milestone.objects.filter(pk=milestone.pk).update(version=7)
        with pytest.raises(EditedByAnotherError):
            ask_out(manager, milestone)

    @by_request
    def test_a_later_version_leaves_what_promised_something_and_takes_out_the_rest(
        self, manager: Actor, plan: Plan
    ) -> None:
        first, *others = BEFORE.actions
        shorter = replace(first, milestones=first.milestones[1:2])
        without = replace(BEFORE, actions=(shorter, *others), measures=BEFORE.measures[1:])
        taken = take(manager, plan, without)
        left = {(each.difference.part, each.difference.was.split()[0]): each.why for each in taken.left}
        assert "use “Ask to take it out”" in left[Part.MILESTONE, "Begin"]
        assert {part for part, _ in left} == {Part.MILESTONE, Part.MEASURE}
        assert {each.was for each in taken.done if each.kind is Kind.REMOVED} == {"Publish the list"}
        assert Milestone.objects.in_force().filter(text="Begin talks").exists()

    @by_request
    def test_a_group_stays_with_an_action_that_stays(self, manager: Actor, plan: Plan) -> None:
        bare: form.Plan = replace(
            BEFORE,
            title="Another title",
            actions=(),
            groups=(),
            objectives=(),
            measures=(),
            findings=(),
        )
        taken = take(manager, plan, bare)
        left = {each.difference.part: each.why for each in taken.left}
        assert "under it" in left[Part.GROUP], left
        plan.refresh_from_db()
        assert plan.title == "Another title"
        assert Action.objects.in_force().filter(plan=plan, key="1.1.1").exists()


def ask_out_words(milestone: Milestone) -> str:
    return ChangeRequest.objects.get(milestone=milestone).before_words


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        (RequestKind.TURN, {"milestone"}),
        (RequestKind.DATE, {"milestone", "occurrence"}),
        (RequestKind.TAKE_OUT, set[str]()),
        (RequestKind.TAKE_OUT, {"occurrence"}),
        (RequestKind.TAKE_OUT, {"milestone", "series"}),
    ],
)
def test_the_table_holds_what_a_request_is_about(
    kind: RequestKind, about: set[str], turn: Occurrence, series: Series, plan: Plan, manager: Actor
) -> None:
    every: dict[str, Editable] = {"milestone": turn.milestone, "occurrence": turn, "series": series}
    assert manager.user_id is not None
    with pytest.raises(IntegrityError, match="request_is_about_something"), transaction.atomic():
        ChangeRequest.objects.create(
            partnership=plan.partnership,
            plan=plan,
            kind=kind,
            wanted_words="x",
            reason="x",
            asked_at=NOW,
            asked_by_id=manager.user_id,
            **{name: every[name] for name in about},
        )
