"""What the boards of the invented areas were asked to decide, and a meeting that was called and not held.

One decision is answered, and was done; the other waits for the next meeting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lapwing.contexts.governance.commands import agenda, decisions, meetings
from lapwing.contexts.governance.commands import asked as asking
from lapwing.contexts.governance.commands.about import Pointed
from lapwing.contexts.governance.commands.agenda import ItemDetails
from lapwing.contexts.governance.commands.asked import Asked
from lapwing.contexts.governance.commands.decisions import DecisionDetails
from lapwing.contexts.governance.commands.meetings import MeetingDetails
from lapwing.contexts.governance.commands.voiding import take_out
from lapwing.contexts.governance.models import EscalatedItem, Meeting
from lapwing.contexts.improvement.models import Plan
from lapwing.platform.access.acting import acting
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import GovernanceGroup
from lapwing.shell.demonstration import people as who
from lapwing.shell.demonstration.parts import action_of
from lapwing.shell.demonstration.settling import Settled, morning


@dataclass(frozen=True)
class _Put:
    """What a board is asked, by whom, and of which action; with what it decided and what was done."""

    by: str
    action: str
    words: str
    reason: str
    options: str
    recommendation: str
    decided: str = ""
    done: str = ""


# Days before today: of the question, of the meeting that was called off, of the day on which that was said.
ASKED_LONG_AGO, ASKED_LATELY = 33, 9
CALLED_OFF, SAID = 45, 50
NO_MEETING = (
    "The inspectorate visits two services on that day, and half of the members are there. What was to be "
    "talked about comes to the next meeting."
)
PUT = {
    who.ALDERBROOK: (
        _Put(
            "fiona.galbraith",
            "1.3.2",
            "Do the evening courses for parents go on after Christmas?",
            "The money of the first year is spent in December, and both courses are full.",
            "1. The ICB pays until July.\n2. Each agency pays half.\n3. The courses end at Christmas.",
            "The first: the families who come wait for health services.",
            "The ICB pays for both evening courses until July.",
            "The ICB has confirmed the money until July, and families on the list were told.",
        ),
        _Put(
            "bronwen.pugh",
            "1.2.2",
            "Two permanent posts in the casework team",
            "The backlog grows again when the agency workers leave at the end of January.",
            "1. Two posts for good, from April.\n2. Agency workers for six more months.\n"
            "3. Neither: about 25 reviews a month fall behind.",
            "The first: from the second year on it costs less than agency workers.",
        ),
    ),
    who.KINGSMERE: (
        _Put(
            "amara.nwosu",
            "1.4",
            "Is the newsletter of the wheelchair service printed as well?",
            "One family in eight has no email address, and hears nothing.",
            "1. The provider prints it and sends it by post.\n2. It lies in the clinics.",
            "The first: those families come to the clinics least.",
            "The provider prints the newsletter, and sends it to families without email.",
            "The autumn newsletter went by post to the 34 families without email.",
        ),
        _Put(
            "tendai.moyo",
            "1.2",
            "Pay for cover while teachers are trained to lead language groups",
            "Fourteen schools have no lead, because nobody can take the class.",
            "1. The board pays for two days a school.\n2. The training moves to the evening.",
            "The first: in the evening nine of 38 came.",
        ),
    ),
}


def ask_boards(
    area: str, settled: Settled, plan: Plan, board: GovernanceGroup, manager: str, *, today: date
) -> None:
    """Ask a board twice, of which it has answered the first at its last meeting."""
    held = Meeting.objects.in_force().filter(group=board, held_on__lt=today).latest("held_on")
    coming = Meeting.objects.in_force().filter(group=board, held_on__gt=today).earliest("held_on")
    answered, waiting = PUT[area]
    item = _ask(answered, settled, plan, board, held, today - timedelta(days=ASKED_LONG_AGO), today)
    _ask(waiting, settled, plan, board, coming, today - timedelta(days=ASKED_LATELY), today)
    secretary, owner = settled.people[manager], settled.people[answered.by]
    _decide(answered, item, board, held, secretary, owner, today)


def call_off(board: GovernanceGroup, manager: User, *, today: date) -> None:
    """A meeting between two that was called and withdrawn; its item goes to the next."""
    coming = Meeting.objects.in_force().filter(group=board, held_on__gt=today).earliest("held_on")
    with acting(actor_for(manager, today), purpose="demonstration") as actor:
        called = morning(today - timedelta(days=CALLED_OFF + 14))
        details = MeetingDetails(held_on=today - timedelta(days=CALLED_OFF), place="By video")
        meeting = meetings.call_meeting(actor=actor, now=called, group=board, details=details)
        item = agenda.add_item(
            actor=actor,
            now=called,
            meeting_ref=meeting.ref,
            details=ItemDetails(title="Winter: who answers the telephones between the holidays"),
        )
        meeting.refresh_from_db()
        said = morning(today - timedelta(days=SAID))
        take_out(
            actor=actor,
            now=said,
            model=Meeting,
            ref=meeting.ref,
            version=meeting.version,
            reason=NO_MEETING,
        )
        agenda.place_item(actor=actor, now=said, ref=item.ref, meeting_ref=coming.ref)


def _ask(
    put: _Put,
    settled: Settled,
    plan: Plan,
    board: GovernanceGroup,
    meeting: Meeting,
    on: date,
    today: date,
) -> EscalatedItem:
    asked = Asked(
        words=put.words,
        reason=put.reason,
        options=put.options,
        recommendation=put.recommendation,
        meeting_ref=meeting.ref,
        about=Pointed("action", action_of(plan, put.action).ref),
    )
    with acting(actor_for(settled.people[put.by], today), purpose="demonstration") as actor:
        return asking.ask_for_decision(actor=actor, now=morning(on), group=board, asked=asked)


def _decide(
    put: _Put,
    item: EscalatedItem,
    board: GovernanceGroup,
    meeting: Meeting,
    secretary: User,
    owner: User,
    today: date,
) -> None:
    """The board's answer, and whoever asked says a week later that it is done."""
    with acting(actor_for(secretary, today), purpose="demonstration") as actor:
        decision = decisions.decide(
            actor=actor,
            now=morning(meeting.held_on),
            group=board,
            details=DecisionDetails(
                words=put.decided, actor=owner, act_by=meeting.held_on + timedelta(days=14)
            ),
            meeting_ref=meeting.ref,
            answers_ref=item.ref,
        )
    with acting(actor_for(owner, today), purpose="demonstration") as actor:
        decisions.close_decision(
            actor=actor,
            now=morning(meeting.held_on + timedelta(days=8)),
            ref=decision.ref,
            version=decision.version,
            words=put.done,
        )
