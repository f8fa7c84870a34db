"""What the commands share: finding and locking a version, and the releases to judge its figures with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from lapwing.domain.disclosure import POLICIES, Release, from_json, to_json
from lapwing.insight.packs import shapes
from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.packs.queries import pack_shown
from lapwing.insight.public_version import access
from lapwing.insight.public_version.commands.errors import ChangedMeanwhileError, PublicError
from lapwing.insight.public_version.content import from_text as content_from_text
from lapwing.insight.public_version.figures import Judged, judge
from lapwing.insight.public_version.lineage import released_as
from lapwing.insight.public_version.models import PublicRelease, PublicVersion, VersionState
from lapwing.insight.public_version.percentages import Printed, printed_alone
from lapwing.insight.public_version.proposing import measures_of
from lapwing.insight.public_version.refusing import NotJudgedError
from lapwing.insight.public_version.rules.handling import Handling
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

LONGEST_REASON = 1000
NOT_READY = "A public version is made of a pack that is ready and was not withdrawn."


def locked(
    by: Actor,
    partnership: Partnership,
    ref: str,
    version: int,
    *permissions: str,
    states: Collection[str],
) -> PublicVersion:
    """The version, locked after its partnership and its pack, as it was read and in one of the states.

    In this order as by whoever withdraws the pack, with which its public versions go.

    Raises NotVisible, ChangedMeanwhileError and PublicError.
    """
    found = access.fetch_version(by, partnership.pk, ref, *permissions)
    lock_pack(partnership, found.pack_id)
    rows = PublicVersion.objects.select_for_update(of=("self",)).select_related("partnership", "pack")
    return as_it_was_read(rows.get(pk=found.pk), version, states)


def lock_pack(partnership: Partnership, pack_id: int) -> Pack:
    """The pack as it stands, locked after its partnership."""
    Partnership.objects.select_for_update(of=("self",), no_key=True).get(pk=partnership.pk)
    rows = Pack.objects.select_for_update(of=("self",), no_key=True).select_related("partnership")
    return rows.get(pk=pack_id)


def as_it_was_read(row: PublicVersion, version: int, states: Collection[str]) -> PublicVersion:
    """The row, when it is as it was read and in one of the states.

    Raises ChangedMeanwhileError and PublicError.
    """
    if row.version != version:
        raise ChangedMeanwhileError
    if row.state not in states:
        raise PublicError(f"This public version cannot be changed so: {_STANDS[row.state]}.")
    return row


_STANDS: dict[str, str] = {
    VersionState.DRAFT: "it is still being worded",
    VersionState.SENT: "it waits for approval",
    VersionState.APPROVED: "it is published",
    VersionState.WITHDRAWN: "it is withdrawn",
}


def save(row: PublicVersion, part_of: Actor | None = None) -> PublicVersion:
    """Save a change; ``part_of`` is whose part in the version it is, who then does not approve it."""
    if part_of is not None and part_of.id not in row.had_part:
        row.had_part = [*row.had_part, part_of.id]
    row.version += 1
    row.save()
    return row


def required(text: str, message: str, field: str) -> str:
    """A reason or a comment. Raises PublicError."""
    found = text.strip()
    if not found or "\0" in found:
        raise PublicError(message, field)
    if len(found) > LONGEST_REASON:
        raise PublicError(f"Use {LONGEST_REASON} letters at most.", field)
    return found


def snapshot_of(pack: Pack) -> shapes.Pack:
    """What a pack that stands says. Raises PublicError."""
    if pack.state != PackState.READY:
        raise PublicError(NOT_READY)
    shown = pack_shown(pack).content
    if shown is None:
        raise PublicError("This pack is not frozen.")
    return shown


def earlier_of(partnership_id: int) -> tuple[list[int], list[Release]]:
    """The versions of the partnership that anybody could ever read, oldest first, and their releases.

    Of all its plans: one may go on from another, and two may count the same children. One that was withdrawn
    is among them: it was read.
    """
    rows = PublicVersion.objects.filter(partnership_id=partnership_id, approved_at__isnull=False)
    numbers = list(rows.order_by("approved_at", "pk").values_list("pk", flat=True))
    kept = PublicRelease.objects.filter(of_version__in=numbers)
    ordered = kept.order_by("of_version__approved_at", "of_version_id", "pk")
    return numbers, [from_json(counts) for counts in ordered.values_list("counts", flat=True)]


def judged(
    pack: shapes.Pack,
    handling: Mapping[str, str],
    policy: str,
    earlier: Sequence[Release],
    partnership_id: int,
) -> Judged:
    """The figures as they may be read. Raises PublicError, with the field of the line at fault."""
    wanted = {key: Handling(how) for key, how in handling.items()}
    measures = measures_of(pack)
    same = released_as(partnership_id, [each.key for measure in measures for each in measure.series])
    try:
        return judge(measures, wanted, POLICIES[policy], earlier, same, _printed_alone(partnership_id))
    except NotJudgedError as error:
        raise PublicError(str(error), error.series) from error


def _printed_alone(partnership_id: int) -> frozenset[Printed]:
    """The percentages without counts that anybody could ever read."""
    rows = PublicVersion.objects.filter(partnership_id=partnership_id, approved_at__isnull=False)
    return printed_alone(content_from_text(text) for text in rows.values_list("content", flat=True))


def keep_releases(row: PublicVersion, releases: Mapping[str, Release]) -> None:
    """Keep what was hidden, in place of what was worked out before."""
    PublicRelease.objects.filter(of_version=row).delete()
    PublicRelease.objects.bulk_create(
        PublicRelease(partnership_id=row.partnership_id, of_version=row, measure=key, counts=to_json(release))
        for key, release in releases.items()
    )
