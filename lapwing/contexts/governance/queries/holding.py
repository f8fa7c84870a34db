"""What people do for groups, for whoever hands it over: what they act on, answer and look after; seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from lapwing.contexts.governance.access import may_be_asked
from lapwing.contexts.governance.models import Decision, PackQuestion, Risk
from lapwing.platform.accounts.models import User
from lapwing.platform.ui.filters import day
from lapwing.registry.models import GovernanceGroup, GroupMember, Membership, Organisation, Partnership

# In the order in which rows are locked.
DECISION, QUESTION, RISK, SEAT = KINDS = ("decision", "question", "risk", "seat")
# What somebody is to do. A seat is held, and ends with the account.
WORK = (DECISION, QUESTION, RISK)


@dataclass(frozen=True)
class Held:
    """One thing that somebody holds, as it was read. ``key`` names it in a form."""

    key: str
    version: int
    kind: str
    label: str
    words: str


@dataclass(frozen=True)
class Holder:
    """Somebody who holds ``number`` things; ``gone`` when no role lets them act any more."""

    ref: str
    name: str
    number: int
    gone: bool


def rows_of(kind: str, partnership_id: int | None, on: date, user_id: int | None = None) -> QuerySet[Any]:
    """The rows of a kind that somebody holds, or that anybody does; of every partnership seen with none."""
    found = _standing(kind, on).filter(_theirs(kind, user_id))
    return found.filter(partnership_id=partnership_id) if partnership_id is not None else found


def held_by(partnership: Partnership, user_id: int, on: date) -> tuple[Held, ...]:
    """Everything that a person holds in the groups of a partnership. Four queries."""
    return tuple(
        held_line(kind, row)
        for kind in KINDS
        for row in rows_of(kind, partnership.pk, on, user_id).select_related(*RELATED[kind])
    )


@dataclass(frozen=True)
class Yours:
    """One thing that the reader holds, and the page of it."""

    held: Held
    url: str


def yours(partnership: Partnership, user_id: int, on: date) -> tuple[Yours, ...]:
    """Everything that somebody holds, for themselves: also seats that begin later or have a last day."""
    rows = [
        (kind, row)
        for kind in WORK
        for row in rows_of(kind, partnership.pk, on, user_id).select_related(*RELATED[kind])
    ]
    seats = seats_of(partnership.pk, user_id, on).select_related(*RELATED[SEAT])
    return tuple(
        Yours(held_line(kind, row), reverse(f"governance:{page}", args=[partnership.ref, ref]))
        for kind, row in (*rows, *((SEAT, seat) for seat in seats))
        for page, ref in [("group", row.group.ref) if kind == SEAT else (kind, row.ref)]
    )


def seats_of(partnership_id: int, user_id: int, on: date) -> QuerySet[GroupMember]:
    """The seats that somebody has from a day on, or gets later."""
    rows = GroupMember.objects.filter(partnership_id=partnership_id, user_id=user_id, group__voided_at=None)
    return rows.filter(Q(to_date=None) | Q(to_date__gte=on)).order_by("group_id", "pk")


def agencies_after(
    partnership: Partnership, given: Iterable[tuple[GroupMember, User]], begins: date
) -> dict[int, Organisation]:
    """For which agency somebody else sits whom a seat is handed to, by seat: the same, if they work for it.

    Otherwise for the one of theirs whose role they have held longest on the day. A seat whose holder never
    worked for its agency (who speaks for another body) stays that body's. Two queries for any number.
    """
    pairs = list(given)
    roles = Membership.objects.filter(partnership=partnership)
    holders = {row.user_id for row, _ in pairs if row.user_id is not None}
    worked = set(roles.filter(user__in=holders).values_list("user_id", "organisation_id"))
    theirs: dict[int, list[Organisation]] = defaultdict(list)
    held = roles.filter(user__in={other.pk for _, other in pairs}).held_on(begins)
    for role in held.select_related("organisation").order_by("from_date", "id"):
        theirs[role.user_id].append(role.organisation)
    found = {}
    for row, other in pairs:
        agencies, own = theirs[other.pk], (row.user_id, row.organisation_id) in worked
        stays = not own or not agencies or row.organisation in agencies
        found[row.pk] = row.organisation if stays else agencies[0]
    return found


def seats_after(partnership: Partnership, given: Mapping[str, User], last_day: date | None) -> dict[str, str]:
    """As what, and for which agency, each seat among ``given`` (by its key) is passed on: for a preview."""
    if last_day is None:
        return {}
    to = {key.partition("-")[2]: who for key, who in given.items() if key.partition("-")[0] == SEAT}
    rows = GroupMember.objects.filter(partnership=partnership, ref__in=to).select_related("organisation")
    pairs = [(row, to[row.ref]) for row in rows]
    agencies = agencies_after(partnership, pairs, last_day + timedelta(days=1))
    return {f"{SEAT}-{row.ref}": _sits_as(row, agencies[row.pk]) for row, _ in pairs}


def held_line(kind: str, row: Any) -> Held:
    """A row as it is listed."""
    label, words = _SAID[kind](row)
    return Held(f"{kind}-{row.ref}", row.version, kind, label, words)


def people_holding(partnership: Partnership, on: date) -> tuple[Holder, ...]:
    """Everybody who holds something, those who are gone first, then by name."""
    numbers: dict[int, int] = {}
    gone: set[int] = set()
    able = may_be_asked(partnership.pk, on)
    here = set(
        Membership.objects.filter(partnership=partnership, user__is_active=True)
        .held_on(on)
        .values_list("user_id", flat=True)
    )
    for kind in KINDS:
        for who, acts in _holders(kind, rows_of(kind, partnership.pk, on)):
            numbers[who] = numbers.get(who, 0) + 1
            if who not in (able if acts else here):
                gone.add(who)
    people = User.objects.filter(pk__in=numbers)
    found = [Holder(each.ref, each.name, numbers[each.pk], each.pk in gone) for each in people]
    return tuple(sorted(found, key=lambda line: (not line.gone, line.name.casefold())))


def _holders(kind: str, rows: QuerySet[Any]) -> Iterable[tuple[int, bool]]:
    """Who holds each of the rows, and whether they must act themselves: who sits somewhere need not, and
    what their seat is to do is said by whoever runs the group.
    """
    if kind != DECISION:
        held = rows.values_list(_WHO[kind], flat=True)
        return [(who, kind != SEAT) for who in held if who is not None]
    pairs = rows.values_list("actor_id", "seat__user_id")
    return [(who, actor is not None) for actor, seat in pairs if (who := actor or seat) is not None]


_WHO = {DECISION: "actor_id", QUESTION: "given_to_id", RISK: "owner_id", SEAT: "user_id"}
RELATED: dict[str, tuple[str, ...]] = {
    DECISION: ("group",),
    QUESTION: ("group",),
    RISK: ("group",),
    SEAT: ("group", "organisation"),
}


def _theirs(kind: str, user_id: int | None) -> Q:
    """A post acts by its seat: what a seat is to do is its holder's."""
    if user_id is None:
        return Q()
    who = Q(**{_WHO[kind]: user_id})
    return who | Q(actor=None, seat__user_id=user_id) if kind == DECISION else who


def _standing(kind: str, on: date) -> QuerySet[Any]:
    if kind == DECISION:
        return Decision.objects.still_open().order_by("pk")
    if kind == QUESTION:
        return PackQuestion.objects.unanswered().order_by("pk")
    if kind == RISK:
        return Risk.objects.still_open().order_by("pk")
    # one that was given a last day ends by itself; one that begins later is changed where it stands
    seats = GroupMember.objects.filter(group__voided_at=None, to_date=None, from_date__lte=on)
    return seats.order_by("group_id", "pk")


def _decision(row: Decision) -> tuple[str, str]:
    due = f", due {day(row.act_by)}" if row.act_by else ""
    return f"Decision {row.number} of {row.group.called}{due}", row.words


def _question(row: PackQuestion) -> tuple[str, str]:
    return f"Question about a pack{_of(row.group)}", row.question


def _risk(row: Risk) -> tuple[str, str]:
    return f"{row.get_kind_display()} of {row.group.called}", row.words


def _seat(row: GroupMember) -> tuple[str, str]:
    return f"Seat on {row.group.called}", _sits_as(row, row.organisation)


def _sits_as(row: GroupMember, agency: Organisation) -> str:
    return f"{row.get_capacity_display()}, for {agency.name}"


def _of(group: GovernanceGroup | None) -> str:
    return f" of {group.called}" if group is not None else ""


_SAID: dict[str, Any] = {DECISION: _decision, QUESTION: _question, RISK: _risk, SEAT: _seat}
