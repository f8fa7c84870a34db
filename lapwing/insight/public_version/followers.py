"""The plans that a published plan was followed by, for whoever kept its address."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement import public as improvement
from lapwing.insight.public_version.approved import ChangedVersionError, content_of
from lapwing.insight.public_version.models import PublicVersion, VersionState

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Follower:
    """A plan of which something is published; ``title`` is what that calls it."""

    plan_ref: str
    title: str


def followers_of(plan_ref: str, since: date | None, newest_first: Sequence[str]) -> tuple[Follower, ...]:
    """The last plans of which something is published, of all that go on from a plan.

    ``since`` is the day of what is published of the plan itself: a plan of which nothing later is published
    does not follow it yet. Nothing is told of a plan of which nothing is published. One whose version cannot
    be read is left out and logged: what is published of this plan stands all the same. A query without any
    that goes on.
    """
    tree = improvement.followed_by(plan_ref)
    if not tree:
        return ()
    every = {ref for refs in tree.values() for ref in refs}
    rows = PublicVersion.objects.filter(plan_ref__in=every, state=VersionState.APPROVED)
    if since is not None:
        rows = rows.filter(pack__as_at__gte=since)
    newest = rows.order_by("plan_ref", *newest_first).distinct("plan_ref")
    titles = {row.plan_ref: title for row in newest if (title := _title(row))}
    return tuple(Follower(ref, titles[ref]) for ref in _last(plan_ref, tree, titles))


def _title(row: PublicVersion) -> str:
    """What a published version calls its plan; empty where what was approved cannot be read."""
    try:
        return content_of(row).plan
    except ChangedVersionError as error:
        log.error("A plan that follows a published one is not named there: %s", error)
        return ""


def _last(ref: str, tree: Mapping[str, Sequence[str]], published: Mapping[str, str]) -> Iterator[str]:
    """The ends of each way on that are published."""
    for each in tree.get(ref, ()):
        further = list(_last(each, tree, published))
        yield from further or ([each] if each in published else [])
