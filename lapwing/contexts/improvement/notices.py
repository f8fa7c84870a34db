"""What people are told about plans."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import WORK, Delivery, Kind, Template

DATES = Kind(
    "dates",
    "Dates of what you own",
    "Milestones that you own or stand in for are due in two weeks, or their date has passed.",
    Delivery.DIGEST,
)
QUESTIONS = Kind(
    "questions",
    "Questions that wait for you",
    "A document left something open that you can answer.",
    Delivery.DIGEST,
)

TEMPLATES = (
    Template(
        "draft-read",
        WORK,
        line="Your document has been read",
        subject="Your document has been read in Lapwing",
        sentences=("A document that you sent has been read. See what was found before it is saved.",),
        button="See what was found",
    ),
    Template(
        "draft-refused",
        WORK,
        line="Your document could not be read",
        subject="Your document could not be read in Lapwing",
        sentences=("A document that you sent could not be read. The page says why.",),
        button="See why in Lapwing",
    ),
    Template(
        "milestones-due",
        DATES,
        line="{milestones} of yours: due on {day}",
        subject="Something that you own is due soon in Lapwing",
        sentences=("Something that you own in a plan is due in two weeks or less.",),
        button="See what is yours",
    ),
    Template(
        "milestones-overdue",
        DATES,
        line="{milestones} of yours: due on {day}, and not reported as done",
        subject="Something that you own is overdue in Lapwing",
        sentences=("The date of something that you own in a plan has passed. Say how it stands.",),
        button="See what is yours",
    ),
    Template(
        "questions-open",
        QUESTIONS,
        line="{questions} of a plan for you to answer: {plan}",
        subject="Questions wait for you in Lapwing",
        sentences=("A document left questions open that you can answer.",),
        button="See the questions",
    ),
)


def questions_told_as(plan_ref: str) -> str:
    """What the keys of notices about the open questions of a plan begin with."""
    return f"questions {plan_ref} "
