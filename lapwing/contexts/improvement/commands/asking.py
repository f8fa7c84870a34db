"""Whom a cycle asks for what: settled when it opens; asked once, reminded once, and asked once after it.

Everything here is part of the caller's transaction, and tells nobody twice.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.urls import reverse

from lapwing.contexts.improvement.access import RUN
from lapwing.contexts.improvement.commands.common import today
from lapwing.contexts.improvement.models import Action, Asked, Cycle, Expected, Rhythm
from lapwing.contexts.improvement.queries.asked import answered_in, wanted_of
from lapwing.contexts.improvement.queries.loading import load_actions
from lapwing.contexts.improvement.queries.own_days import no_day_after
from lapwing.contexts.improvement.queries.standing import When
from lapwing.contexts.improvement.reporting_notices import (
    ASKED,
    EXTENDED,
    MISSED,
    NEVER_OPENED,
    NO_DAY_AFTER,
    REMINDER,
    cycle_told_as,
    days_told_as,
)
from lapwing.contexts.improvement.rules import CLOSED
from lapwing.contexts.improvement.rules import rhythms as rhythm_rules
from lapwing.contexts.improvement.rules.cycles import CycleState, is_expected, unanswered
from lapwing.platform.notices.telling import Told, hold_told, notify, say_done, settle
from lapwing.platform.ui.filters import day
from lapwing.registry.actors import holders_of


def settle_expected(cycle: Cycle, on: date) -> int:
    """Settle what a cycle that opens expects: each open milestone that is due or started, each unfinished
    action without one, and each that stands as off track or at risk as a whole. Of one that was said to be
    done or stopped as a whole, what nobody has spoken of since is not expected. Gives how many."""
    until = _asks_until(cycle)
    loaded = load_actions(Action.objects.in_force().filter(plan=cycle.plan_id), When(on))
    rows: list[Expected] = []
    for action in loaded.actions:
        milestones = loaded.by_action.get(action.ref, ())
        of = {
            "partnership_id": cycle.partnership_id,
            "cycle": cycle,
            "action_id": loaded.rows[action.ref].pk,
        }
        whole = action.whole if action.whole and action.whole.status in CLOSED else None
        wanted = [
            Expected(**of, milestone_id=loaded.milestone_rows[line.ref].pk)
            for line in milestones
            if (whole is None or (line.said_on is not None and line.said_on > whole.on))
            and is_expected(
                line.status,
                [point.latest for point in line.due],
                until=until,
                next_occurrence=min(
                    (turn.due_on for turn in loaded.occurrences[line.ref] if turn.status not in CLOSED),
                    default=None,
                ),
            )
        ]
        finished = whole or (milestones and all(line.status in CLOSED for line in milestones))
        rows += wanted
        if (action.whole and action.whole.is_trouble) or not (wanted or finished):
            rows.append(Expected(**of))
    return len(Expected.objects.bulk_create(rows))


def _asks_until(cycle: Cycle) -> date:
    """By when what it asks about is due; a plan without a rhythm is reported on dates of its own."""
    rhythm = Rhythm.objects.in_force().filter(plan=cycle.plan_id).first()
    if rhythm is None:
        return rhythm_rules.look_ahead(rhythm_rules.Rhythm.OWN, cycle.to_date)
    return rhythm_rules.look_ahead(rhythm_rules.Rhythm(rhythm.kind), cycle.to_date, rhythm.own_days)


def ask(cycle: Cycle, now: datetime) -> int:
    """Ask everybody who has not been asked in this cycle yet; gives how many."""
    wanted = wanted_of(cycle, today(now))
    known = set(Asked.objects.filter(cycle=cycle).values_list("user_id", flat=True))
    new = sorted(set(wanted) - known)
    if cycle.asked.exists():
        # of those who came later, only who still has something to say
        answered = answered_in(cycle)
        new = [person for person in new if unanswered(wanted[person], answered)]
    Asked.objects.bulk_create(
        Asked(partnership_id=cycle.partnership_id, cycle=cycle, user_id=person, asked_at=now)
        for person in new
    )
    return _tell(cycle, new, ASKED, now, part="asked")


def remind(cycle: Cycle, now: datetime) -> int:
    """Remind those who were asked and have not answered everything; gives how many."""
    rows = Asked.objects.filter(cycle=cycle, reminded_at=None).exclude(asked_at__date=today(now))
    late = _still_wanted(cycle, rows.values_list("user_id", flat=True), now)
    Asked.objects.filter(cycle=cycle, user__in=late).update(reminded_at=now)
    return _tell(
        cycle, late, REMINDER, now, part=f"reminder {_last_day(cycle.closes_on, cycle.times_extended)}"
    )


def ask_after(cycle: Cycle, now: datetime) -> int:
    """Ask those once more who did not answer before the cycle closed; gives how many."""
    people = Asked.objects.filter(cycle=cycle, asked_after_at=None).values_list("user_id", flat=True)
    late = _still_wanted(cycle, people, now)
    Asked.objects.filter(cycle=cycle, user__in=late).update(asked_after_at=now)
    over(cycle, now)
    return _tell(cycle, late, MISSED, now, part=f"missed {_last_day(cycle.closes_on, cycle.times_extended)}")


def tell_of_more_time(cycle: Cycle, now: datetime) -> int:
    """Tell those who have not answered that they have until a later day; they are reminded anew."""
    asked = Asked.objects.filter(cycle=cycle)
    late = _still_wanted(cycle, asked.values_list("user_id", flat=True), now)
    asked.update(reminded_at=None, asked_after_at=None)
    settle(beginning=f"{cycle_told_as(cycle.ref)}missed", now=now)
    return _tell(
        cycle, late, EXTENDED, now, part=f"extended {_last_day(cycle.closes_on, cycle.times_extended)}"
    )


def tell_that_it_never_opened(cycle: Cycle, now: datetime) -> int:
    """Tell those who run the plan, once, that a planned cycle's last day has passed unopened."""
    return notify(
        people=holders_of(RUN, cycle.partnership_id, today(now)),
        template=NEVER_OPENED,
        partnership_id=cycle.partnership_id,
        url=reverse("improvement:cycle", args=[cycle.partnership.ref, cycle.ref]),
        now=now,
        key=f"{cycle_told_as(cycle.ref)}never opened {cycle.closes_on}",
        cycle=cycle.label,
        plan=cycle.plan.title,
        day=day(cycle.closes_on),
    )


def ask_for_days(rhythm: Rhythm, now: datetime) -> int:
    """Tell those who run the plan, once, that no day follows the last of its own; gives how many."""
    last = no_day_after(rhythm, today(now))
    if last is None:
        settle_days(rhythm, now)
        return 0
    return notify(
        people=holders_of(RUN, rhythm.partnership_id, today(now)),
        template=NO_DAY_AFTER,
        partnership_id=rhythm.partnership_id,
        url=reverse("improvement:reporting", args=[rhythm.partnership.ref, rhythm.plan.ref]),
        now=now,
        key=f"{days_told_as(rhythm.plan.ref)}{last}",
        plan=rhythm.plan.title,
        day=day(last),
    )


def settle_days(rhythm: Rhythm, now: datetime) -> None:
    """What people were told of the end of a rhythm's own dates no longer holds."""
    settle(beginning=days_told_as(rhythm.plan.ref), now=now)


def over(cycle: Cycle, now: datetime) -> None:
    """Nothing more is to be done about what people were told of this cycle."""
    settle(beginning=cycle_told_as(cycle.ref), now=now)


def settle_answered(cycle: Cycle, now: datetime) -> None:
    """For those who have answered everything: what they were told of the cycle is done.

    What was told is locked after the updates: whoever submits several calls this once, behind the last.
    """
    told = [each for each in _told(cycle) if not each.is_done]
    if told:
        late = _late(cycle, now)
        say_done([each for each in told if each.person not in late], now)


def ask_again(cycle: Cycle, now: datetime) -> None:
    """An answer was taken back or returned: whom it leaves with something to say has it among what is to be
    done again, as it was last told. Locks as ``settle_answered`` does.
    """
    stands = _keys_that_stand(cycle)
    told = [each for each in _told(cycle) if each.is_done and each.key in stands]
    if told:
        late = _late(cycle, now)
        say_done([each for each in told if each.person in late], None)


def _told(cycle: Cycle) -> tuple[Told, ...]:
    return hold_told(beginning=cycle_told_as(cycle.ref), templates=(ASKED, REMINDER, EXTENDED, MISSED))


def _keys_that_stand(cycle: Cycle) -> frozenset[str]:
    """The keys under which people were told what holds now: not of a last day that was before."""
    last_day = _last_day(cycle.closes_on, cycle.times_extended)
    if cycle.state is CycleState.CLOSED:
        parts = [f"missed {last_day}"]
    else:
        parts = [f"reminder {last_day}", f"extended {last_day}" if cycle.times_extended else "asked"]
    return frozenset(f"{cycle_told_as(cycle.ref)}{part}" for part in parts)


def _late(cycle: Cycle, now: datetime) -> frozenset[int]:
    """Everybody who has something left to answer. In seven queries, however many they are."""
    wanted, answered = wanted_of(cycle, today(now)), answered_in(cycle)
    return frozenset(person for person, of_them in wanted.items() if unanswered(of_them, answered))


def _last_day(closes_on: date, times_extended: int) -> str:
    """A cycle's last day as keys name it: more time until the same day is another time to tell of it."""
    return f"{closes_on} {times_extended}" if times_extended else str(closes_on)


def _still_wanted(cycle: Cycle, people: Collection[int], now: datetime) -> list[int]:
    return sorted(_late(cycle, now).intersection(people))


def _tell(cycle: Cycle, people: Collection[int], template: str, now: datetime, *, part: str) -> int:
    if not people:
        return 0
    return notify(
        people=people,
        template=template,
        partnership_id=cycle.partnership_id,
        url=reverse("improvement:my-updates-in", args=[cycle.partnership.ref, cycle.ref]),
        now=now,
        key=f"{cycle_told_as(cycle.ref)}{part}",
        cycle=cycle.label,
        plan=cycle.plan.title,
        day=day(cycle.closes_on),
    )
