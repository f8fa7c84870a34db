"""What people are told about what they may do, and emails to those who are invited."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import Delivery, Kind, Template

ROLES = Kind(
    "roles",
    "Your roles",
    "You are given a role, or one of yours ends.",
    Delivery.ONCE,
)

ACCESS_REVIEWS = Kind(
    "access-reviews",
    "Access reviews",
    "The review of who can see what is due, or overdue.",
    Delivery.ONCE,
)

TEMPLATES = (
    Template(
        "access-review-due",
        ACCESS_REVIEWS,
        line="The access review is to be signed off by {due}",
        subject="An access review is due in Lapwing",
        sentences=("The review of who can see what is due in your partnership.",),
        button="Go to the reviews",
    ),
    Template(
        "access-review-overdue",
        ACCESS_REVIEWS,
        line="The access review is overdue: it was to be signed off by {due}",
        subject="An access review is overdue in Lapwing",
        sentences=("The review of who can see what was not signed off in time in your partnership.",),
        button="Go to the reviews",
    ),
    Template(
        "invitation",
        subject="You are invited to Lapwing",
        sentences=(
            "You are invited to Lapwing, where local partners work on their plan together.",
            "The link is yours alone: it works once, for 14 days.",
            "If you did not expect it, you can ignore it.",
        ),
        button="See your invitation",
    ),
    Template(
        "role-given",
        ROLES,
        line="You have a new role: {role}",
        subject="You have a new role in Lapwing",
        sentences=("You were given a role in Lapwing.",),
        button="See it in Lapwing",
    ),
    Template(
        "role-ended",
        ROLES,
        line="Your role as {role} has ended or has a last day now",
        subject="One of your roles in Lapwing has changed",
        sentences=("A role that you held in Lapwing has ended, or a last day was set for it.",),
        button="Open Lapwing",
    ),
)
