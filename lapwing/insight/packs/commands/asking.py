"""Ask for a pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from lapwing.contexts.improvement import public as improvement
from lapwing.insight.packs.access import BUILD, READ, packs
from lapwing.insight.packs.collecting import KINDS, SectionOrder, usual_sections
from lapwing.insight.packs.commands.errors import PackError
from lapwing.insight.packs.models import Pack, PackState, PackTemplate
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.jobs.models import OPEN_STATES
from lapwing.platform.jobs.work import begin_work
from lapwing.registry.models import Partnership

# How far a pack looks back when there is none before it, and ahead when no template says.
USUAL_PERIOD = timedelta(days=60)
FURTHEST = timedelta(days=3660)
# Of one plan being made at a time: each takes a worker for seconds.
MOST_WAITING = 3


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A pack as somebody asks for it."""

    title: str
    since: date
    as_at: date
    until: date
    sections: Sequence[SectionOrder]
    words: str = ""
    group: str = ""
    meeting: str = ""
    meeting_on: date | None = None


@transaction.atomic
def ask_for_pack(
    *,
    by: Actor,
    partnership: Partnership,
    plan_ref: str,
    wanted: Wanted,
    template: PackTemplate | None = None,
    now: datetime,
) -> Pack:
    """Have a pack made in the background.

    Raises NotVisible for a plan that the person may not read or make packs of, PackError for what cannot be
    made.
    """
    if not by.may(BUILD, partnership.pk):
        raise NotVisible("No such plan")
    today = improvement.day_of(now)
    plan = improvement.plan_head(actor=by, plan_ref=plan_ref, on=today)
    if plan.partnership_ref != partnership.ref:
        raise NotVisible("No such plan")
    _refuse(wanted, today)
    pack = _numbered(partnership, plan, wanted, template, by, now)
    # here, because the job makes what is asked for through this package
    from lapwing.insight.packs.jobs import build

    pack.work = begin_work(
        kind="pack",
        title=f"Board pack {pack.number}",
        by=by,
        partnership_id=partnership.pk,
        task=build,
        now=now,
        pack_id=pack.pk,
    )
    pack.save(update_fields=["work"])
    return pack


def usual_wanted(
    *, by: Actor, partnership: Partnership, plan_ref: str, template: PackTemplate | None, now: datetime
) -> Wanted:
    """What a pack would be that nobody has said anything about: since the last one, until today, and on.

    Raises NotVisible.
    """
    today = improvement.day_of(now)
    plan = improvement.plan_head(actor=by, plan_ref=plan_ref, on=today)
    last = latest_ready(by, partnership.pk, plan_ref)
    ahead = timedelta(days=template.next_days) if template else USUAL_PERIOD
    return Wanted(
        title=template.title if template else f"{plan.title}: report to the board"[:200],
        since=min(last.as_at if last else today - USUAL_PERIOD, today),
        as_at=today,
        until=today + ahead,
        sections=[SectionOrder(kind) for kind in template.sections if kind in KINDS]
        if template
        else list(usual_sections()),
        words=template.words if template else "",
        group=last.group if last else "",
    )


def latest_ready(actor: Actor, partnership_id: int, plan_ref: str) -> Pack | None:
    """The last pack of a plan that was made and not withdrawn: "last time"."""
    found = packs.visible_to(actor, Pack.objects.filter(partnership_id=partnership_id), permission=READ)
    return found.filter(plan_ref=plan_ref, state=PackState.READY).order_by("-as_at", "-number").first()


def _refuse(wanted: Wanted, today: date) -> None:
    kinds = [each.kind for each in wanted.sections]
    if not kinds:
        raise PackError("Choose at least one section.", "sections")
    if not set(kinds) <= set(KINDS) or len(kinds) != len(set(kinds)):
        raise PackError("Choose each section once, from those there are.", "sections")
    if not wanted.title.strip():
        raise PackError("Give the pack a title.", "title")
    if wanted.as_at > today:
        raise PackError("The day of the pack has not come yet. Choose today or an earlier day.", "as_at")
    if wanted.since > wanted.as_at:
        raise PackError("“Last time” must not be after the day of the pack.", "since")
    if wanted.until < wanted.as_at:
        raise PackError("The next period must not end before the day of the pack.", "until")
    if wanted.until - wanted.since > FURTHEST:
        raise PackError("From “last time” to the end of the next period are more than ten years.", "until")


def _numbered(
    partnership: Partnership,
    plan: improvement.PlanHead,
    wanted: Wanted,
    template: PackTemplate | None,
    by: Actor,
    now: datetime,
) -> Pack:
    """The row, with the next number of the plan. Two who ask at once are counted one after the other."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    earlier = Pack.objects.filter(partnership=partnership, plan_ref=plan.ref)
    if earlier.filter(state=PackState.BUILDING, work__state__in=OPEN_STATES).count() >= MOST_WAITING:
        raise PackError(f"{MOST_WAITING} packs of this plan are being made. Wait until one is ready.")
    last = earlier.aggregate(last=Max("number"))["last"] or 0
    return Pack.objects.create(
        partnership=partnership,
        plan_ref=plan.ref,
        plan_title=plan.title,
        number=last + 1,
        title=wanted.title.strip(),
        words=wanted.words.strip(),
        group=wanted.group.strip(),
        meeting=wanted.meeting.strip(),
        meeting_on=wanted.meeting_on,
        since=wanted.since,
        as_at=wanted.as_at,
        until=wanted.until,
        sections=[{"kind": each.kind, "annotation": each.annotation.strip()} for each in wanted.sections],
        template=template,
        asked_at=now,
        asked_by_id=by.id,
    )
