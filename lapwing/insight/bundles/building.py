"""Make a bundle that was asked for: gather, write the zip, and keep it, all once."""

from __future__ import annotations

import tempfile
import zipfile
from typing import IO

from django.utils import timezone

from lapwing.insight.bundles.access import BUILD
from lapwing.insight.bundles.bundle_files import BUNDLE, LARGEST
from lapwing.insight.bundles.collecting import Collected, collect
from lapwing.insight.bundles.index import CSV, HTML, Part, as_page, as_table
from lapwing.insight.bundles.models import Bundle, BundleState
from lapwing.insight.bundles.parts import Stored
from lapwing.insight.packs.frozen import sha256_of
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.one_state import one_state
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.system import system_actor
from lapwing.platform.documents.errors import MissingContentError, RefusedFileError
from lapwing.platform.documents.keeping import keep_file, open_file
from lapwing.platform.documents.models import FileVersion
from lapwing.platform.documents.purposes import megabytes
from lapwing.platform.jobs.errors import CannotBeDoneError
from lapwing.platform.jobs.progress import Progress
from lapwing.platform.jobs.work import once
from lapwing.platform.writing.legible import TooLongForExcelError
from lapwing.registry.actors import actor_for, role_by_which

SYSTEM_USER = "Bundles"
PURPOSE = "job bundle"
NO_LONGER = (
    "You may no longer see what you asked for: your role here has ended or changed since. Nothing was made."
)
_IN_MEMORY = 8 * 1024 * 1024
_STEPS = 3


def build_bundle(bundle_id: int, progress: Progress) -> None:
    """Make a bundle as whoever asked for it, and with what they may see now. Doing it twice makes one.

    Raises CannotBeDoneError when they may not any more, or for a file that cannot be had or kept.
    """
    bundle, actor = _asked(bundle_id)
    if not actor.may(BUILD, bundle.partnership_id):
        raise CannotBeDoneError(NO_LONGER)
    if bundle.state == BundleState.READY:
        return
    progress.say("What it holds is gathered", done=0, of=_STEPS)
    found = _gathered(bundle, actor)
    progress.say("The files are put together", done=1, of=_STEPS)
    with acting(actor, purpose=PURPOSE), once(f"bundle {bundle.pk}") as first:
        if not first:
            return
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as out:
            parts = write(found, out)
            out.seek(0)
            progress.say("The bundle is kept", done=2, of=_STEPS)
            _keep(bundle, actor, found, parts, out)


def _gathered(bundle: Bundle, actor: Actor) -> Collected:
    """What it holds, all from one state of the database."""
    now = timezone.now()
    try:
        with one_state(), acting(actor, purpose=PURPOSE):
            return collect(bundle, actor, role_by_which(actor, BUILD, bundle.partnership_id), now)
    except NotVisible as error:
        raise CannotBeDoneError(NO_LONGER) from error
    except TooLongForExcelError as error:
        raise CannotBeDoneError(str(error)) from error


def mark_failed(bundle_id: int, problem: str) -> bool:
    """Write down that a bundle could not be made, and why, for whoever asked. False when it was made."""
    with acting(system_actor(SYSTEM_USER), purpose=PURPOSE):
        found = Bundle.objects.filter(pk=bundle_id)
        found.filter(state=BundleState.BUILDING).update(state=BundleState.FAILED, problem=problem)
        return found.filter(state=BundleState.FAILED).exists()


def write(found: Collected, out: IO[bytes]) -> list[Part]:
    """Write the zip, the index first. Raises CannotBeDoneError for a stored file that is not as kept."""
    parts = [
        *(Part(each.path, each.what, len(each.content), sha256_of(each.content)) for each in found.written),
        *(_part_of(each) for each in found.stored),
    ]
    if sum(part.size for part in parts) > LARGEST:
        raise CannotBeDoneError(
            f"The files come to more than {megabytes(LARGEST)}, which is the most that a bundle may hold. "
            "Withdraw evidence that is not needed, or give the files by other means."
        )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(HTML, as_page(found.head, parts))
        packed.writestr(CSV, as_table(parts))
        for made in found.written:
            packed.writestr(made.path, made.content)
        for each in found.stored:
            packed.writestr(each.path, _content(each))
    return parts


def _version(each: Stored) -> FileVersion:
    version = each.file.current
    if version is None:
        raise CannotBeDoneError(f"“{each.what}” is not there any more. Make the bundle again.")
    return version


def _part_of(each: Stored) -> Part:
    version = _version(each)
    return Part(each.path, each.what, version.size, version.sha256)


def _content(each: Stored) -> bytes:
    """A stored file, which has to be what was kept."""
    try:
        with open_file(each.file) as content:
            found = content.read()
    except MissingContentError as error:
        raise CannotBeDoneError(f"“{each.what}” is not there any more. {error}") from error
    if sha256_of(found) != _version(each).sha256:
        raise CannotBeDoneError(f"“{each.what}” is not as it was kept. Tell those who run Lapwing.")
    return found


def _keep(bundle: Bundle, actor: Actor, found: Collected, parts: list[Part], out: IO[bytes]) -> None:
    now = timezone.now()
    name = f"inspection-bundle-{bundle.as_at.isoformat()}-{bundle.ref}.zip"
    try:
        file = keep_file(
            by=actor,
            partnership_id=bundle.partnership_id,
            name=name,
            content=out,
            purpose=BUNDLE,
            now=now,
        )
    except RefusedFileError as error:
        raise CannotBeDoneError(str(error)) from error
    kept = file.current
    assert kept is not None
    Bundle.objects.filter(pk=bundle.pk, state__in=[BundleState.BUILDING, BundleState.FAILED]).update(
        state=BundleState.READY,
        problem="",
        file=file,
        name=name,
        size=kept.size,
        sha256=kept.sha256,
        parts=[[part.path, part.what, part.size, part.sha256] for part in parts],
        kept_evidence=list(found.kept_evidence),
        built_at=now,
    )


def _asked(bundle_id: int) -> tuple[Bundle, Actor]:
    """A bundle, and whoever asked for it as they are today."""
    with acting(system_actor(SYSTEM_USER), purpose=PURPOSE):
        bundle = Bundle.objects.select_related("partnership", "event", "asked_by").get(pk=bundle_id)
    actor = actor_for(bundle.asked_by, timezone.localdate())
    return bundle, actor
