"""What follows when a version is published: what families were told, and evidence of publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.insight.public_version.content import Public
from lapwing.insight.public_version.models import PublicVersion
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.ui.filters import day

_OPEN = {improvement.Publication.AHEAD, improvement.Publication.OVER}


@dataclass(frozen=True)
class Afterwards:
    """``told_on``: when families were told of this version. ``record``: where that is recorded, for whoever
    may. ``due``: by when the plan is to be published, while nobody has said that it was; ``evidence``: where
    the lasting address is given as evidence of it, for whoever may."""

    told_on: date | None
    record: str
    due: date | None
    evidence: str


def afterwards(
    actor: Actor, row: PublicVersion, content: Public, own: str, lasting: str, today: date
) -> Afterwards:
    """What is left to do of a version that is published. ``own`` and ``lasting`` are whole addresses."""
    due = _due(actor, row, today)
    easy = " There is an easy-read version of it too." if content.easy else ""
    where = {"partnership": row.partnership.ref, "plan": row.plan_ref}
    runs = due is not None and actor.may(improvement.RUN, row.partnership_id)
    say = f"{reverse('improvement:publication-say', kwargs=where)}?{urlencode({'address': lasting})}"
    return Afterwards(
        told_on=governance.told_on(actor, row.partnership, reverse("published:page", args=[row.ref])),
        record=governance.address_to_record_told(
            actor,
            row.partnership,
            about=governance.Pointed("plan", row.plan_ref),
            link=own,
            words=f"{content.title}, as it stood on {day(row.pack.as_at)}.{easy}",
            audience="Parents, carers and young people",
        ),
        due=due,
        evidence=say if runs else "",
    )


def _due(actor: Actor, row: PublicVersion, today: date) -> date | None:
    """By when the plan is to be published, if nobody has said yet that it was."""
    try:
        found = improvement.publication_standing(actor=actor, plan_ref=row.plan_ref, on=today)
    except NotVisible:  # the plan may be gone by now: the pack and what is public of it stand
        return None
    return found.due if found.state in _OPEN else None
