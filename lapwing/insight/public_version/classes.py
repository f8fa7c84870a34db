"""How sensitive what public versions hold is: more than what they show."""

from __future__ import annotations

from lapwing.platform.access.data_classes import WORKING, Held, Sort

TABLES = {
    "public_version_publicsettings": WORKING,
    "public_version_publicversion": WORKING,
    "public_version_wording": WORKING,
    "public_version_publicfile": WORKING,
    # the small counts of children that were hidden
    "public_version_publicrelease": Held(
        Sort.PERSONAL,
        ends="public-version",
        noted="No page shows it: it is read only to judge what may be shown next.",
    ),
    "public_version_feedback": Held(Sort.PERSONAL, ends="public-feedback", noted="Feedback"),
}
