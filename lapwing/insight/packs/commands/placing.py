"""Which group, meeting and reporting cycle a pack is for, in the words that its cover prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.insight.packs.access import READ, packs
from lapwing.insight.packs.commands.errors import PackError
from lapwing.insight.packs.models import Pack, PackState
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui import filters
from lapwing.registry.groups import groups_in_force
from lapwing.registry.models import Partnership


@dataclass(frozen=True)
class Choices:
    """What a pack of a plan can be for: (reference, words) of groups, and the meetings and cycles there are.

    Meetings stand with the next one first, then those that were held, the latest first. ``last``: of
    each group that had a pack of the plan, in words, the day of the last one; the latest first.
    """

    groups: tuple[tuple[str, str], ...]
    meetings: tuple[governance.MeetingLine, ...]
    cycles: tuple[improvement.CycleHead, ...]
    last: tuple[tuple[str, date], ...] = ()

    def next_meeting(self, group_ref: str, on: date) -> governance.MeetingLine | None:
        """The next meeting of a group from a day on."""
        found = [each for each in self.meetings if each.group_ref == group_ref and each.held_on >= on]
        return min(found, key=lambda each: each.held_on, default=None)


@dataclass(frozen=True)
class Placed:
    """What a pack is for, by references and words; empty where it is for none."""

    group: str = ""
    group_ref: str = ""
    meeting: str = ""
    meeting_ref: str = ""
    meeting_on: date | None = None
    cycle: str = ""
    cycle_ref: str = ""


def choices(by: Actor, partnership: Partnership, plan_ref: str, today: date) -> Choices:
    """What there is to choose from for who makes a pack. Raises NotVisible."""
    groups = groups_in_force(partnership.pk) if by.may(governance.READ, partnership.pk) else []
    meetings = governance.meeting_lines(by, partnership, today)
    cycles = improvement.cycle_heads(actor=by, plan_ref=plan_ref, on=today)
    coming = [each for each in reversed(meetings) if not each.is_past]
    held = [each for each in meetings if each.is_past]
    begun = [each for each in reversed(cycles) if each.state is not improvement.CycleState.PLANNED]
    return Choices(
        groups=tuple((each.ref, each.name) for each in groups),
        meetings=(*coming, *held),
        cycles=tuple(begun),
        last=_last_of_each(by, partnership, plan_ref),
    )


def _last_of_each(by: Actor, partnership: Partnership, plan_ref: str) -> tuple[tuple[str, date], ...]:
    rows = Pack.objects.filter(partnership_id=partnership.pk, plan_ref=plan_ref, state=PackState.READY)
    made = packs.visible_to(by, rows, permission=READ).order_by("as_at").values_list("group", "as_at")
    last = {group: as_at for group, as_at in made if group}
    return tuple(sorted(last.items(), key=lambda each: each[1], reverse=True))


def meeting_words(meeting: governance.MeetingLine) -> str:
    """ "Partnership board, 25 November 2026"."""
    return f"{meeting.group}, {filters.day(meeting.held_on)}"


def placed(known: Choices, *, group_ref: str, meeting_ref: str, cycle_ref: str) -> Placed:
    """What was chosen. A meeting says of which group it is. Raises PackError for what there is not."""
    group = next((each for each in known.groups if each[0] == group_ref), None)
    meeting = next((each for each in known.meetings if each.ref == meeting_ref), None)
    cycle = next((each for each in known.cycles if each.ref == cycle_ref), None)
    if group_ref and group is None:
        raise PackError("Choose a group from the list.", "group")
    if meeting_ref and meeting is None:
        raise PackError("Choose a meeting from the list.", "meeting")
    if cycle_ref and cycle is None:
        raise PackError("Choose a reporting cycle of this plan from the list.", "cycle")
    if meeting and group and meeting.group_ref != group[0]:
        raise PackError(f"This is a meeting of {meeting.group}, and not of {group[1]}.", "meeting")
    if meeting:
        group = (meeting.group_ref, meeting.group)
    return Placed(
        group=group[1] if group else "",
        group_ref=group[0] if group else "",
        meeting=meeting_words(meeting) if meeting else "",
        meeting_ref=meeting.ref if meeting else "",
        meeting_on=meeting.held_on if meeting else None,
        cycle=cycle.label if cycle else "",
        cycle_ref=cycle.ref if cycle else "",
    )
