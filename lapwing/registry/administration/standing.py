"""What the first page of the administration says: figures, and what asks to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from lapwing.platform.access.actor import Actor
from lapwing.registry.administration.people import AdministeredPerson, people_of
from lapwing.registry.administration.quarters import next_due
from lapwing.registry.models import AccessReview, Invitation, Participation, Partnership


@dataclass(frozen=True)
class ReviewStanding:
    """The review that is open, if there is one, and by when the next is to be signed off."""

    open: AccessReview | None
    due: date
    overdue: bool


@dataclass(frozen=True)
class Standing:
    people: int
    without_second_factor: int
    unused: int
    ending_soon: int
    organisations: int
    invitations_open: int
    invitations_run_out: int
    review: ReviewStanding


def review_standing(partnership: Partnership, *, now: datetime) -> ReviewStanding:
    """When the next review of a partnership's roles is due, of what the acting user sees. One query."""
    today = timezone.localdate(now)
    reviews = list(AccessReview.objects.filter(partnership=partnership).order_by("-quarter"))
    signed = next((review.quarter for review in reviews if review.signed_at is not None), None)
    due = next_due(made=timezone.localdate(partnership.created_at), last_signed=signed)
    waiting = next((review for review in reviews if review.signed_at is None), None)
    return ReviewStanding(waiting, due, today > due)


def standing_of(actor: Actor, partnership: Partnership, *, now: datetime) -> Standing:
    """The figures of a partnership's administration."""
    people = people_of(actor, partnership, now=now)
    waiting = Invitation.objects.filter(partnership=partnership, accepted_at=None, withdrawn_at=None)
    open_now = waiting.open_at(now).count()
    return Standing(
        people=len(people),
        without_second_factor=_count(people, "No second factor"),
        unused=_count(people, "Unused for 90 days"),
        ending_soon=_count(people, "Role ends soon"),
        organisations=Participation.objects.filter(partnership=partnership, ended_at=None).count(),
        invitations_open=open_now,
        invitations_run_out=waiting.count() - open_now,
        review=review_standing(partnership, now=now),
    )


def _count(people: list[AdministeredPerson], words: str) -> int:
    return sum(words in person.worth_a_look for person in people)
