"""How the invented areas govern: two ways that published plans have, with meetings, decisions and risks.

Alderbrook: five delivery groups report to an operational group, which reports to a board; every two months.
Kingsmere: one strategic board, every quarter. What is done is done by the programme manager of the area.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from lapwing.contexts.governance.commands import agenda, decisions, meetings, risks, told
from lapwing.contexts.governance.commands.about import NOTHING, Pointed
from lapwing.contexts.governance.commands.agenda import ItemDetails
from lapwing.contexts.governance.commands.decisions import DecisionDetails
from lapwing.contexts.governance.commands.meetings import HowCame, MeetingDetails
from lapwing.contexts.governance.commands.risks import RiskDetails
from lapwing.contexts.governance.commands.told import ToldDetails
from lapwing.contexts.governance.minutes import editions_of
from lapwing.contexts.governance.models import Decision, Meeting
from lapwing.contexts.improvement.models import Action, Plan
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Capacity, GovernanceGroup, GroupMember
from lapwing.shell.demonstration import people as who
from lapwing.shell.demonstration.boards_asked import ask_boards, call_off
from lapwing.shell.demonstration.escalating import escalate
from lapwing.shell.demonstration.governing_groups import GROUPS, set_up
from lapwing.shell.demonstration.settling import Settled, morning
from lapwing.shell.demonstration.stepping import set_steps
from lapwing.shell.demonstration.voices import give_voices

# Days before today on which the board met, and after it on which it meets next.
BEFORE_LAST, LAST, NEXT = 80, 24, 17


def set_up_groups(
    area: str, settled: Settled, plan: Plan, manager: str, *, today: date
) -> GovernanceGroup | None:
    """Set up an area's groups and the steps that they hold; gives its board.

    Nothing where they could not have met yet.
    """
    if today - timedelta(days=BEFORE_LAST) < who.BEGIN[area]:
        return None
    with acting(actor_for(settled.people[manager], today), purpose="demonstration") as actor:
        groups = set_up(area, settled, actor)
        set_steps(area, plan, groups, actor)
    return groups[GROUPS[area][0].name]


def govern(
    area: str, board: GovernanceGroup, settled: Settled, plan: Plan, manager: str, *, today: date
) -> None:
    """What an area's groups have done."""
    with acting(actor_for(settled.people[manager], today), purpose="demonstration") as actor:
        hold_meetings(area, board, settled, plan, actor, today=today)
        keep_register(area, board, settled, plan, actor, today=today)
    ask_boards(area, settled, plan, board, manager, today=today)
    call_off(board, settled.people[manager], today=today)
    give_voices(area, settled, plan, board, settled.people[manager], today=today)
    escalate(area, plan, settled, manager, today=today)


def hold_meetings(
    area: str, board: GovernanceGroup, settled: Settled, plan: Plan, actor: Actor, *, today: date
) -> None:
    """Two meetings that were held, the first with agreed minutes, and one that is called."""
    first, last, coming = (
        _call(board, actor, today + timedelta(days=days)) for days in (-BEFORE_LAST, -LAST, NEXT)
    )
    now, owner = morning(first.held_on), settled.people[_owner(area)]
    _write(first, actor, "Progress since the plan was published", "Heard what is done and what is late.")
    _decide(
        board,
        actor,
        first,
        DecisionDetails(
            words="Bring figures of the waits of both trusts in one table to each meeting.",
            actor=owner,
            act_by=first.held_on + timedelta(days=40),
        ),
    )
    decisions.close_decision(
        actor=actor,
        now=morning(last.held_on),
        ref=_latest(board),
        version=1,
        words="The table was shown, and stands in the plan's measures from now on.",
    )
    _came(first, actor, absent=1)
    first.refresh_from_db()
    meetings.agree_minutes(
        actor=actor,
        now=morning(last.held_on),
        ref=first.ref,
        in_ref=last.ref,
        read=editions_of([first])[first.pk],
    )
    _write(last, actor, "What families say", "The forum reported from three open meetings.")
    _write(last, actor, "Actions that are late", "Each owner said why, and by when. See the decisions.")
    _came(last, actor, absent=2)
    action = _action(plan, ("1.2.1", "1.2"))
    _decide(
        board,
        actor,
        last,
        DecisionDetails(
            words="Put a date on the two posts that stay empty, or say what is done instead.",
            actor=owner,
            act_by=last.held_on + timedelta(days=14),
            about=action,
        ),
    )
    seat = GroupMember.objects.filter(group=board, user=None).order_by("pk").first()
    _decide(
        board,
        actor,
        last,
        DecisionDetails(
            words="Send a named person to the monthly look at plans.", seat=seat, act_by=coming.held_on
        ),
    )
    _decide(board, actor, last, DecisionDetails(words="Agree the plan's key of colours as it stands."))
    for title in ("What families say", "Late actions and what was escalated", "Risks"):
        agenda.add_item(actor=actor, now=now, meeting_ref=coming.ref, details=ItemDetails(title=title))


def keep_register(
    area: str, board: GovernanceGroup, settled: Settled, plan: Plan, actor: Actor, *, today: date
) -> None:
    """A risk that was judged twice, an issue, and what families were told."""
    written, judged = morning(today - timedelta(days=BEFORE_LAST)), morning(today - timedelta(days=LAST))
    owner = settled.people[_owner(area)]
    risk = risks.write_risk(
        actor=actor,
        now=written,
        group=board,
        details=RiskDetails(
            kind="risk",
            words="Therapy posts stay empty, and waits grow again.",
            cause="Fewer people apply than leave.",
            effect="Children wait longer for what their plans promise.",
            mitigation="A joint advertisement of both agencies; two assistants in the meantime.",
            owner=owner,
            review_on=today + timedelta(days=20),
        ),
        likelihood=4,
        impact=5,
    )
    risks.score_risk(
        actor=actor, now=judged, ref=risk.ref, likelihood=3, impact=4, reason="One post has been filled."
    )
    risks.write_risk(
        actor=actor,
        now=judged,
        group=board,
        details=RiskDetails(
            kind="issue",
            words="One provider's figures come three weeks late.",
            effect="The board sees the month before last.",
            owner=owner,
            review_on=today - timedelta(days=5),
            about=_action(plan, ("1.3.1", "1.1")),
        ),
        likelihood=5,
        impact=2,
    )
    told.write_told(
        actor=actor,
        now=morning(today - timedelta(days=LAST - 3)),
        partnership=board.partnership,
        details=ToldDetails(
            told_on=today - timedelta(days=LAST - 3),
            words="What the board decided about waits for therapy, in plain English.",
            channels=("forum", "local-offer"),
            audience="Parents and carers of children who wait for therapy",
            response="They want to know whom to call while they wait.",
            group=board,
        ),
    )


def _owner(area: str) -> str:
    return "ruth.okonjo" if area == who.ALDERBROOK else "salma.rahim"


def _action(plan: Plan, numbers: tuple[str, ...]) -> Pointed:
    """The first action of the plan with one of these numbers."""
    for number in numbers:
        ref = Action.objects.filter(plan=plan, number=number).values_list("ref", flat=True).first()
        if ref:
            return Pointed("action", ref)
    return NOTHING


def _call(board: GovernanceGroup, actor: Actor, day: date) -> Meeting:
    # told of beforehand, as far as anybody is told of what is long past
    now = morning(day - timedelta(days=21))
    details = MeetingDetails(held_on=day, starts_at=time(14, 0), place="Council offices, and by video")
    return meetings.call_meeting(actor=actor, now=now, group=board, details=details)


def _write(meeting: Meeting, actor: Actor, title: str, minutes: str) -> None:
    now = morning(meeting.held_on)
    item = agenda.add_item(actor=actor, now=now, meeting_ref=meeting.ref, details=ItemDetails(title=title))
    agenda.write_minutes(actor=actor, now=now, ref=item.ref, version=1, minutes=minutes)


def _came(meeting: Meeting, actor: Actor, *, absent: int) -> None:
    """Everybody came but for some members, of whom the first sent a deputy."""
    seats = list(GroupMember.objects.filter(group=meeting.group).order_by("pk"))
    came = {seat.ref: HowCame("present") for seat in seats}
    away = [seat for seat in seats if seat.capacity == Capacity.MEMBER][:absent]
    for number, seat in enumerate(away):
        came[seat.ref] = HowCame("apologies") if number else HowCame("deputy", "Deputy head of service")
    # its minutes may have been written meanwhile
    meeting.refresh_from_db(fields=["version"])
    meetings.record_attendance(
        actor=actor,
        now=morning(meeting.held_on),
        ref=meeting.ref,
        version=meeting.version,
        came=came,
        guests="",
    )


def _decide(board: GovernanceGroup, actor: Actor, meeting: Meeting, details: DecisionDetails) -> None:
    decisions.decide(
        actor=actor,
        now=morning(meeting.held_on),
        group=board,
        details=details,
        meeting_ref=meeting.ref,
    )


def _latest(board: GovernanceGroup) -> str:
    return Decision.objects.filter(group=board).order_by("-number").values_list("ref", flat=True)[0]
