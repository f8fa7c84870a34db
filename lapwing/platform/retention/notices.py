"""What those who decide on removals are told."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import WORK, Template

TEMPLATES = (
    Template(
        "retention-simulation",
        WORK,
        line="Records whose time is over wait for your decision",
        subject="Something in Lapwing waits for your decision",
        sentences=("Records whose time is over by the retention schedule wait for your decision.",),
        button="Look at them in Lapwing",
    ),
    Template(
        "retention-months",
        WORK,
        line="Months of the access log have had their time: whoever operates Lapwing can remove them",
        subject="Something in Lapwing has had its time",
        sentences=(
            "Months of the access log have had their time by the retention schedule. Nothing removes them by "
            "itself: whoever operates Lapwing does, by a command.",
        ),
        button="Look at them in Lapwing",
    ),
)
