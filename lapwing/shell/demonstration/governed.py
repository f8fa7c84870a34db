"""How the invented areas govern: two ways that published plans have, with meetings, decisions and risks.

Alderbrook: five delivery groups report to an operational group, which reports to a board; every two months.
Kingsmere: one strategic board, every quarter. What is done is done by the programme manager of the area.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lapwing.contexts.governance.commands import decisions, meetings, raised, risks, told
from lapwing.contexts.governance.commands.about import NOTHING, Pointed
from lapwing.contexts.governance.commands.decisions import DecisionDetails
from lapwing.contexts.governance.commands.meetings import HowCame, ItemDetails, MeetingDetails
from lapwing.contexts.governance.commands.risks import RiskDetails
from lapwing.contexts.governance.commands.told import ToldDetails
from lapwing.contexts.governance.models import Decision, Meeting
from lapwing.contexts.improvement.models import Action, Plan
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.registry import commands as registry
from lapwing.registry.actors import actor_for
from lapwing.registry.commands import GroupDetails, Seat
from lapwing.registry.models import Capacity, GovernanceGroup, GroupKind, GroupMember
from lapwing.shell.demonstration import people as who
from lapwing.shell.demonstration.settling import Settled, morning

# Days before today on which the board met, and after it on which it meets next.
BEFORE_LAST, LAST, NEXT = 80, 24, 17


@dataclass(frozen=True)
class Sits:
    """Somebody of the data files, or a post at a body."""

    person: str = ""
    capacity: str = Capacity.MEMBER
    post: str = ""
    body: str = ""


@dataclass(frozen=True)
class Group:
    """A group, what it reports to, and who sits on it."""

    name: str
    short: str
    kind: str
    rhythm: str
    terms: str
    reports_to: str = ""
    seats: tuple[Sits, ...] = ()


def _lead(number: int, name: str, lead: str, *members: str) -> Group:
    return Group(
        f"Delivery Group {number}: {name}",
        f"DG{number}",
        GroupKind.DELIVERY,
        "Every month",
        "Carries out its part of the plan, brings the evidence, and says what is late and why.",
        "Operational Group",
        (Sits(lead, Capacity.CHAIR), *(Sits(each) for each in members), Sits("leila.haddad")),
    )


GROUPS = {
    who.ALDERBROOK: (
        Group(
            "Executive Partnership Board",
            "The board",
            GroupKind.BOARD,
            "Every two months",
            "Answers for the whole plan. Chaired jointly by education and health. Agrees what is reported, "
            "settles what the groups cannot, and decides on money and posts.",
            "",
            (
                Sits("graham.pellow", Capacity.CHAIR, "Director of Education and Skills"),
                Sits("tobias.wren", Capacity.CHAIR, "Executive for SEND"),
                Sits("leila.haddad", Capacity.MEMBER, "Chair of the forum"),
                Sits("margaret.vance"),
                Sits("nasreen.malik", Capacity.ATTENDS, "Cabinet member"),
                Sits("desmond.clarke", Capacity.ATTENDS),
                Sits("", Capacity.MEMBER, "Director of Nursing", who.WENDLE),
                Sits("priya.sandhu", Capacity.SECRETARY),
            ),
        ),
        Group(
            "Operational Group",
            "Ops",
            GroupKind.OPERATIONAL,
            "Every two months",
            "Looks closely at what the delivery groups report, signs actions off, and raises what is stuck.",
            "Executive Partnership Board",
            (
                Sits("ruth.okonjo", Capacity.CHAIR),
                Sits("fiona.galbraith", Capacity.DEPUTY_CHAIR),
                Sits("bronwen.pugh"),
                Sits("meiling.zhao"),
                Sits("dami.fashola"),
                Sits("amara.nwosu"),
                Sits("leila.haddad"),
                Sits("priya.sandhu", Capacity.SECRETARY),
            ),
        ),
        _lead(1, "Help that comes early", "sunil.mehta", "ines.carvalho", "agnieszka.nowak"),
        _lead(2, "Schools where every child belongs", "eleri.watkin", "yusuf.demir"),
        _lead(3, "Enough of the right places", "ruth.okonjo", "kit.marlow"),
        _lead(4, "Growing up", "dami.fashola", "amara.nwosu"),
        _lead(5, "A way back", "zainab.iqbal", "bronwen.pugh"),
    ),
    who.KINGSMERE: (
        Group(
            "Strategic Partnership Board for SEND and Inclusion",
            "The board",
            GroupKind.BOARD,
            "Every quarter",
            "Answers for the plan and the joint set of indicators; hears from each provider every quarter.",
            "",
            (
                Sits("salma.rahim", Capacity.CHAIR),
                Sits("amara.nwosu", Capacity.DEPUTY_CHAIR),
                Sits("tendai.moyo"),
                Sits("", Capacity.MEMBER, "Chair of the forum", who.K_FORUM),
                Sits("", Capacity.ATTENDS, "Head of Wheelchair Services", "Steadfast Wheelchair Services"),
                Sits("rhys.calloway", Capacity.SECRETARY),
            ),
        ),
    ),
}
BODY_OF = {(person.short, post.area): post.body for person in who.PEOPLE for post in reversed(person.posts)}


def govern(area: str, settled: Settled, plan: Plan, manager: str, *, today: date) -> GovernanceGroup | None:
    """Set up an area's groups, with what they have done; gives its board.

    Nothing where they could not have met yet.
    """
    if today - timedelta(days=BEFORE_LAST) < who.BEGIN[area]:
        return None
    with acting(actor_for(settled.people[manager], today), purpose="demonstration") as actor:
        groups = set_up(area, settled, actor)
        board = groups[GROUPS[area][0].name]
        hold_meetings(area, board, settled, plan, actor, today=today)
        keep_register(area, board, settled, plan, actor, today=today)
    if area == who.ALDERBROOK:
        _escalate(groups, settled, plan, today=today)
    return board


def set_up(area: str, settled: Settled, actor: Actor) -> dict[str, GovernanceGroup]:
    """The groups of an area with their members, by name."""
    made: dict[str, GovernanceGroup] = {}
    began, now = who.BEGIN[area], morning(who.BEGIN[area])
    for each in GROUPS[area]:
        details = GroupDetails(
            name=each.name,
            short_name=each.short,
            kind=each.kind,
            rhythm=each.rhythm,
            terms_of_reference=each.terms,
            reports_to=made.get(each.reports_to),
        )
        group = registry.create_group(
            partnership=settled.partnerships[area], details=details, by=actor, now=now
        )
        made[each.name] = group
        for sits in each.seats:
            body = sits.body or BODY_OF[sits.person, area]
            seat = Seat(
                organisation=settled.bodies[body],
                capacity=sits.capacity,
                from_date=began,
                user=settled.people[sits.person] if sits.person else None,
                post=sits.post,
            )
            _seat(group, seat, actor, now)
    return made


def _seat(group: GovernanceGroup, seat: Seat, actor: Actor, now: datetime) -> None:
    """A seat that the manager gives; nobody gives one to themselves, so theirs is there beforehand."""
    if seat.user is None or seat.user.pk != actor.user_id:
        registry.add_member(group, seat=seat, by=actor, now=now)
        return
    with acting(system_actor("Setting up"), purpose="demonstration") as other:
        registry.add_member(group, seat=seat, by=other, now=now)


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
    meetings.agree_minutes(actor=actor, now=morning(last.held_on), ref=first.ref, in_ref=last.ref)
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
    for title in ("What families say", "Late actions and what was raised", "Risks"):
        meetings.add_item(actor=actor, now=now, meeting_ref=coming.ref, details=ItemDetails(title=title))


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


def _escalate(groups: dict[str, GovernanceGroup], settled: Settled, plan: Plan, *, today: date) -> None:
    """One thing that was raised and answered, one that was handed to the board, and waits there."""
    ops = groups["Operational Group"]
    first = _raise(ops, _action(plan, ("2.3.1",)), "No update for the second time", today, days=50)
    second = _raise(ops, _action(plan, ("1.2.2",)), "Off track for the second time", today, days=20)
    with acting(actor_for(settled.people["ruth.okonjo"], today), purpose="demonstration") as actor:
        raised.answer_item(
            actor=actor,
            now=morning(today - timedelta(days=40)),
            ref=first,
            version=1,
            answer="The lead was away. Her deputy reports until she is back.",
        )
        raised.raise_further(
            actor=actor,
            now=morning(today - timedelta(days=9)),
            ref=second,
            version=1,
            reason="It needs two more coordinators, which this group cannot pay for.",
        )


def _raise(group: GovernanceGroup, about: Pointed, words: str, today: date, *, days: int) -> str:
    with acting(system_actor("Escalation"), purpose="demonstration") as actor:
        item = raised.raise_item(
            actor=actor,
            now=morning(today - timedelta(days=days)),
            partnership_id=group.partnership_id,
            to_group_id=group.pk,
            subject_kind=about.kind,
            subject_ref=about.ref,
            words=words,
            rule_key="demonstration",
            reason="The partnership's rules raise this by themselves.",
        )
    return item.ref


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
    item = meetings.add_item(actor=actor, now=now, meeting_ref=meeting.ref, details=ItemDetails(title=title))
    meetings.write_minutes(actor=actor, now=now, ref=item.ref, version=1, minutes=minutes)


def _came(meeting: Meeting, actor: Actor, *, absent: int) -> None:
    """Everybody came but for some members, of whom the first sent a deputy."""
    seats = list(GroupMember.objects.filter(group=meeting.group).order_by("pk"))
    came = {seat.ref: HowCame("present") for seat in seats}
    away = [seat for seat in seats if seat.capacity == Capacity.MEMBER][:absent]
    for number, seat in enumerate(away):
        came[seat.ref] = HowCame("apologies") if number else HowCame("deputy", "Deputy head of service")
    meetings.record_attendance(
        actor=actor, now=morning(meeting.held_on), ref=meeting.ref, came=came, guests=""
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
