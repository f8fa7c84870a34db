"""An answer is owed by a day, whoever raised it; past it, what was raised goes up, to the top if need be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lapwing.contexts.governance.commands import raised as commands
from lapwing.contexts.governance.commands.about import NOTHING
from lapwing.contexts.governance.commands.common import NotYoursError
from lapwing.contexts.governance.jobs import pass_on_late
from lapwing.contexts.governance.models import EscalatedItem
from lapwing.contexts.governance.rules import as_long_from
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import NOW, acting_as, group, sitting
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Capacity, GovernanceGroup, GroupKind


def by_hand(governed: Board, where: GovernanceGroup, now: datetime = NOW) -> EscalatedItem:
    with acting_as(governed.member) as actor:
        return commands.raise_by_hand(
            actor=actor, now=now, group=where, words="No therapist", reason="It stops three", about=NOTHING
        )


def passed(item: EscalatedItem, on: date) -> EscalatedItem | None:
    """What the daily job does with it, on a day."""
    now = datetime(on.year, on.month, on.day, 5, 22, tzinfo=UTC)
    with acting(system_actor("Escalation"), purpose="test") as actor:
        return commands.pass_on(actor=actor, now=now, item_id=item.pk)


def told(template: str) -> list[str]:
    with as_maintenance():
        return sorted(Notice.objects.filter(template=template).values_list("user__name", flat=True))


def test_what_a_person_raises_has_a_day_for_its_answer(governed: Board) -> None:
    # from Monday 2 March: three weeks of working days of a group, four of a board
    assert by_hand(governed, governed.group).answer_by == date(2026, 3, 23)
    assert by_hand(governed, governed.board).answer_by == date(2026, 3, 30)


def test_days_on_which_nobody_works_are_not_counted(governed: Board) -> None:
    eve = datetime(2026, 12, 22, 10, tzinfo=UTC)
    # Christmas and Boxing Day (given on the Monday), New Year, and three weekends
    assert by_hand(governed, governed.group, eve).answer_by == date(2027, 1, 15)
    assert as_long_from(date(2026, 12, 22), date(2026, 3, 2), date(2026, 3, 11)) == date(2027, 1, 5)
    # what was to be answered on the very day it was raised has a day above
    assert as_long_from(date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 2)) == date(2026, 3, 3)


def test_it_goes_up_group_by_group_and_stays_at_the_top(governed: Board) -> None:
    lowest = group(governed.partnership, "A way back", kind=GroupKind.DELIVERY, reports_to=governed.group)
    top = sitting(governed.board, Capacity.CHAIR, name="Tess Top")
    item = by_hand(governed, lowest)
    assert passed(item, date(2026, 3, 23)) is None
    second = passed(item, date(2026, 3, 24))
    assert second is not None
    assert (second.group, second.answer_by) == (governed.group, date(2026, 4, 16))
    third = passed(second, date(2026, 4, 17))
    assert third is not None
    assert (third.group, third.from_group) == (governed.board, governed.group)
    # four weeks of working days, with two bank holidays in May
    assert third.answer_by == date(2026, 5, 18)
    assert passed(third, third.answer_by) is None
    assert told("item-late") == []
    late = third.answer_by + timedelta(days=1)
    assert passed(third, late) is None
    assert passed(third, late + timedelta(days=1)) is None
    assert told("item-late") == ["Tess Top"]
    # whoever raised it has raised it still, and answers nowhere
    assert third.created_by_id == governed.member.pk
    with acting_as(top) as actor:
        commands.answer_item(actor=actor, now=NOW, ref=third.ref, version=1, answer="We pay for two posts.")
    with as_maintenance():
        assert Notice.objects.get(template="item-late").done_at is not None


def test_what_got_its_day_late_has_no_more_than_the_usual_days_above(governed: Board) -> None:
    item = by_hand(governed, governed.group)
    with as_maintenance():
        EscalatedItem.objects.filter(pk=item.pk).update(answer_by=date(2027, 3, 1))
    further = passed(item, date(2027, 3, 2))
    assert further is not None
    assert further.answer_by == date(2027, 4, 1)


def test_whoever_raised_what_was_passed_on_does_not_answer_above(governed: Board) -> None:
    item = by_hand(governed, governed.group)
    further = passed(item, date(2026, 4, 30))
    assert further is not None
    with acting_as(governed.member) as actor, pytest.raises(NotYoursError):
        commands.answer_item(actor=actor, now=NOW, ref=further.ref, version=1, answer="Yes")


def test_it_never_goes_back_to_a_group_from_which_it_came(governed: Board) -> None:
    item = by_hand(governed, governed.group)
    further = passed(item, date(2026, 4, 30))
    assert further is not None
    with as_maintenance():
        GovernanceGroup.objects.filter(pk=governed.group.pk).update(reports_to=None)
        GovernanceGroup.objects.filter(pk=governed.board.pk).update(reports_to=governed.group)
    assert passed(further, date(2026, 7, 30)) is None
    assert told("item-late") == [governed.manager.name]


def test_the_job_sees_to_everything_that_is_late(governed: Board) -> None:
    by_hand(governed, governed.group)
    pass_on_late(0)
    with as_maintenance():
        assert EscalatedItem.objects.filter(from_group=governed.group, group=governed.board).count() == 1
