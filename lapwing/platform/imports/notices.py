"""What people are told about files that they bring in."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import WORK, Template

TEMPLATES = (
    Template(
        "import-read",
        WORK,
        line="Your file has been read and waits for you: {title}",
        subject="Your file has been read in Lapwing",
        sentences=("A file that you sent has been read. See what is in it before anything is kept.",),
        button="See what was found",
    ),
    Template(
        "import-refused",
        WORK,
        line="Your file could not be brought in: {title}",
        subject="Your file could not be brought in to Lapwing",
        sentences=("A file that you sent could not be brought in. The page says why.",),
        button="See why in Lapwing",
    ),
    Template(
        "import-finished",
        WORK,
        line="What was in your file is kept: {title}",
        subject="Your file has been brought in to Lapwing",
        sentences=("What was in a file that you sent is kept now.",),
        button="See it in Lapwing",
    ),
)
