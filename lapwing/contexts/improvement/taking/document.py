"""The document itself: kept as a further one of the plan, with where parts stand in it and what it asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.commands.answers import carry_out
from lapwing.contexts.improvement.commands.common import user_id_of
from lapwing.contexts.improvement.commands.effects import Effects
from lapwing.contexts.improvement.commands.relative import apply_reading
from lapwing.contexts.improvement.comparing import Comparison, Part, part_at
from lapwing.contexts.improvement.imports import DocumentText
from lapwing.contexts.improvement.models import Document, Plan, Question, Remainder
from lapwing.contexts.improvement.rules.questions import JOINING
from lapwing.contexts.improvement.taking.work import MODELS, Taking
from lapwing.platform.access.actor import Actor


def keep_document(plan: Plan, document: DocumentText, actor: Actor, now: datetime) -> Document:
    """The document as the plan's next; the one that is there when it was kept before."""
    of_plan = Document.objects.filter(plan=plan)
    kept = of_plan.filter(sha256=document.sha256).first()
    if kept is not None:
        if kept.file_id is None and document.file_id is not None:
            kept.file_id = document.file_id
            kept.save(update_fields=["file"])
        return kept
    # a plan made by hand, or from a file of Lapwing's own, has no first document
    last = of_plan.order_by("-number").values_list("number", flat=True).first() or 1
    return Document.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        number=last + 1,
        name=document.name,
        sha256=document.sha256,
        text=document.text,
        file_id=document.file_id,
        read_at=now,
        read_by_id=user_id_of(actor),
    )


def keep_remainder(taking: Taking) -> None:
    """The lines of the document that nothing was read from, unless they were kept before."""
    number = taking.document.number
    if Remainder.objects.filter(plan=taking.plan, document_number=number).exists():
        return
    Remainder.objects.bulk_create(
        Remainder(
            partnership_id=taking.plan.partnership_id,
            plan=taking.plan,
            document_number=number,
            position=position,
            first_line=remainder.lines[0],
            last_line=remainder.lines[1],
            text=remainder.text,
        )
        for position, remainder in enumerate(taking.comparison.after.remainder)
    )


def point_to_sources(taking: Taking) -> None:
    """Every part that the new version has, changed or not, now stands in the new document."""
    for pair in taking.comparison.pairs:
        source = getattr(part_at(taking.comparison.after, pair.after), "source", None)
        row = taking.rows[pair.before]
        if source is None or pair.before.part is Part.PLAN or row.voided_at is not None:
            continue
        MODELS[pair.before.part].objects.filter(pk=row.pk).update(
            source_document=taking.document.number, source_first=source[0], source_last=source[1]
        )


def ask(taking: Taking) -> None:
    """Ask what the new version leaves open of what was taken in, once; what was answered keeps its answer."""
    keys = _keys_here(taking)
    known = list(Question.objects.filter(plan=taking.plan))
    touched = _touched(taking)
    position = max((row.position for row in known), default=-1)
    for question in taking.comparison.after.questions:
        where = [keys.get(key, key) for key in question.where]
        before = _asked_before(question, where, known)
        if before is not None:
            _carry_out_again(taking, before, touched)
        elif not where or touched & set(where):
            position += 1
            _ask(taking, question, where, position)


def _ask(taking: Taking, question: interchange.Question, where: list[str], position: int) -> None:
    answered = question.answer is not None
    row = Question.objects.create(
        partnership_id=taking.plan.partnership_id,
        plan=taking.plan,
        position=position,
        code=question.code,
        text=question.text,
        where=where,
        choices=list(question.choices),
        raw=question.raw or "",
        asked_at=taking.now,
        answer=question.answer,
        answered_at=taking.now if answered else None,
        answered_by_id=taking.actor.user_id if answered else None,
    )
    if question.answer is not None and question.code in JOINING:
        carry_out(row, question.answer, actor=taking.actor, now=taking.now)


def _asked_before(
    question: interchange.Question, where: list[str], known: Iterable[Question]
) -> Question | None:
    """The question of the same kind about the same place, and about the same cell where it shows one."""
    for row in known:
        same_place = bool(set(where) & set(row.where)) or (not where and not row.where)
        same_cell = not question.raw or not row.raw or _evened(question.raw) == _evened(row.raw)
        if row.code == question.code and same_place and same_cell:
            return row
    return None


def _carry_out_again(taking: Taking, row: Question, touched: set[str]) -> None:
    """How changes are read was said of the measure: it holds for the targets that came now."""
    if row.code == "target.relative" and row.answer:
        effects = Effects(taking.actor, taking.now, taking.reason)
        for place in touched & set(row.where):
            apply_reading(taking.plan.pk, place, row.answer, effects, turn_sign=False)


def _keys_here(taking: Taking) -> Mapping[str, str]:
    """By which keys the plan here knows the actions and measures of the new version."""
    found: dict[str, str] = {}
    for place, row in _rows_after(taking.comparison, taking):
        key = getattr(part_at(taking.comparison.after, place), "key", None)
        if key is not None:
            found[key] = row.key
    return found


def _rows_after(comparison: Comparison, taking: Taking) -> Iterable[tuple[Any, Any]]:
    for before, after in comparison.after_of.items():
        if before.part in (Part.ACTION, Part.MEASURE):
            yield after, taking.rows[before]
    for place, row in taking.made.items():
        if place.part in (Part.ACTION, Part.MEASURE):
            yield place, row


def _touched(taking: Taking) -> set[str]:
    """The keys, and the numbers of groups and objectives, of all that was taken in."""
    found: set[str] = set()
    for each in taking.intention.taken:
        place = each.after or each.before
        assert place is not None
        upper = place.above or place
        row = taking.row_after(upper) if each.after else taking.rows.get(upper)
        found.add(str(getattr(row, "key", None) or getattr(row, "number", "")))
    return found


def _evened(text: str) -> str:
    return " ".join(text.split())
