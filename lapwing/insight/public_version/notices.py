"""What people are told about public versions."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import Delivery, Kind, Template

PUBLIC = Kind(
    "public-versions",
    "Public versions",
    "A public version waits for you to approve it, or one that you made or approved was returned, published "
    "or withdrawn.",
    Delivery.ONCE,
)
FEEDBACK = Kind(
    "public-feedback",
    "Feedback from the public",
    "Somebody said what they think of a public version: once a day, however many did.",
    Delivery.DIGEST,
)

TEMPLATES = (
    Template(
        "public-to-approve",
        PUBLIC,
        line="A public version waits for somebody to approve it: {plan}",
        subject="A public version waits for approval in Lapwing",
        sentences=("A public version of a plan's progress waits for somebody to read and approve it.",),
        button="Read it in Lapwing",
    ),
    Template(
        "public-returned",
        PUBLIC,
        line="The public version that you made was returned with a comment: {plan}",
        subject="A public version was returned to you in Lapwing",
        sentences=("A public version that you made was returned to you with a comment.",),
        button="Read the comment in Lapwing",
    ),
    Template(
        "public-approved",
        PUBLIC,
        line="The public version that you made is approved, and published: {plan}",
        subject="A public version that you made is published",
        sentences=("A public version that you made was approved. Everybody can read it now.",),
        button="See it in Lapwing",
    ),
    Template(
        "public-withdrawn",
        PUBLIC,
        line="The public version that you made or approved was withdrawn: {plan}",
        subject="A public version was withdrawn in Lapwing",
        sentences=(
            "A public version that you made or approved was withdrawn. Nobody outside can read it any more.",
        ),
        button="Read why in Lapwing",
    ),
    Template(
        "public-feedback",
        FEEDBACK,
        line="{number} on a public version since yesterday: {plan}",
        subject="People said what they think of a public version",
        sentences=("Somebody said what they think of a public version of a plan that you run.",),
        button="Read it in Lapwing",
    ),
)
