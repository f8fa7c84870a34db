"""How sensitive what is known of people and bodies is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import AS_PERSON, WORKING, Held, Sort

TABLES = {
    "registry_partnership": Held(Sort.PUBLIC),
    "registry_organisation": Held(Sort.PUBLIC),
    "registry_participation": WORKING,
    # who sits on a board is public, or known to every colleague: names of people in office, and posts
    "registry_governancegroup": WORKING,
    "registry_groupmember": WORKING,
    "registry_membership": Held(
        Sort.PERSONAL,
        ends="Kept without the name, which goes with the closed account.",
        noted=AS_PERSON,
    ),
    "registry_invitation": Held(
        Sort.PERSONAL, ends="invitation", noted="Invitation", fields={"token_hash": Sort.SECRET}
    ),
    "registry_accessreview": Held(
        Sort.PERSONAL, ends="Kept to show that it was signed.", noted="AccessReviewLine"
    ),
    "registry_accessreviewline": Held(
        Sort.PERSONAL, ends="Kept to show what was signed.", noted="AccessReviewLine"
    ),
}
