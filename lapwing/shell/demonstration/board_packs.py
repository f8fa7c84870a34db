"""The board packs of the invented areas: one of the last meeting, with questions on it, and one of the next.

They are asked for as people ask for them. The first is frozen at once, so that its lines can be asked about;
its files, and the whole of the second, are made in the background when the demonstration has started.
"""

from __future__ import annotations

from datetime import date, timedelta

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.contexts.improvement.models import Plan
from lapwing.insight.packs import commands
from lapwing.insight.packs.asked_lines import AskedLine, lines_of
from lapwing.insight.packs.building import freeze
from lapwing.insight.packs.collecting import SectionOrder, usual_sections
from lapwing.insight.packs.commands import Wanted
from lapwing.insight.packs.models import Pack
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import GovernanceGroup
from lapwing.shell.demonstration.people import ALDERBROOK
from lapwing.shell.demonstration.settling import Settled, morning

# A pack is sent out so long before its meeting, and looks so far back and ahead.
BEFORE_MEETING = timedelta(days=4)
A_PERIOD = timedelta(days=60)
_NOTES = {"summary": "The board is asked to look at what is late first. See the decisions asked for."}


def make_packs(
    area: str, settled: Settled, plan: Plan, board: GovernanceGroup, manager: User, *, today: date
) -> Pack | None:
    """The pack of the board's last meeting with what was asked about it, and that of its next.

    Gives the first; nothing where the board has not met yet.
    """
    with acting(actor_for(manager, today), purpose="demonstration") as actor:
        meetings = [
            each
            for each in governance.meeting_lines(actor, board.partnership, today)
            if each.group_ref == board.ref
        ]
        held = next((each for each in meetings if each.is_past), None)
        coming = min(
            (each for each in meetings if not each.is_past), key=lambda each: each.held_on, default=None
        )
        if held is None:
            return None
        first = _ask(actor, plan, board, held, held.held_on - BEFORE_MEETING)
        lines = lines_of(freeze(first, actor))
    _question(area, settled, board, first, lines, held.held_on, today)
    if coming is not None:
        with acting(actor_for(manager, today), purpose="demonstration") as actor:
            _ask(actor, plan, board, coming, today, since=first.as_at)
    return first


def _ask(
    by: Actor,
    plan: Plan,
    board: GovernanceGroup,
    meeting: governance.MeetingLine,
    as_at: date,
    since: date | None = None,
) -> Pack:
    """A pack for a meeting, of the last reporting cycle that had closed by its day."""
    heads = improvement.cycle_heads(actor=by, plan_ref=plan.ref, on=as_at)
    closed = [each for each in heads if each.closed_on is not None and each.closed_on <= as_at]
    wanted = Wanted(
        title=f"{plan.title}: report to the board"[:200],
        since=since or as_at - A_PERIOD,
        as_at=as_at,
        until=as_at + A_PERIOD,
        sections=[SectionOrder(each.kind, _NOTES.get(each.kind, "")) for each in usual_sections()],
        words="For discussion.",
        group_ref=board.ref,
        meeting_ref=meeting.ref,
        cycle_ref=closed[-1].ref if closed else "",
    )
    return commands.ask_for_pack(
        by=by, partnership=board.partnership, plan_ref=plan.ref, wanted=wanted, now=morning(as_at)
    )


def _question(
    area: str,
    settled: Settled,
    board: GovernanceGroup,
    pack: Pack,
    lines: tuple[AskedLine, ...],
    met: date,
    today: date,
) -> None:
    """Two questions on lines of a pack, of which one is answered."""
    member, chair = (
        ("margaret.vance", "graham.pellow") if area == ALDERBROOK else ("tendai.moyo", "salma.rahim")
    )
    late = [each for each in lines if each.key.startswith("exception:")] or list(lines[:1])
    measures = [each for each in lines if each.key.startswith("measure:")] or list(lines[:1])
    asked = []
    for line, words in (
        (late[0], "What would have to happen for this to be back on its date by the summer?"),
        (measures[0], "Is this the figure for all children, or for new requests alone?"),
    ):
        with acting(actor_for(settled.people[member], today), purpose="demonstration") as actor:
            asked.append(
                governance.ask_about_pack(
                    actor=actor,
                    now=morning(met),
                    partnership=board.partnership,
                    pack_ref=pack.ref,
                    line_key=line.key,
                    line_words=line.words,
                    question=words,
                    group=board,
                )
            )
    with acting(actor_for(settled.people[chair], today), purpose="demonstration") as actor:
        governance.answer_question(
            actor=actor,
            now=morning(met + timedelta(days=9)),
            ref=asked[1].ref,
            version=1,
            words="For all children. New requests alone are shown from the next quarter on.",
        )
