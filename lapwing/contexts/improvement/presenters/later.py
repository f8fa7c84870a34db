"""Of which plans a draft may be a later version, for the page on which it is reviewed."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.contexts.improvement import versions
from lapwing.contexts.improvement.drafts import OpenDraft
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.models import Plan
from lapwing.registry.models import Partnership


@dataclass(frozen=True)
class Offered:
    """A plan with the address where the draft is compared with it."""

    title: str
    url: str


@dataclass(frozen=True)
class LaterOf:
    """``likely`` are the plans it seems to be a version of, ``others`` all others of the partnership."""

    likely: tuple[Offered, ...]
    others: tuple[Offered, ...]
    is_report: bool


def later_of(partnership: Partnership, opened: OpenDraft) -> LaterOf:
    """The plans that a draft can be compared with; a progress report is one of any plan there is."""
    plans = {row.ref: row for row in Plan.objects.in_force().filter(partnership=partnership)[:50]}
    is_report = opened.reading.document == "progress report"
    found = [each.ref for each in versions.likely_plans(partnership, opened.review.plan)]
    likely = list(plans) if is_report and len(plans) == 1 else [ref for ref in found if ref in plans]

    def offered(ref: str) -> Offered:
        url = address(partnership, "import-compare", plan_draft=opened.draft.ref, plan=ref)
        return Offered(plans[ref].title, url)

    return LaterOf(
        tuple(map(offered, likely)), tuple(offered(ref) for ref in plans if ref not in likely), is_report
    )
