"""Make a pack that was asked for: freeze what it says, then build its files from that alone.

Each step is done once and committed by itself: a worker that is killed leaves whole steps behind it, and
the next one goes on with what is missing.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from lapwing.contexts.improvement import public as improvement
from lapwing.insight.packs import frozen, shapes
from lapwing.insight.packs.access import BUILD
from lapwing.insight.packs.building_apart import Builder, builder
from lapwing.insight.packs.built_forms import FORMS, dress_of, name_of
from lapwing.insight.packs.collecting import PackOrder, SectionOrder, collect_pack
from lapwing.insight.packs.events import pack_built
from lapwing.insight.packs.models import Pack, PackFile, PackSnapshot, PackState
from lapwing.insight.packs.pack_files import BUILT
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.one_state import one_state, settled_until
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.system import system_actor
from lapwing.platform.documents.errors import RefusedFileError
from lapwing.platform.documents.keeping import keep_file
from lapwing.platform.jobs.errors import CannotBeDoneError
from lapwing.platform.jobs.progress import Progress
from lapwing.platform.jobs.work import once
from lapwing.registry.actors import actor_for, role_by_which

SYSTEM_USER = "Packs"
PURPOSE = "job build"
NO_LONGER = (
    "You may no longer see what you asked for: your role here has ended or changed since. Nothing was made."
)


def build_pack(pack_id: int, progress: Progress) -> None:
    """Freeze the pack and build its files, as whoever asked for it and with what they may see now.

    Raises CannotBeDoneError when they may not any more, or for a file that cannot be made or kept.
    """
    pack, actor = _asked(pack_id)
    if not actor.may(BUILD, pack.partnership_id):
        raise CannotBeDoneError(NO_LONGER)
    steps = len(FORMS) + 1
    progress.say("What the pack says is gathered", done=0, of=steps)
    snapshot = _frozen(pack, actor)
    with acting(actor, purpose=PURPOSE):
        dress = dress_of(pack.template)
        kept = set(PackFile.objects.filter(pack=pack).values_list("form", flat=True))
    missing = [form for form in FORMS if form not in kept]
    with builder(snapshot.text, snapshot.sha256, dress, missing) as apart:
        for number, (form, each) in enumerate(FORMS.items(), start=1):
            progress.say(f"{each.label} is written", done=number, of=steps)
            if form in missing:
                with acting(actor, purpose=PURPOSE):
                    _keep(pack, form, apart, snapshot.sha256, actor)
    with acting(actor, purpose=PURPOSE):
        waiting = Pack.objects.filter(pk=pack.pk, state__in=[PackState.BUILDING, PackState.FAILED])
        if waiting.update(state=PackState.READY, problem="", built_at=snapshot.built_at):
            pack_built(pack, timezone.now())


def freeze(pack: Pack, actor: Actor) -> shapes.Pack:
    """What a pack says, frozen now unless it was before; its files can be built later. For who may make it.

    Raises CannotBeDoneError.
    """
    return frozen.from_text(_frozen(pack, actor).text)


def mark_failed(pack_id: int, problem: str) -> bool:
    """Record that a pack could not be made, and why, in words for whoever asked. False when it was made."""
    with acting(system_actor(SYSTEM_USER), purpose=PURPOSE):
        found = Pack.objects.filter(pk=pack_id)
        found.filter(state=PackState.BUILDING).update(state=PackState.FAILED, problem=problem)
        return found.filter(state=PackState.FAILED).exists()


def _frozen(pack: Pack, actor: Actor) -> PackSnapshot:
    """The snapshot, made now unless an earlier run made it: all from one state of the database."""
    with acting(actor, purpose=PURPOSE):
        made = PackSnapshot.objects.filter(pack=pack).first()
    if made is not None:
        return made
    now = timezone.now()
    settled = settled_until(now)
    with one_state(), acting(actor, purpose=PURPOSE):
        found = _collected(pack, actor, now)
    text = frozen.to_text(found)
    with acting(actor, purpose=PURPOSE):
        with once(f"pack {pack.pk} frozen") as first:
            if first:
                return PackSnapshot.objects.create(
                    partnership_id=pack.partnership_id,
                    pack=pack,
                    text=text,
                    sha256=frozen.sha256_of(text),
                    shape=found.shape,
                    built_at=found.cover.built_at,
                    built_by=found.cover.built_by,
                    settled_until=settled,
                )
        return PackSnapshot.objects.get(pack=pack)


def _collected(pack: Pack, actor: Actor, now: datetime) -> shapes.Pack:
    asked_about = _asked_about(pack)
    order = PackOrder(
        plan_ref=pack.plan_ref,
        title=pack.title,
        since=pack.since,
        as_at=pack.as_at,
        until=pack.until,
        sections=tuple(SectionOrder(each["kind"], each["annotation"]) for each in pack.sections),
        words=pack.words,
        group=pack.group,
        group_ref=pack.group_ref,
        meeting=pack.meeting,
        meeting_on=pack.meeting_on,
        number=pack.number,
        cycle=pack.cycle,
        cycle_ref=pack.cycle_ref,
        earlier_packs=tuple(row.ref for row in asked_about),
        last_told=_last_told(pack),
    )
    try:
        return collect_pack(
            actor=actor, order=order, built_by=role_by_which(actor, BUILD, pack.partnership_id), now=now
        )
    except NotVisible as error:
        raise CannotBeDoneError(NO_LONGER) from error


def _before(pack: Pack) -> QuerySet[Pack]:
    """The packs of the plan that say something, the last of them first.

    One whose files are still being made counts: it is frozen, and can be asked about.
    """
    earlier = Pack.objects.filter(partnership_id=pack.partnership_id, plan_ref=pack.plan_ref)
    found = earlier.filter(number__lt=pack.number, snapshot__isnull=False, as_at__lte=pack.as_at)
    return found.order_by("-as_at", "-number")


def _asked_about(pack: Pack) -> list[Pack]:
    """The earlier packs whose questions this one tells: those for its group, else for any.

    Also withdrawn ones: what was asked about one waits for an answer although it was made again.
    """
    earlier = list(_before(pack))
    return [row for row in earlier if row.group_ref == pack.group_ref] or earlier


def _last_told(pack: Pack) -> datetime | None:
    """The moment up to which the pack of "last time" told of the plan; None when there is none of that day.

    When several are of the day, that for the same group, else the last of them: what one group was told of
    is news to another.
    """
    gone = (PackState.FAILED, PackState.WITHDRAWN)
    of_day = _before(pack).filter(as_at=pack.since).exclude(state__in=gone)
    found = of_day.filter(group_ref=pack.group_ref).first() or of_day.first()
    if found is None:
        return None
    until = found.snapshot.settled_until or found.snapshot.built_at
    # of an earlier day than it was frozen on, it told of the whole day
    return min(until, improvement.end_of_day(pack.since))


def _keep(pack: Pack, form: str, apart: Builder, digest: str, actor: Actor) -> None:
    """Have one form built and keep it, unless an earlier run did. ``digest`` is the snapshot's SHA-256."""
    with once(f"pack {pack.pk} {form}") as first:
        if not first:
            return
        built = apart.build(form)
        now = timezone.now()
        name = name_of(pack.title, pack.as_at, pack.ref, form)
        try:
            file = keep_file(
                by=actor, partnership_id=pack.partnership_id, name=name, content=built, purpose=BUILT, now=now
            )
        except RefusedFileError as error:
            raise CannotBeDoneError(str(error)) from error
        PackFile.objects.create(
            partnership_id=pack.partnership_id,
            pack=pack,
            form=form,
            file=file,
            name=name,
            size=len(built),
            sha256=frozen.sha256_of(built),
            snapshot_sha256=digest,
            built_at=now,
        )


def _asked(pack_id: int) -> tuple[Pack, Actor]:
    """A pack, and whoever asked for it as they are today."""
    with acting(system_actor(SYSTEM_USER), purpose=PURPOSE):
        pack = Pack.objects.select_related("partnership", "asked_by", "template").get(pk=pack_id)
    actor = actor_for(pack.asked_by, timezone.localdate())
    return pack, actor
