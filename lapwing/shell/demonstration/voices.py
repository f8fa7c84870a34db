"""What families said and what shows an impact: evidence that was given lately, some of it accepted.

By the commands that people use. Days are counted back from today, so that each pack of a board has some.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lapwing.contexts.governance.models import Meeting
from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import EvidenceDetails
from lapwing.contexts.improvement.models import Evidence, Plan
from lapwing.platform.access.acting import acting
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import GovernanceGroup
from lapwing.shell.demonstration.parts import action_of, criteria_of
from lapwing.shell.demonstration.people import ALDERBROOK, KINGSMERE
from lapwing.shell.demonstration.settling import Settled, morning

FORUM = "Alderbrook Parent Carer Forum"
K_FORUM = "Kingsmere Parent Carer Forum"


@dataclass(frozen=True)
class Voice:
    """A quote, or minutes of a meeting of the board (``met``: -1 the last that was held, -2 the one before).

    ``given`` and ``decided`` are days before today; it waits while ``decided`` is None, and is handed back
    where ``returned`` says why. ``criterion`` is a success criterion's number within the action.
    """

    action: str
    by: str
    title: str
    words: str
    given: int
    decided: int | None = None
    kind: str = "impact"
    supplied_by: str = ""
    criterion: int = 0
    met: int = 0
    returned: str = ""


VOICES = {
    ALDERBROOK: (
        Voice(
            "4.3.2",
            "dami.fashola",
            "A young person on the bus",
            "I get the 14 on my own now. My mum watches from the window, but she lets me go.",
            given=72,
            decided=61,
            supplied_by="Youth panel",
        ),
        Voice(
            "1.2.1",
            "fiona.galbraith",
            "What the board heard of late advice",
            "The board saw that two services give most of the late advice, and asked both for a date.",
            given=70,
            decided=59,
            kind="output",
            met=-2,
        ),
        Voice(
            "1.3.2",
            "leila.haddad",
            "A parent at a library drop-in",
            "She gave me her number, and when I rang she picked up. Nobody had done that before.",
            given=52,
            decided=44,
            supplied_by=FORUM,
        ),
        Voice(
            "1.2.3",
            "leila.haddad",
            "A father on his son's plan",
            "I read it twice, and both times I saw my son in it.",
            given=20,
            decided=12,
            supplied_by=FORUM,
        ),
        Voice(
            "2.2.2",
            "eleri.watkin",
            "A mother who moved in October",
            "School knew about the ear defenders before I had said a word.",
            given=18,
            decided=9,
            supplied_by="Harebell Primary School",
        ),
        Voice(
            "1.3.2",
            "leila.haddad",
            "What three open meetings said of waiting",
            "Parents who have a named contact ask fewer people the same thing. Those without one still do.",
            given=15,
            decided=8,
            met=-1,
        ),
        Voice(
            "5.2.1",
            "ruth.okonjo",
            "A pupil in alternative provision",
            "I'd go back if someone told me what I have to do first.",
            given=6,
            supplied_by="Youth panel",
        ),
        Voice(
            "4.1.1",
            "leila.haddad",
            "A grandmother who looked for a club",
            "I found the club, and then the page said it closed two years ago.",
            given=11,
            decided=5,
            supplied_by=FORUM,
            returned="Please ask the family first whether the board may read this, and say when it was said.",
        ),
    ),
    KINGSMERE: (
        Voice(
            "1.2",
            "tendai.moyo",
            "A mother after the evening course",
            "We played the picture game every day. Last week she asked for juice with words.",
            given=75,
            decided=64,
            supplied_by=K_FORUM,
        ),
        Voice(
            "2.2",
            "salma.rahim",
            "What the board heard from the five centres",
            "Half of those who came had never been asked before. They want to hear what became of it.",
            given=70,
            decided=60,
            kind="output",
            met=-2,
        ),
        Voice(
            "1.6",
            "amara.nwosu",
            "A parent who rang the number on the card",
            "The same person rang back the next day, and she still knew who we were.",
            given=66,
            decided=58,
            supplied_by=K_FORUM,
        ),
        Voice(
            "3.4",
            "salma.rahim",
            "A mother on an old plan brought up to date",
            "For years it said he could not read. Now it says what he likes to read.",
            given=20,
            decided=10,
            supplied_by=K_FORUM,
        ),
        Voice(
            "1.2",
            "tendai.moyo",
            "What parents do at home after the course",
            "Asked six weeks after the course, 41 of 52 parents still do one of the exercises each day.",
            given=16,
            decided=9,
            criterion=4,
            met=-1,
        ),
        Voice(
            "3.6",
            "tendai.moyo",
            "A father on late advice",
            "Knowing why it is late is not the same as having it. But I stopped ringing everybody.",
            given=4,
        ),
    ),
}
# What whoever runs the plan judged by accepted evidence: action, criterion, judgement, days before today.
JUDGED = {KINGSMERE: ("1.2", 4, "partly", 7)}


def give_voices(
    area: str, settled: Settled, plan: Plan, board: GovernanceGroup, manager: User, *, today: date
) -> None:
    """Give each piece and decide about it, and judge the criterion that one of them is about."""
    held = list(Meeting.objects.in_force().filter(group=board, held_on__lt=today).order_by("held_on"))
    for voice in VOICES[area]:
        meeting = held[voice.met] if voice.met else None
        piece = _give(voice, settled.people[voice.by], plan, meeting, today)
        if voice.decided is not None:
            _decide(voice, piece, manager, today - timedelta(days=voice.decided), today)
    if area in JUDGED:
        key, number, judgement, days = JUDGED[area]
        with acting(actor_for(manager, today), purpose="demonstration") as actor:
            commands.judge_criterion(
                actor=actor,
                now=morning(today - timedelta(days=days)),
                criterion_ref=criteria_of(plan)[key, number].ref,
                judgement=judgement,
                note="41 of 52 parents. The evening course has begun in two of four neighbourhoods.",
            )


def _give(voice: Voice, owner: User, plan: Plan, meeting: Meeting | None, today: date) -> Evidence:
    given = today - timedelta(days=voice.given)
    details = EvidenceDetails(
        kind=voice.kind,
        form="minutes" if meeting else "quote",
        title=voice.title,
        words=voice.words,
        on=meeting.held_on if meeting else given - timedelta(days=3),
        supplied_by=voice.supplied_by,
        meeting_ref=meeting.ref if meeting else "",
    )
    about = criteria_of(plan)[voice.action, voice.criterion].ref if voice.criterion else ""
    with acting(actor_for(owner, today), purpose="demonstration") as actor:
        return commands.give_evidence(
            actor=actor,
            now=morning(given),
            action_ref=action_of(plan, voice.action).ref,
            criterion_ref=about,
            details=details,
        )


def _decide(voice: Voice, piece: Evidence, manager: User, on: date, today: date) -> None:
    with acting(actor_for(manager, today), purpose="demonstration") as actor:
        if voice.returned:
            commands.return_evidence(
                actor=actor, now=morning(on), ref=piece.ref, version=piece.version, reason=voice.returned
            )
        else:
            commands.accept_evidence(actor=actor, now=morning(on), ref=piece.ref, version=piece.version)
