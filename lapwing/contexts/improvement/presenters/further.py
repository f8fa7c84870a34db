"""Pages about a plan that other packages add beside its own: packages register theirs when they are ready."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse

from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui.navigation import Link


@dataclass(frozen=True)
class FurtherPage:
    """A page of a plan: ``name`` is its address, which takes ``partnership`` and ``plan``.

    ``is_rare``: it stands among the links below the overview, and not among the buttons above it.
    """

    label: str
    name: str
    permission: str
    order: int = 50
    is_rare: bool = False


@dataclass
class FurtherPages:
    """What was registered, in its order."""

    _known: dict[str, FurtherPage] = field(default_factory=dict)

    def register(self, page: FurtherPage) -> None:
        """Take a page in; the last of a name stands."""
        self._known[page.name] = page

    def links(
        self, actor: Actor, partnership_id: int, plan: PlanHead, *, rare: bool = False
    ) -> tuple[Link, ...]:
        """Those that the actor may open: the usual ones, or the rare ones."""
        where = {"partnership": plan.partnership_ref, "plan": plan.ref}
        return tuple(
            Link(page.label, reverse(page.name, kwargs=where), False)
            for page in sorted(self._known.values(), key=lambda page: (page.order, page.label))
            if page.is_rare == rare and actor.may(page.permission, partnership_id)
        )


FURTHER_PAGES = FurtherPages()
