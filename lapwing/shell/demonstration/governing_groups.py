"""The groups of the invented areas: two ways of governing that published plans have, and who sits where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.registry import commands as registry
from lapwing.registry.commands import GroupDetails, Seat
from lapwing.registry.models import Capacity, GovernanceGroup, GroupKind
from lapwing.shell.demonstration import people as who
from lapwing.shell.demonstration.settling import Settled, morning


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
            "Board",
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
        _lead(1, "Help that comes early", "sunil.mehta", "ines.carvalho", "agnieszka.nowak", "nia.prosser"),
        _lead(2, "Schools where every child belongs", "eleri.watkin", "yusuf.demir"),
        _lead(3, "Enough of the right places", "ruth.okonjo", "kit.marlow"),
        _lead(4, "Growing up", "dami.fashola", "amara.nwosu"),
        _lead(5, "A way back", "zainab.iqbal", "bronwen.pugh"),
    ),
    who.KINGSMERE: (
        Group(
            "Strategic Partnership Board for SEND and Inclusion",
            "Board",
            GroupKind.BOARD,
            "Every quarter",
            "Answers for the plan and the joint set of indicators; hears from each provider every quarter.",
            "",
            (
                Sits("salma.rahim", Capacity.CHAIR),
                Sits("amara.nwosu", Capacity.DEPUTY_CHAIR),
                Sits("tendai.moyo"),
                Sits("", Capacity.MEMBER, "Chair of the forum", who.K_FORUM),
                Sits("", Capacity.ATTENDS, "Head of Wheelchair Services", who.STEADFAST),
                Sits("rhys.calloway", Capacity.SECRETARY),
            ),
        ),
    ),
}
BODY_OF = {(person.short, post.area): post.body for person in who.PEOPLE for post in reversed(person.posts)}


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
