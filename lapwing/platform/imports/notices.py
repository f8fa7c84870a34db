"""What people are told about files that they bring in."""

from __future__ import annotations

from lapwing.platform.imports.models import DataImport, ImportState
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
        line="Your file cannot be read: {title}",
        subject="Your file cannot be read by Lapwing",
        sentences=("A file that you sent cannot be read. The page says why, and what would be right.",),
        button="See why in Lapwing",
    ),
    Template(
        "import-stopped",
        WORK,
        line="Your file needs another look, and nothing was changed: {title}",
        subject="Your file in Lapwing needs another look",
        sentences=("Something kept Lapwing from doing what you asked with a file. Nothing was changed.",),
        button="See why in Lapwing",
    ),
    Template(
        "import-undone",
        WORK,
        line="What your file brought in was undone: {title}",
        subject="What your file brought in to Lapwing was undone",
        sentences=("What a file had brought in was undone, as you asked.",),
        button="See it in Lapwing",
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


def what_to_tell(found: DataImport) -> str:
    """The template for how a step ended; "" while one goes on."""
    if found.state == ImportState.REFUSED:
        return "import-refused"
    if found.problem or found.news:
        return "import-stopped"
    return _ENDS.get(found.state, "")


_ENDS: dict[str, str] = {
    ImportState.SHEET: "import-read",
    ImportState.COLUMNS: "import-read",
    ImportState.CHECKED: "import-read",
    ImportState.COMMITTED: "import-finished",
    ImportState.UNDONE: "import-undone",
}
