"""Ask for a pack."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from lapwing.contexts.improvement import public as improvement
from lapwing.insight.packs.access import BUILD, READ, packs
from lapwing.insight.packs.collecting import KINDS, SectionOrder, too_long_for_a_page, usual_sections
from lapwing.insight.packs.commands.errors import PackError
from lapwing.insight.packs.commands.placing import Choices, Placed, choices, placed
from lapwing.insight.packs.models import Pack, PackState, PackTemplate
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.jobs.models import OPEN_STATES
from lapwing.platform.jobs.work import begin_work
from lapwing.registry.models import Partnership
from lapwing.registry.names import refuse_names

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
    # References of what the pack is for, chosen from ``placing.choices``; a meeting says its group.
    group_ref: str = ""
    meeting_ref: str = ""
    cycle_ref: str = ""


@transaction.atomic
def ask_for_pack(
    *,
    by: Actor,
    partnership: Partnership,
    plan_ref: str,
    wanted: Wanted,
    template: PackTemplate | None = None,
    now: datetime,
    named_nobody: Collection[str] = (),
) -> Pack:
    """Have a pack made in the background.

    Raises NotVisible for a plan that the person may not read or make packs of, PackError for what cannot be
    made, and ChildNamedError for words that look like a child's name. ``named_nobody`` are those of them that
    somebody was asked about.
    """
    if not by.may(BUILD, partnership.pk):
        raise NotVisible("No such plan")
    today = improvement.day_of(now)
    plan = improvement.plan_head(actor=by, plan_ref=plan_ref, on=today)
    if plan.partnership_ref != partnership.ref:
        raise NotVisible("No such plan")
    _refuse(wanted, today)
    refuse_names(partnership.pk, _texts_of(wanted, plan, template), named_nobody)
    where = placed(
        choices(by, partnership, plan_ref, today),
        group_ref=wanted.group_ref,
        meeting_ref=wanted.meeting_ref,
        cycle_ref=wanted.cycle_ref,
    )
    pack = _numbered(partnership, plan, wanted, where, template, by, now)
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
    *,
    by: Actor,
    partnership: Partnership,
    plan_ref: str,
    template: PackTemplate | None,
    now: datetime,
    cycle_ref: str = "",
    group_ref: str = "",
    meeting_ref: str = "",
) -> Wanted:
    """What a pack would be that nobody has said anything about: since the last one, until today, and on.

    It is for the group of the last one unless ``group_ref`` or ``meeting_ref`` says which, and for that
    meeting or the group's next. ``cycle_ref``: of this reporting cycle, up to the end of the next. Raises
    NotVisible.
    """
    today = improvement.day_of(now)
    plan = improvement.plan_head(actor=by, plan_ref=plan_ref, on=today)
    last = latest_ready(by, partnership.pk, plan_ref)
    known = choices(by, partnership, plan_ref, today)
    of_last = last.group_ref if last and last.group_ref in dict(known.groups) else _board(known)
    chosen = next((each for each in known.meetings if each.ref == meeting_ref), None)
    group = group_ref or (chosen.group_ref if chosen else of_last)
    # what one group was told of is news to another
    last = latest_ready(by, partnership.pk, plan_ref, group_ref=group) or last
    meeting = chosen or known.next_meeting(group, today)
    usual = today + (timedelta(days=template.next_days) if template else USUAL_PERIOD)
    cycle = next((each for each in known.cycles if each.ref == cycle_ref), None)
    begin = cycle.from_date if cycle else today - USUAL_PERIOD
    return Wanted(
        title=template.title if template else _usual_title(plan),
        since=min(last.as_at if last else begin, today),
        as_at=today,
        until=_end_of_next(by, plan_ref, cycle, today) or usual,
        sections=[
            SectionOrder(kind, template.annotations.get(kind, ""))
            for kind in template.sections
            if kind in KINDS
        ]
        if template
        else list(usual_sections()),
        words=template.words if template else "",
        group_ref=group,
        meeting_ref=meeting.ref if meeting else "",
        cycle_ref=cycle.ref if cycle else "",
    )


def _usual_title(plan: improvement.PlanHead) -> str:
    return f"{plan.title}: report to the board"[:200]


def _board(known: Choices) -> str:
    """The only group that there is; of several, somebody chooses."""
    return known.groups[0][0] if len(known.groups) == 1 else ""


def _end_of_next(by: Actor, plan_ref: str, cycle: improvement.CycleHead | None, today: date) -> date | None:
    """The last day of the cycle after this one, where there is one ahead."""
    if cycle is None:
        return None
    heads = improvement.cycle_heads(actor=by, plan_ref=plan_ref, on=today)
    after = [each.to_date for each in heads if each.to_date > max(cycle.to_date, today)]
    return min(after, default=None)


def _texts_of(wanted: Wanted, plan: improvement.PlanHead, template: PackTemplate | None) -> dict[str, str]:
    """What somebody wrote for a pack, by the field of the form: not what its plan is called, nor the words of
    its template, which were looked through when that was saved."""
    known = {_usual_title(plan), *((template.title, template.words) if template else ())}
    own = {"title": wanted.title, "words": wanted.words}
    texts = {name: text for name, text in own.items() if text not in known}
    standing = template.annotations if template else {}
    return texts | {
        f"annotation_{each.kind}": each.annotation
        for each in wanted.sections
        if each.annotation != standing.get(each.kind)
    }


def latest_ready(
    actor: Actor, partnership_id: int, plan_ref: str, *, group_ref: str | None = None
) -> Pack | None:
    """The last pack of a plan that was made and not withdrawn, for one group or for any: "last time"."""
    found = packs.visible_to(actor, Pack.objects.filter(partnership_id=partnership_id), permission=READ)
    found = found.filter(plan_ref=plan_ref, state=PackState.READY)
    if group_ref is not None:
        found = found.filter(group_ref=group_ref)
    return found.order_by("-as_at", "-number").first()


def _refuse(wanted: Wanted, today: date) -> None:
    kinds = [each.kind for each in wanted.sections]
    if not kinds:
        raise PackError("Choose at least one section.", "sections")
    if not set(kinds) <= set(KINDS) or len(kinds) != len(set(kinds)):
        raise PackError("Choose each section once, from those there are.", "sections")
    for each in wanted.sections:
        if problem := too_long_for_a_page(each.kind, each.annotation):
            raise PackError(problem, f"annotation_{each.kind}")
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
    where: Placed,
    template: PackTemplate | None,
    by: Actor,
    now: datetime,
) -> Pack:
    """The row, with the next number of the plan. Two who ask at once are counted one after the other."""
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
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
        **asdict(where),
        since=wanted.since,
        as_at=wanted.as_at,
        until=wanted.until,
        sections=[{"kind": each.kind, "annotation": each.annotation.strip()} for each in wanted.sections],
        template=template,
        asked_at=now,
        asked_by_id=by.id,
    )
