"""Public versions as pages show them; the public ones are read as a system user, for anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lapwing.domain.disclosure import STRICT
from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.public_version.access import APPROVE, FEEDBACK, MAKE
from lapwing.insight.public_version.approved import content_of
from lapwing.insight.public_version.composing import Worded
from lapwing.insight.public_version.content import Public
from lapwing.insight.public_version.followers import Follower, followers_of
from lapwing.insight.public_version.models import (
    Feedback,
    PublicFile,
    PublicSettings,
    PublicVersion,
    VersionState,
    Wording,
)
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.system import system_actor

SYSTEM_USER = "Public versions"
PURPOSE = "public version"
# A pack of an earlier day that is published late does not become the newest thing to read about a plan.
NEWEST_FIRST = ("-pack__as_at", "-pack__number", "-approved_at", "-pk")


@dataclass(frozen=True)
class Settings:
    """How a partnership publishes: its own way, or the defaults (version 0)."""

    policy: str = STRICT.name
    feedback_address: str = ""
    may_be_found: bool = False
    version: int = 0


@dataclass(frozen=True)
class Published:
    """A version that is published, with what it says and how it is to be read.

    ``newer`` is when the newest of the plan was published, if that is another. ``followers`` are the plans
    that go on from it.
    """

    row: PublicVersion
    content: Public
    settings: Settings
    newer: datetime | None
    followers: tuple[Follower, ...]


@dataclass(frozen=True)
class Newest:
    """What the lasting address of a plan leads to: empty while nothing is published any more.

    ``followers`` are then the plans that go on from it.
    """

    ref: str
    has_easy_read: bool
    settings: Settings
    followers: tuple[Follower, ...]


def settings_of(partnership_id: int) -> Settings:
    row = PublicSettings.objects.filter(partnership=partnership_id).first()
    if row is None:
        return Settings()
    return Settings(row.policy, row.feedback_address, row.may_be_found, row.version)


def versions_of(actor: Actor, partnership_id: int, plan_ref: str) -> QuerySet[PublicVersion]:
    """The public versions of a plan: all for whoever makes or approves them, those made last first, and for
    everybody else those that are published, the newest first. Whoever asks may read the plan."""
    found = PublicVersion.objects.filter(partnership_id=partnership_id, plan_ref=plan_ref)
    if not actor.may_any((MAKE, APPROVE), partnership_id):
        found = found.filter(state=VersionState.APPROVED).order_by(*NEWEST_FIRST)
    return found.select_related("pack", "partnership")


def newest_of(plan_ref: str) -> PublicVersion | None:
    """The version of a plan's newest pack, of those that are published: not what was published last."""
    rows = PublicVersion.objects.filter(plan_ref=plan_ref, state=VersionState.APPROVED)
    return rows.select_related("partnership", "pack").order_by(*NEWEST_FIRST).first()


def standing_of(pack: Pack) -> QuerySet[PublicVersion]:
    """The public versions of a pack that were not withdrawn: whoever asks may see the pack."""
    return PublicVersion.objects.filter(pack=pack).exclude(state=VersionState.WITHDRAWN)


def left_standing(rows: Iterable[PublicVersion]) -> list[PublicVersion]:
    """Those that everybody reads or may yet, though their pack was withdrawn.

    A pack takes its versions with it. Those of packs that were withdrawn before it did stand until somebody
    withdraws them: what is published is never taken away unsaid.
    """
    return [
        row for row in rows if row.state != VersionState.WITHDRAWN and row.pack.state == PackState.WITHDRAWN
    ]


def had_part_in(row: PublicVersion) -> set[int]:
    """The accounts that made it what it is: none of them approves it."""
    worded = Wording.objects.filter(of_version=row).values_list("worded_by_id", flat=True)
    sent = {row.sent_by_id} if row.sent_by_id else set()
    return {row.made_by_id, *sent, *worded, *row.had_part}


def worded_of(row: PublicVersion) -> dict[str, Worded]:
    """What people made of its lines, by key."""
    return {
        each.key: Worded(each.words, each.left_out, each.symbol)
        for each in Wording.objects.filter(of_version=row)
    }


def feedback_on(actor: Actor, row: PublicVersion) -> QuerySet[Feedback]:
    """What people said about it, latest first. Raises NotVisible."""
    if not actor.may(FEEDBACK, row.partnership_id):
        raise NotVisible("No such feedback")
    return Feedback.objects.filter(of_version=row)


@contextmanager
def published(ref: str) -> Iterator[Published]:
    """A version that is published, for anybody, read as a system user until the block ends.

    Raises NotVisible, alike for one that is unknown, not approved or withdrawn, and ChangedVersionError.
    """
    with acting(system_actor(SYSTEM_USER), purpose=PURPOSE):
        rows = PublicVersion.objects.filter(ref=ref, state=VersionState.APPROVED)
        row = rows.select_related("partnership").first()
        if row is None:
            raise NotVisible("No such page")
        content = content_of(row)
        newest = newest_of(row.plan_ref) or row
        newer = newest.approved_at if newest.pk != row.pk else None
        followers = followers_of(row.plan_ref, newest.pack.as_at, NEWEST_FIRST)
        yield Published(row, content, settings_of(row.partnership_id), newer, followers)


def newest(plan_ref: str) -> Newest:
    """Where the lasting address of a plan leads, for anybody, read as a system user.

    Raises NotVisible for a plan of which nothing was ever published, and ChangedVersionError.
    """
    with acting(system_actor(SYSTEM_USER), purpose=PURPOSE):
        ever = PublicVersion.objects.filter(plan_ref=plan_ref, approved_at__isnull=False).first()
        if ever is None:
            raise NotVisible("No such page")
        row = newest_of(plan_ref)
        easy = row is not None and bool(content_of(row).easy)
        followers = () if row else followers_of(plan_ref, None, NEWEST_FIRST)
        return Newest(row.ref if row else "", easy, settings_of(ever.partnership_id), followers)


def file_of(row: PublicVersion, form: str) -> PublicFile:
    """A form of it as a file. Raises NotVisible."""
    found = PublicFile.objects.filter(of_version=row, form=form).select_related("file").first()
    if found is None:
        raise NotVisible("No such file")
    return found
