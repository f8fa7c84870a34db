"""Packs as lists and pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from lapwing.insight.packs import frozen, shapes
from lapwing.insight.packs.access import BUILD, READ, packs, templates
from lapwing.insight.packs.models import Pack, PackFile, PackSnapshot, PackState, PackTemplate
from lapwing.platform.access.actor import Actor


class CannotBeShownError(Exception):
    """What is kept of a pack cannot be shown; ``sentence`` says why, for a reader."""

    sentence = ""


class ChangedPackError(CannotBeShownError):
    """What stands in the database is not what was frozen: its SHA-256 is another."""

    sentence = (
        "What is kept of it is not what was frozen: its SHA-256 is another. Its files were built when it was "
        "frozen, and are not touched by this. Tell whoever runs the service, who can put back what was kept."
    )


class UnknownShapeError(CannotBeShownError):
    """It was frozen by a newer version of Lapwing, or is no pack."""

    sentence = (
        "It was frozen by another version of Lapwing than this one, which cannot read it. It can be read "
        "when the newer version runs again."
    )


@dataclass(frozen=True)
class PackShown:
    """A pack with what it says (None until it is frozen) and its files."""

    pack: Pack
    content: shapes.Pack | None
    sha256: str
    files: tuple[PackFile, ...]


@dataclass(frozen=True)
class PackKept:
    """By what a pack and its files are known again: the SHA-256 of its record, empty before it is frozen."""

    sha256: str
    files: tuple[PackFile, ...]


def packs_of(actor: Actor, partnership_id: int, plan_ref: str) -> QuerySet[Pack]:
    """The packs of a plan, latest first."""
    found = Pack.objects.filter(partnership_id=partnership_id, plan_ref=plan_ref)
    return packs.visible_to(actor, found, permission=READ).select_related("partnership", "work")


def kept_of(pack: Pack) -> PackKept:
    """What is known of a pack without reading what it says, in two queries."""
    sha256 = PackSnapshot.objects.filter(pack=pack).values_list("sha256", flat=True).first()
    files = PackFile.objects.filter(pack=pack).select_related("file").order_by("pk")
    return PackKept(sha256 or "", tuple(files))


def pack_shown(pack: Pack) -> PackShown:
    """A pack at hand, in two queries.

    Raises CannotBeShownError when what is kept is not what was frozen, or not known here.
    """
    snapshot = PackSnapshot.objects.filter(pack=pack).first()
    if snapshot is None:
        return PackShown(pack, None, "", ())
    if frozen.sha256_of(snapshot.text) != snapshot.sha256:
        raise ChangedPackError(f"The snapshot of pack {pack.pk} does not match its SHA-256.")
    files = tuple(PackFile.objects.filter(pack=pack).select_related("file"))
    try:
        content = frozen.from_text(snapshot.text)
    except frozen.FrozenPackError as error:
        raise UnknownShapeError(str(error)) from error
    return PackShown(pack, content, snapshot.sha256, files)


def packs_of_meeting(actor: Actor, partnership_id: int, meeting_ref: str) -> QuerySet[Pack]:
    """The packs that are for a meeting and say something, latest first."""
    found = Pack.objects.filter(partnership_id=partnership_id, meeting_ref=meeting_ref)
    found = found.exclude(meeting_ref="").exclude(state=PackState.FAILED)
    return packs.visible_to(actor, found, permission=READ).select_related("partnership", "work")


def packs_of_cycle(actor: Actor, partnership_id: int, cycle_ref: str) -> QuerySet[Pack]:
    """The packs of a reporting cycle, latest first."""
    found = Pack.objects.filter(partnership_id=partnership_id, cycle_ref=cycle_ref).exclude(cycle_ref="")
    return packs.visible_to(actor, found, permission=READ).select_related("partnership", "work")


def templates_of(actor: Actor, partnership_id: int) -> QuerySet[PackTemplate]:
    """The partnership's templates, by name."""
    found = PackTemplate.objects.filter(partnership_id=partnership_id)
    return templates.visible_to(actor, found, permission=BUILD)


def last_template(actor: Actor, partnership_id: int, plan_ref: str) -> PackTemplate | None:
    """The template of the plan's last pack; without a pack, the partnership's only or first one."""
    of_pack = (
        packs_of(actor, partnership_id, plan_ref)
        .exclude(template=None)
        .exclude(state=PackState.FAILED)
        .values_list("template_id", flat=True)
        .first()
    )
    found = templates_of(actor, partnership_id)
    return found.filter(pk=of_pack).first() if of_pack else found.first()
