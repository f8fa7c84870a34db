"""Reviewing who can see what, and why. Nothing changes by itself: somebody ends each role that ends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lapwing.platform.access.actor import Actor
from lapwing.registry.administration.quarters import quarter_of, words_of
from lapwing.registry.commands.leaving import end_role
from lapwing.registry.errors import AlreadyHeldError, OwnAccessError, ReviewNotDoneError
from lapwing.registry.meaning import meaning_of
from lapwing.registry.models import AccessReview, AccessReviewLine, Membership, Partnership, ReviewDecision
from lapwing.registry.roles import label_of
from lapwing.registry.telling import settle_review


@transaction.atomic
def begin_review(*, partnership: Partnership, by: Actor, now: datetime) -> AccessReview:
    """Freeze who holds which role today, for this quarter's review.

    Raises AlreadyHeldError when one is open, or when this quarter's is done.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    today = timezone.localdate(now)
    before = AccessReview.objects.filter(partnership=partnership)
    if before.filter(signed_at=None).exists():
        raise AlreadyHeldError("A review is open already. Sign it off first.")
    if before.filter(quarter=quarter_of(today)).exists():
        raise AlreadyHeldError(f"The review for {words_of(quarter_of(today))} is done.")
    review = AccessReview.objects.create(
        partnership=partnership, quarter=quarter_of(today), begun_at=now, begun_by_id=by.id
    )
    held = Membership.objects.filter(partnership=partnership).not_over(today)
    rows = held.select_related("user", "organisation", "granted_by").order_by("user__name", "user_id", "id")
    AccessReviewLine.objects.bulk_create(_frozen(review, row) for row in rows)
    return review


@transaction.atomic
def decide(line: AccessReviewLine, *, decision: ReviewDecision, note: str, by: Actor, now: datetime) -> None:
    """Say what becomes of one role. "End" ends it at once, for the reason in ``note``.

    Raises OwnAccessError for one's own role, ReviewNotDoneError for a reason that is missing or a role that
    this review has ended, and the errors of ``end_role``.
    """
    _open_review(line.review_id)
    line = AccessReviewLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    membership = line.membership
    if membership.user_id == by.user_id:
        raise OwnAccessError("Nobody reviews their own access. Another reviewer decides about yours.")
    if line.decision == ReviewDecision.END:
        raise ReviewNotDoneError("This review has ended that role. To give it back, give it anew.")
    if decision in (ReviewDecision.END, ReviewDecision.ASK) and not note.strip():
        raise ReviewNotDoneError("Say why." if decision == ReviewDecision.END else "Say what is to be asked.")
    if decision == ReviewDecision.END and membership.ended_at is None:
        end_role(membership, by=by, now=now, reason=f"Access review: {note.strip()}")
    _decided(line, decision, note.strip(), by, now)
    line.save(update_fields=["decision", "note", "decided_at", "decided_by"])


@transaction.atomic
def keep_the_rest(review: AccessReview, *, by: Actor, now: datetime) -> int:
    """Keep every role that nobody has decided about, save one's own; how many there were."""
    _open_review(review.pk)
    undecided = AccessReviewLine.objects.filter(review=review, decision=ReviewDecision.OPEN)
    return undecided.exclude(membership__user_id=by.id).update(
        decision=ReviewDecision.KEEP, decided_at=now, decided_by_id=by.id
    )


@transaction.atomic
def sign_off(review: AccessReview, *, by: Actor, now: datetime) -> None:
    """Sign that every role was looked at. Raises ReviewNotDoneError while one is open or asked about."""
    review = AccessReview.objects.select_for_update().get(pk=review.pk)
    if review.signed_at is not None:
        raise ReviewNotDoneError("This review is signed off already.")
    lines = AccessReviewLine.objects.filter(review=review)
    waiting = lines.filter(decision__in=(ReviewDecision.OPEN, ReviewDecision.ASK)).count()
    if waiting:
        raise ReviewNotDoneError(
            f"{waiting} roles are not decided, or still asked about. Keep or end each of them first."
            if waiting > 1
            else "One role is not decided, or still asked about. Keep or end it first."
        )
    kept = lines.filter(decision=ReviewDecision.KEEP).count()
    review.statement = (
        f"Every role held on {timezone.localdate(review.begun_at):%-d %B %Y} was looked at: "
        f"{kept} kept, {lines.count() - kept} ended."
    )
    review.signed_at, review.signed_by_id = now, by.id
    review.save(update_fields=["signed_at", "signed_by", "statement"])
    settle_review(review.partnership, now=now)


def _open_review(number: int) -> None:
    """Hold a review until the transaction ends, so that it is not signed while something of it is decided.

    Raises ReviewNotDoneError when it is signed.
    """
    if AccessReview.objects.select_for_update().get(pk=number).signed_at is not None:
        raise ReviewNotDoneError("This review is signed off, and stays as it is.")


def _decided(line: AccessReviewLine, decision: ReviewDecision, note: str, by: Actor, now: datetime) -> None:
    line.decision, line.note = decision, note
    line.decided_at = now if decision else None
    line.decided_by_id = by.id if decision else None


def _frozen(review: AccessReview, row: Membership) -> AccessReviewLine:
    meaning = meaning_of(row.role)
    return AccessReviewLine(
        partnership_id=review.partnership_id,
        review=review,
        membership=row,
        person=row.user.name,
        organisation=row.organisation.name,
        role=label_of(row.role),
        may=list(meaning.may),
        sees_personal_data=meaning.sees_personal_data,
        may_change=meaning.may_change,
        may_export=meaning.may_export,
        from_date=row.from_date,
        to_date=row.to_date,
        granted_by=row.granted_by.name,
        granted_at=row.granted_at,
        granted_reason=row.granted_reason,
        last_signed_in=row.user.last_login,
    )
