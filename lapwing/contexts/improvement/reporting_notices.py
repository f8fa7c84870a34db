"""What people are told as a reporting cycle goes on: those who are asked, and those who run the plan."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import Delivery, Kind, Template

UPDATES = Kind(
    "updates",
    "Updates that you are asked for",
    "A reporting cycle asks you how your actions stand, reminds you before it closes, or missed your answer; "
    "or what somebody else owned was handed over to you.",
    Delivery.ONCE,
)
ASKED, REMINDER, EXTENDED, MISSED = "update-asked", "update-reminder", "update-extended", "update-missed"
RUNNING = Kind(
    "running",
    "How reporting goes",
    "For those who run a plan: a cycle did not open, an update passed a check that nobody could make, an "
    "update or a change that is asked for waits where nobody can decide, or no day to report on follows the "
    "last.",
    Delivery.DIGEST,
)
NEVER_OPENED, PASSED_OVER, NO_DAY_AFTER = "cycle-never-opened", "check-passed-over", "no-day-after"
UPDATE_STUCK, CHANGE_STUCK = "update-nobody-decides", "change-nobody-decides"

OF_REPORTING = (
    Template(
        ASKED,
        UPDATES,
        line="Say by {day} how your actions stand: {cycle}, {plan}",
        subject="You are asked for an update in Lapwing",
        sentences=("A plan that you have a part in is reported on. Say how your actions stand.",),
        button="Write your updates",
    ),
    Template(
        REMINDER,
        UPDATES,
        line="Updates of yours are still missing; the last day is {day}: {cycle}, {plan}",
        subject="An update of yours is still missing in Lapwing",
        sentences=("You were asked how your actions stand, and the last day to say so is near.",),
        button="Write your updates",
    ),
    Template(
        EXTENDED,
        UPDATES,
        line="You have until {day} to say how your actions stand: {cycle}, {plan}",
        subject="You have more time for an update in Lapwing",
        sentences=("You were asked how your actions stand, and have more time to say so.",),
        button="Write your updates",
    ),
    Template(
        MISSED,
        UPDATES,
        line="Updates of yours were missing on {day}; you can still give them: {cycle}, {plan}",
        subject="An update of yours was missed in Lapwing",
        sentences=(
            "The last day to say how your actions stand has passed. You can still do so until the "
            "reports are signed off.",
        ),
        button="Write your updates",
    ),
    Template(
        "roles-handed-over",
        UPDATES,
        line="{roles} handed over to you from {day}: you say how the actions stand that they own",
        subject="Actions were handed over to you in Lapwing",
        sentences=("What somebody else owned in a plan was handed over to you. See which roles you hold.",),
        button="See the owners",
    ),
    Template(
        NEVER_OPENED,
        RUNNING,
        line="It did not open, and its last day was {day}: {cycle}, {plan}",
        subject="A reporting cycle did not open in Lapwing",
        sentences=("A reporting cycle of a plan that you run did not open before its last day.",),
        button="See the cycle",
    ),
    Template(
        PASSED_OVER,
        RUNNING,
        line="An update passed a check over, because nobody else holds it: {step}, {cycle}",
        subject="A check was passed over in Lapwing",
        sentences=("An update on a plan that you run went past a check that nobody else could make.",),
        button="See the update",
    ),
    Template(
        UPDATE_STUCK,
        RUNNING,
        line="Nobody can decide about an update: {step}, {cycle}",
        subject="Nobody can decide about an update in Lapwing",
        sentences=(
            "An update on a plan that you run waits where nobody can decide but those who wrote it or own "
            "the action. Change the steps, or see that somebody else has a role that checks updates.",
        ),
        button="See the update",
    ),
    Template(
        CHANGE_STUCK,
        RUNNING,
        line="Nobody can decide about a change that was asked for of {of}: {plan}",
        subject="Nobody can decide about a change in Lapwing",
        sentences=(
            "A change of a plan that you run was asked for, and nobody is left who may decide it. Change the "
            "steps, or see that somebody else may change the plan.",
        ),
        button="See what was asked for",
    ),
    Template(
        NO_DAY_AFTER,
        RUNNING,
        line="No day to report on follows {day}; add the next: {plan}",
        subject="A plan has no further day to report on in Lapwing",
        sentences=(
            "A plan that you run is reported on dates of its own, and the last of them is near or has "
            "passed. Add the next ones.",
        ),
        button="Add the next dates",
    ),
)


def cycle_told_as(cycle_ref: str) -> str:
    """What the keys of notices about a reporting cycle begin with."""
    return f"cycle {cycle_ref} "


def days_told_as(plan_ref: str) -> str:
    """What the keys of notices about the end of a rhythm's own dates begin with."""
    return f"no day after {plan_ref} "
