"""Reading access reviews: the lines as they were frozen, and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lapwing.platform.access.actor import Actor
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.registry.access import access_review_lines, access_reviews
from lapwing.registry.administration.quarters import words_of
from lapwing.registry.models import AccessReview, AccessReviewLine, Membership, Partnership, ReviewDecision
from lapwing.registry.roles import label_of

REVIEW = "registry.access.review"


@dataclass(frozen=True)
class ReviewedRole:
    """A line of a review as a page and a file show it."""

    ref: str
    partnership_ref: str
    review_ref: str
    person: str
    role: str
    organisation: str
    means: str
    may: tuple[str, ...]
    why: str
    from_date: date
    to_date: date | None
    last_signed_in: datetime | None
    decision: str
    decided: str
    note: str
    own: bool
    closed: bool


@dataclass(frozen=True)
class Since:
    """Something about roles that is no longer as it was frozen."""

    what: str
    person: str
    role: str


def find_review(actor: Actor, partnership: Partnership, ref: str) -> AccessReview:
    """A review of the partnership. Raises NotVisible."""
    among = AccessReview.objects.select_related("begun_by", "signed_by")
    return access_reviews.fetch(actor, REVIEW, queryset=among, partnership=partnership, ref=ref)


def find_line(actor: Actor, review: AccessReview, ref: str) -> AccessReviewLine:
    """A line of a review, which is noted as a read. Raises NotVisible."""
    among = AccessReviewLine.objects.select_related("review", "membership", "membership__partnership")
    found = access_review_lines.fetch(
        actor, REVIEW, queryset=among, partnership=review.partnership_id, review=review, ref=ref
    )
    _note(review, [found], ReadKind.RECORD)
    return found


def lines_of(
    actor: Actor, partnership: Partnership, review: AccessReview, what: ReadKind = ReadKind.LIST
) -> list[ReviewedRole]:
    """Every line by name; noted as a read. Two queries."""
    among = AccessReviewLine.objects.filter(review=review).select_related("membership", "decided_by")
    rows = list(
        access_review_lines.visible_to(actor, among, permission=REVIEW).order_by("person", "membership_id")
    )
    _note(review, rows, what)
    return [_role(actor, partnership, review, row) for row in rows]


def changed_since(review: AccessReview) -> list[Since]:
    """Roles given, ended or given another last day since the review began. Two queries."""
    lines = {row.membership_id: row for row in AccessReviewLine.objects.filter(review=review)}
    held = Membership.objects.filter(partnership_id=review.partnership_id).select_related("user")
    found = []
    for row in held.order_by("user__name", "id"):
        line = lines.get(row.pk)
        if line is None:
            if row.granted_at > review.begun_at:
                found.append(Since("Given since", row.user.name, label_of(row.role)))
        elif row.ended_at is not None:
            found.append(Since("Ended since", line.person, line.role))
        elif row.to_date != line.to_date:
            found.append(Since("Another last day", line.person, line.role))
    return found


def title_of(review: AccessReview) -> str:
    return f"Access review, {words_of(review.quarter)}"


def _note(review: AccessReview, rows: list[AccessReviewLine], what: ReadKind) -> None:
    note_read(
        kind=kind_of(AccessReviewLine),
        ids=[row.pk for row in rows],
        what=what,
        partnership_id=review.partnership_id,
    )


def _role(
    actor: Actor, partnership: Partnership, review: AccessReview, row: AccessReviewLine
) -> ReviewedRole:
    weighs = (
        (row.sees_personal_data, "sees personal data"),
        (row.may_change, "may change"),
        (row.may_export, "may export"),
    )
    means = ", ".join(words for holds, words in weighs if holds) or "reads only"
    reason = f": {row.granted_reason}" if row.granted_reason else ", without a reason on record"
    return ReviewedRole(
        ref=row.ref,
        partnership_ref=partnership.ref,
        review_ref=review.ref,
        person=row.person,
        role=row.role,
        organisation=row.organisation,
        means=means[:1].upper() + means[1:],
        may=tuple(row.may),
        why=f"Given by {row.granted_by} on {row.granted_at:%-d %b %Y}{reason}",
        from_date=row.from_date,
        to_date=row.to_date,
        last_signed_in=row.last_signed_in,
        decision=ReviewDecision(row.decision).label,
        decided=f"{row.decided_by.name}, {row.decided_at:%-d %b %Y}"
        if row.decided_by and row.decided_at
        else "",
        note=row.note,
        own=row.membership.user_id == actor.user_id,
        closed=row.decision == ReviewDecision.END or review.signed_at is not None,
    )
