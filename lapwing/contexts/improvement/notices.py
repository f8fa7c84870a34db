"""What people are told about plans."""

from __future__ import annotations

from lapwing.contexts.improvement.reporting_notices import OF_REPORTING
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
EVIDENCE = Kind(
    "evidence",
    "Evidence",
    "Evidence waits for you to accept it, or what you gave was accepted or returned.",
    Delivery.DIGEST,
)
CHANGES = Kind(
    "changes",
    "Changes that are asked for",
    "Somebody asks for a date, a baseline or a target to be changed, or your own request was decided.",
    Delivery.ONCE,
)

FOLLOWED = Kind(
    "followed",
    "What you follow",
    "Something was recorded of an action or a measure that you follow.",
    Delivery.DIGEST,
)
DECIDED = Kind(
    "decided",
    "What became of your updates",
    "An update of yours was returned with a comment, or was signed off.",
    Delivery.ONCE,
)
CHECKS = Kind(
    "checks",
    "Updates that wait for you",
    "Updates wait for you to check them or sign them off.",
    Delivery.DIGEST,
)
PUBLICATION = Kind(
    "publication",
    "Plans to publish",
    "A plan that you run is to be published soon, or its day has passed and nobody has said that it was.",
    Delivery.ONCE,
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
    *OF_REPORTING,
    Template(
        "update-not-signed-off",
        DECIDED,
        line="Your update on action {action} was not signed off in time: {cycle}",
        subject="An update of yours was not signed off in time in Lapwing",
        sentences=(
            "A reporting cycle was signed off before an update of yours was. It stays as you wrote it.",
        ),
        button="See it in Lapwing",
    ),
    Template(
        "evidence-given",
        EVIDENCE,
        line="Evidence waits to be accepted: {plan}",
        subject="Evidence waits to be accepted in Lapwing",
        sentences=(
            "Somebody gave evidence of an action or a milestone. See whether it shows what it should.",
        ),
        button="See what waits",
    ),
    Template(
        "evidence-decided",
        EVIDENCE,
        line="Evidence that you gave was {decided}: {plan}",
        subject="Evidence that you gave was looked at in Lapwing",
        sentences=("Somebody accepted evidence that you gave, or returned it and says why.",),
        button="See what was said",
    ),
    Template(
        "change-asked",
        CHANGES,
        line="A change of {of} is asked for: {plan}",
        subject="A change is asked for in Lapwing",
        sentences=("Somebody asks for a date, a baseline or a target of a plan to be changed. Decide it.",),
        button="See what is asked",
    ),
    Template(
        "change-decided",
        CHANGES,
        line="The change of {of} that you asked for was {decided}: {plan}",
        subject="A change that you asked for was decided in Lapwing",
        sentences=("A change of a plan that you asked for was decided.",),
        button="See what was decided",
    ),
    Template(
        "followed-changed",
        FOLLOWED,
        line="Something was recorded of {things} that you follow",
        subject="Something that you follow has changed in Lapwing",
        sentences=("Something was recorded of an action or a measure that you follow.",),
        button="See what changed",
    ),
    Template(
        "updates-to-check",
        CHECKS,
        line="Updates wait for you: {step}, {cycle}",
        subject="Updates wait for you in Lapwing",
        sentences=("Updates on a plan wait for you to check them or sign them off.",),
        button="See what waits for you",
    ),
    Template(
        "update-returned",
        DECIDED,
        line="Your update on action {action} was returned with a comment: {cycle}",
        subject="An update of yours was returned in Lapwing",
        sentences=("An update that you wrote was returned to you with a comment.",),
        button="Read the comment in Lapwing",
    ),
    Template(
        "update-signed-off",
        DECIDED,
        line="Your update on action {action} was signed off: {cycle}",
        subject="An update of yours was signed off in Lapwing",
        sentences=("An update that you wrote was signed off.",),
        button="See it in Lapwing",
    ),
    Template(
        "update-words-withdrawn",
        DECIDED,
        line="The words of your update on action {action} were withdrawn: {cycle}",
        subject="The words of an update of yours were withdrawn in Lapwing",
        sentences=("The words of an update that you wrote were withdrawn. How it stands remains as it was.",),
        button="Read why in Lapwing",
    ),
    Template(
        "report-words-withdrawn",
        DECIDED,
        line="The words of what you reported of a milestone of action {action} were withdrawn",
        subject="The words of a report of yours were withdrawn in Lapwing",
        sentences=("The words of what you reported were withdrawn. How it stands remains as you said it.",),
        button="Read why in Lapwing",
    ),
    Template(
        "publication-due",
        PUBLICATION,
        line="{plan}: to be published by {day}",
        subject="A plan is to be published soon",
        sentences=("A plan that you run is to be published soon. When it is, say where it stands.",),
        button="See by when in Lapwing",
    ),
    Template(
        "publication-over",
        PUBLICATION,
        line="{plan}: it was to be published by {day}, and nobody has said that it was",
        subject="Has a plan been published?",
        sentences=(
            "The day by which a plan that you run was to be published has passed. If it was published, say "
            "where it stands.",
        ),
        button="Say where it stands",
    ),
)


def questions_told_as(plan_ref: str) -> str:
    """What the keys of notices about the open questions of a plan begin with."""
    return f"questions {plan_ref} "


def publication_told_as(plan_ref: str) -> str:
    """What the keys of notices about the publication of a plan begin with."""
    return f"publication {plan_ref} "
