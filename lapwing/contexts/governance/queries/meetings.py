"""A group's meetings, and one of them with all that comes before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from django.db.models import Q
from django.utils import timezone

from lapwing.contexts.governance.access import READ, may_decide, may_run
from lapwing.contexts.governance.minutes import editions_of, reads_minutes
from lapwing.contexts.governance.models import (
    AgendaItem,
    Attendance,
    Came,
    Decision,
    EscalatedItem,
    Meeting,
    MinutesState,
    PackQuestion,
)
from lapwing.contexts.governance.queries.about import AboutLine, about_of, abouts
from lapwing.contexts.governance.queries.lines import (
    DecisionLine,
    QuestionLine,
    RaisedLine,
    decision_lines,
    late_first,
    question_lines,
    raised_lines,
)
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.registry.groups import members_on
from lapwing.registry.models import GovernanceGroup, GroupMember, Partnership

meetings = Rule(Meeting)


@dataclass(frozen=True)
class MeetingLine:
    """A meeting as it is listed."""

    ref: str
    group: str
    group_ref: str
    held_on: date
    starts_at: time | None
    place: str
    is_past: bool
    minutes: str
    # The edition of its minutes, for whoever agrees what they read; 0 where that is not asked.
    edition: int = 0


@dataclass(frozen=True)
class Attended:
    """How somebody with a seat came; ``words`` is empty as long as nobody has said."""

    seat_ref: str
    called: str
    capacity: str
    came: str
    words: str
    deputy: str


@dataclass(frozen=True)
class ItemLine:
    """A line of the agenda with what was said and decided under it."""

    ref: str
    version: int
    title: str
    presenter: str
    minutes: str
    about: AboutLine | None
    decisions: tuple[DecisionLine, ...]


@dataclass(frozen=True)
class LeftItem:
    """A line of the agenda of a meeting that was withdrawn: it waits for another meeting."""

    ref: str
    title: str
    presenter: str
    was_for: date


@dataclass(frozen=True)
class Arising:
    """What comes back from before: nothing of it need be put on an agenda by hand."""

    to_agree: tuple[MeetingLine, ...]
    raised: tuple[RaisedLine, ...]
    decisions: tuple[DecisionLine, ...]
    questions: tuple[QuestionLine, ...]
    # lines of the agendas of meetings that were withdrawn
    left: tuple[LeftItem, ...] = ()

    @property
    def escalated(self) -> tuple[RaisedLine, ...]:
        return tuple(line for line in self.raised if not line.asked)

    @property
    def asked(self) -> tuple[RaisedLine, ...]:
        """Decisions that the group is asked for: they stand on the agenda."""
        return tuple(line for line in self.raised if line.asked)

    @property
    def nothing(self) -> bool:
        return not (self.to_agree or self.escalated or self.decisions or self.questions or self.left)


@dataclass(frozen=True)
class MeetingPage:
    """One meeting, whole."""

    meeting: Meeting
    group: GovernanceGroup
    line: MeetingLine
    attendance: Mapping[str, tuple[Attended, ...]]
    attendance_said: bool
    guests: tuple[str, ...]
    items: tuple[ItemLine, ...]
    decisions_elsewhere: tuple[DecisionLine, ...]
    arising: Arising
    # On its day and after: minutes are agreed and decisions recorded then.
    is_held: bool
    # False for whoever does not read the minutes yet: they are a draft, and ``items`` have none.
    reads_minutes: bool
    may_run: bool
    # Nobody records a decision of a meeting that is still to come.
    may_decide: bool


def fetch_meeting(
    actor: Actor, partnership: Partnership, ref: str, *, permission: str = READ, withdrawn: bool = False
) -> Meeting:
    """The meeting of this reference; ``withdrawn``: also one taken out with minutes. Raises NotVisible."""
    stands = Q(voided_at=None)
    if withdrawn:
        stands |= ~Q(minutes_state=MinutesState.NONE)
    rows = Meeting.objects.filter(stands, group__voided_at=None)
    return meetings.fetch(
        actor,
        permission,
        queryset=rows.select_related("group__partnership", "group__reports_to", "agreed_in"),
        partnership=partnership,
        ref=ref,
    )


def meeting_lines(
    actor: Actor, partnership: Partnership, on: date, *, group: GovernanceGroup | None = None
) -> tuple[MeetingLine, ...]:
    """The meetings of a partnership or of one group, the latest first. One query."""
    rows = Meeting.objects.in_force().filter(partnership=partnership, group__voided_at=None)
    if group is not None:
        rows = rows.filter(group=group)
    found = meetings.visible_to(actor, rows, permission=READ).select_related("group")
    return tuple(_line(row, on) for row in found.order_by("-held_on", "-id"))


def meeting_page(
    actor: Actor, partnership: Partnership, ref: str, on: date, *, withdrawn: bool = False
) -> MeetingPage:
    """One meeting with its agenda, attendance, decisions and what comes back.

    ``withdrawn``: also one that was taken out with its minutes, to be read and no more. Raises NotVisible.
    """
    meeting = fetch_meeting(actor, partnership, ref, withdrawn=withdrawn)
    stands = meeting.voided_at is None
    here = decision_lines(
        actor, partnership, Decision.objects.in_force().filter(meeting=meeting).order_by("number"), on
    )
    under: dict[str, list[DecisionLine]] = defaultdict(list)
    places = dict(
        Decision.objects.filter(meeting=meeting, agenda_item__isnull=False).values_list(
            "ref", "agenda_item__ref"
        )
    )
    for line in here:
        under[places.get(line.ref, "")].append(line)
    items = list(AgendaItem.objects.in_force().filter(meeting=meeting))
    known = abouts(actor, partnership, items)
    shown = {item.ref for item in items}
    attendance, said = _attendance(meeting)
    reads, is_held = reads_minutes(actor, meeting), meeting.held_on <= on
    return MeetingPage(
        meeting=meeting,
        group=meeting.group,
        line=_line(meeting, on),
        attendance=attendance,
        attendance_said=said,
        guests=tuple(line.strip() for line in meeting.guests.splitlines() if line.strip()),
        items=tuple(
            ItemLine(
                ref=item.ref,
                version=item.version,
                title=item.title,
                presenter=item.presenter,
                minutes=item.minutes if reads else "",
                about=about_of(item, known),
                decisions=tuple(under[item.ref]),
            )
            for item in items
        ),
        decisions_elsewhere=tuple(
            line for place, lines in under.items() if place not in shown for line in lines
        ),
        arising=arising(actor, partnership, meeting, on) if stands else Arising((), (), (), ()),
        is_held=is_held,
        reads_minutes=reads,
        may_run=stands and may_run(actor, meeting.group, on),
        may_decide=stands and is_held and may_decide(actor, meeting.group, on),
    )


def arising(actor: Actor, partnership: Partnership, meeting: Meeting, on: date) -> Arising:
    """What was open in the group when it met, or is as long as it has not."""
    day = meeting.held_on
    before = Meeting.objects.in_force().filter(group=meeting.group, held_on__lt=day)
    waiting = before.filter(Q(minutes_state=MinutesState.DRAFT) | Q(agreed_in=meeting))
    open_then = Q(closed_at=None) | Q(closed_at__date__gte=day)
    unanswered_then = Q(answered_at=None) | Q(answered_at__date__gte=day)
    decisions = (
        Decision.objects.in_force()
        .filter(open_then, group=meeting.group, act_by__isnull=False, decided_on__lte=day)
        .exclude(meeting=meeting)
    )
    # a decision asked for at a later meeting does not come up before it
    by_then = Q(meeting=None) | Q(meeting__voided_at__isnull=False) | Q(meeting__held_on__lte=day)
    raised = EscalatedItem.objects.filter(
        unanswered_then, by_then, group=meeting.group, created_at__date__lte=day
    )
    asked = PackQuestion.objects.filter(unanswered_then, group=meeting.group, created_at__date__lte=day)
    earlier = list(waiting.select_related("group").order_by("held_on"))
    editions = editions_of(earlier)
    return Arising(
        to_agree=tuple(replace(_line(row, on), edition=editions[row.pk]) for row in earlier),
        raised=raised_lines(actor, partnership, raised.order_by("created_at", "id"), on),
        decisions=late_first(decision_lines(actor, partnership, decisions, on)),
        questions=question_lines(actor, partnership, asked.order_by("created_at", "id"), on),
        left=left_items(meeting.group) if day >= on else (),
    )


def left_items(group: GovernanceGroup) -> tuple[LeftItem, ...]:
    """What stood on the agendas of a group's meetings that were withdrawn, and on none since. One query."""
    rows = AgendaItem.objects.in_force().filter(meeting__group=group, meeting__voided_at__isnull=False)
    return tuple(
        LeftItem(row.ref, row.title, row.presenter, row.meeting.held_on)
        for row in rows.filter(minutes="")
        .select_related("meeting")
        .order_by("meeting__held_on", "position", "pk")
    )


def _line(row: Meeting, on: date) -> MeetingLine:
    return MeetingLine(
        ref=row.ref,
        group=row.group.name,
        group_ref=row.group.ref,
        held_on=row.held_on,
        starts_at=row.starts_at,
        place=row.place,
        is_past=row.held_on < on,
        minutes=_minutes(row),
    )


def _minutes(row: Meeting) -> str:
    state = MinutesState(row.minutes_state)
    if state is MinutesState.AGREED:
        when = row.agreed_in.held_on if row.agreed_in else timezone.localdate(row.agreed_at)
        return f"Minutes agreed {when:%-d %b %Y}"
    return "Minutes in draft" if state is MinutesState.DRAFT else ""


def _attendance(meeting: Meeting) -> tuple[dict[str, tuple[Attended, ...]], bool]:
    """Everybody with a seat that day by agency, and whether anybody said who came."""
    said = {row.member_id: row for row in meeting.attendance.select_related("organisation")}
    by_agency: dict[str, list[Attended]] = defaultdict(list)
    for seat in members_on(meeting.group, meeting.held_on):
        row = said.get(seat.pk)
        agency = row.organisation if row and row.organisation else seat.organisation
        by_agency[agency.name].append(_attended(seat, row))
    return {name: tuple(lines) for name, lines in sorted(by_agency.items())}, bool(said)


def _attended(seat: GroupMember, row: Attendance | None) -> Attended:
    return Attended(
        seat_ref=seat.ref,
        called=seat.called,
        capacity=seat.get_capacity_display(),
        came=row.came if row else "",
        words=Came(row.came).label if row else "",
        deputy=row.deputy if row else "",
    )
