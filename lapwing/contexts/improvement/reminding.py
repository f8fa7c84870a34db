"""Telling people what waits for them in plans: what was read, what is due, what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.access import ANSWER
from lapwing.contexts.improvement.models import DraftState, PlanDraft, Question, RoleHolder
from lapwing.contexts.improvement.notices import questions_told_as
from lapwing.contexts.improvement.queries.mine import my_actions
from lapwing.contexts.improvement.queries.wayfinding import MyLine
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.telling import notify, settle_others
from lapwing.platform.ui.filters import day, plural
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.roles import ROLES

# Two weeks to do something about it, and the day after.
AHEAD = timedelta(days=14)
# A reminder that no worker sent on its day is still sent so many days later, and none of longer ago.
CATCH_UP = timedelta(days=7)


def tell_of_reading(draft_id: int, attempt: int, *, now: datetime) -> None:
    """Tell whoever sent a document that it was read, or could not be."""
    draft = PlanDraft.objects.select_related("partnership").filter(pk=draft_id, attempt=attempt).first()
    if draft is None or draft.state not in (DraftState.READY, DraftState.REFUSED):
        return
    notify(
        people=[draft.user_id],
        template="draft-read" if draft.state == DraftState.READY else "draft-refused",
        partnership_id=draft.partnership_id,
        url=reverse("improvement:import-draft", args=[draft.partnership.ref, draft.ref]),
        now=now,
        key=f"draft {draft.ref} {attempt}",
    )


def remind_owners(now: datetime) -> int:
    """Remind those who own milestones, or stand in for owners, of dates ahead and just past; gives how many.

    One notice for a date, however many milestones fall on it. Whoever acts is a system user; what each person
    is told of is what they may see. Doing it twice tells nobody twice.
    """
    today = timezone.localdate(now)
    holding = RoleHolder.objects.filter(from_date__lte=today).filter(Q(to_date=None) | Q(to_date__gte=today))
    people = User.objects.filter(pk__in=holding.values("user"), is_active=True)
    return sum(_remind(person, today, now) for person in people.order_by("pk"))


def tell_of_questions(now: datetime) -> int:
    """Tell those who may answer of plans with open questions asked in the last days; gives how many."""
    today = timezone.localdate(now)
    asked = (
        Question.objects.filter(answer=None, plan__voided_at=None, asked_at__gt=now - CATCH_UP)
        .values("plan__ref", "plan__title", "partnership__ref", "partnership")
        .annotate(questions=Count("pk"), latest=Max("asked_at"))
    )
    answering = [role.code for role in ROLES.values() if ANSWER in role.permissions]
    told = 0
    for each in asked.order_by("plan__ref"):
        people = Membership.objects.held_on(today).filter(partnership=each["partnership"], role__in=answering)
        told += notify(
            people=people.values_list("user_id", flat=True),
            template="questions-open",
            partnership_id=each["partnership"],
            url=reverse("improvement:questions", args=[each["partnership__ref"], each["plan__ref"]]),
            now=now,
            key=f"{questions_told_as(each['plan__ref'])}{each['latest']:%Y-%m-%d %H:%M}",
            questions=plural(each["questions"], "question"),
            plan=each["plan__title"],
        )
    return told


def _remind(person: User, today: date, now: datetime) -> int:
    mine = my_actions(actor=actor_for(person, today), on=today)
    soon = _by_place_and_day(mine.due, today, today + AHEAD)
    late = _by_place_and_day(mine.overdue, today - CATCH_UP, today - timedelta(days=1))
    refs = {place for place, _ in (*soon, *late)}
    places = {each.ref: each.pk for each in Partnership.objects.filter(ref__in=refs)}
    told = 0
    # what was told of other dates is done, moved or no longer theirs
    still = {
        f"{template} {line.partnership_ref} {line.milestone.last_due}"
        for template, lines in (("milestones-due", mine.due), ("milestones-overdue", mine.overdue))
        for line in lines
    }
    for template, counts in (("milestones-due", soon), ("milestones-overdue", late)):
        for (place, due), count in sorted(counts.items()):
            told += notify(
                people=[person.pk],
                template=template,
                partnership_id=places[place],
                url=reverse("improvement:my-actions", args=[place]),
                now=now,
                key=f"{template} {place} {due}",
                milestones=plural(count, "milestone"),
                day=day(due),
            )
    settle_others(person=person.pk, templates=("milestones-due", "milestones-overdue"), keep=still, now=now)
    return told


def _by_place_and_day(lines: Iterable[MyLine], first: date, last: date) -> Counter[tuple[str, date]]:
    """How many of the milestones fall on each day between two, in each partnership."""
    return Counter(
        (line.partnership_ref, line.milestone.last_due)
        for line in lines
        if line.milestone.last_due is not None and first <= line.milestone.last_due <= last
    )
