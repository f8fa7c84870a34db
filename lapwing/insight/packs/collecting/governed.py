"""What groups are asked to decide, what they have decided, and what was asked about the last pack."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Q

from lapwing.contexts.governance import public as governance
from lapwing.insight.packs.collecting.order import SectionOrder, Told
from lapwing.insight.packs.collecting.texts import day
from lapwing.insight.packs.shapes import (
    AskedLine,
    AskedSection,
    DecisionLine,
    DecisionsSection,
    Link,
    Mark,
    QuestionLine,
    QuestionsSection,
)
from lapwing.registry.models import GovernanceGroup

Line = TypeVar("Line", governance.RaisedLine, governance.DecisionLine)

_OPEN = Mark("Open", "ring", "grey")
_LATE = Mark("Late", "triangle", "red")
_ANSWERED = Mark("Answered", "square", "blue")
_WAITS = Mark("Not answered yet", "ring", "grey")


def _posts(told: Told, user_ids: Iterable[int | None]) -> governance.Posts:
    """By which post or role people stand in the pack: it is kept for good and names nobody."""
    return governance.posts_of(told.partnership, user_ids, told.order.as_at)


def _belonging(told: Told, rows: tuple[Line, ...]) -> tuple[Line, ...]:
    """Those of the group that the pack is for, and those that are about nothing of another plan."""
    called = told.order.group
    named = GovernanceGroup.objects.filter(Q(name__iexact=called) | Q(short_name__iexact=called))
    own = set(named.filter(partnership=told.partnership).values_list("ref", flat=True)) if called else set()
    plan = told.plan
    of_plan: dict[str, set[str]] = {
        "plan": {told.order.plan_ref},
        "action": {each.ref for each in plan.actions},
        "milestone": {each.ref for each in plan.milestones},
        "measure": {each.line.ref for each in plan.measures},
    }
    return tuple(
        row
        for row in rows
        if row.group_ref in own or row.subject[0] not in of_plan or row.subject[1] in of_plan[row.subject[0]]
    )


def asked_section(told: Told, asked: SectionOrder) -> AskedSection:
    """What was raised to a group and waits for its answer, the longest first."""
    rows = governance.open_items_for(told.actor, told.partnership, None, told.order.as_at)
    found = _belonging(told, rows)
    posts = _posts(told, (each.raised_by_id for each in found))
    return AskedSection(
        key="asked",
        title="Decisions asked for",
        annotation=asked.annotation,
        empty="" if found else "Nothing that was raised waits for an answer.",
        lines=tuple(
            AskedLine(
                key=f"asked:{each.ref}",
                text=each.words,
                why=each.reason,
                asked_by="A rule of the partnership" if each.by_rule else posts.called(each.raised_by_id),
                escalated_from=each.from_group,
                link=Link("item", each.ref),
            )
            for each in found
        ),
    )


def decisions_section(told: Told, asked: SectionOrder) -> DecisionsSection:
    """Decisions that somebody still has to act on, what is late first."""
    rows = governance.open_decisions(told.actor, told.partnership, None, told.order.as_at)
    found = _belonging(told, rows)
    posts = _posts(told, (each.who_id for each in found))
    return DecisionsSection(
        key="decisions",
        title="Action log",
        annotation=asked.annotation,
        empty="" if found else "Nobody has to act on a decision.",
        lines=tuple(_decision(each, posts) for each in found),
    )


def _decision(line: governance.DecisionLine, posts: governance.Posts) -> DecisionLine:
    return DecisionLine(
        key=f"decision:{line.ref}",
        text=line.words,
        decided=day(line.decided_on),
        meeting=line.group,
        owner=line.who_post or posts.called(line.who_id, line.group_ref),
        by=day(line.act_by, "No day set"),
        mark=_LATE if line.late else _OPEN,
        # it was open on the day of the pack: what was done later is no part of it
        outcome=line.late,
        link=Link("decision", line.ref),
    )


def questions_section(told: Told, asked: SectionOrder) -> QuestionsSection:
    """What was asked about the lines of the pack before this one, with the answers."""
    last = told.order.last_pack_ref
    found = governance.questions_on_pack(told.actor, told.partnership, last, told.order.as_at) if last else ()
    posts = _posts(told, (who for each in found for who in (each.asked_by_id, each.answered_by_id)))
    nothing = "Nothing was asked about the last pack." if last else "There was no pack before this one."
    return QuestionsSection(
        key="questions",
        title="Questions from last time",
        annotation=asked.annotation,
        empty="" if found else nothing,
        lines=tuple(_question(each, posts, told.order.as_at) for each in found),
    )


def _question(line: governance.QuestionLine, posts: governance.Posts, as_at: date) -> QuestionLine:
    is_answered = line.answered_on is not None and line.answered_on <= as_at
    return QuestionLine(
        key=f"question:{line.ref}",
        line=line.line_words,
        text=line.question,
        asked_by=posts.called(line.asked_by_id),
        asked=day(line.asked_on),
        answer=line.answer if is_answered else "No answer yet.",
        answered_by=posts.called(line.answered_by_id) if is_answered else "",
        answered=day(line.answered_on if is_answered else None),
        mark=_ANSWERED if is_answered else _WAITS,
        link=Link("question", line.ref),
    )
