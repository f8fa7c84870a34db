"""What a document leaves open, one question for each cause."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from lapwing.contexts.improvement.models import Action, Finding, Group, Measure, Objective, Plan, Question
from lapwing.contexts.improvement.queries.pages import QuestionGroup, QuestionLine, QuestionPage, Touched
from lapwing.contexts.improvement.queries.standing import day_of, names_of, plan_and_head
from lapwing.contexts.improvement.rules.questions import APPLIED, order_of, title_of
from lapwing.platform.access.actor import Actor


def questions(*, actor: Actor, plan_ref: str, on: date) -> QuestionPage:
    """All questions of a plan by kind, open ones first in each. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, None)
    lines = questions_of(plan, Question.objects.filter(plan=plan))
    codes = sorted({line.code for line in lines}, key=lambda code: (order_of(code), code))
    open_ = sum(line.answer is None for line in lines)
    return QuestionPage(
        plan=head,
        open=open_,
        answered=len(lines) - open_,
        groups=tuple(
            QuestionGroup(
                code,
                title_of(code),
                tuple(sorted((line for line in lines if line.code == code), key=_is_answered)),
            )
            for code in codes
        ),
    )


def questions_about(plan: Plan, keys: Collection[str]) -> tuple[QuestionLine, ...]:
    """The questions that touch any of these keys (of actions or measures), in two queries or six."""
    found = [
        row for row in Question.objects.filter(plan=plan) if any(_own(place) in keys for place in row.where)
    ]
    return questions_of(plan, found) if found else ()


def questions_of(plan: Plan, rows: Iterable[Question]) -> tuple[QuestionLine, ...]:
    """These questions of a plan as lines, with what each touches."""
    rows = list(rows)
    names = names_of(row.answered_by_id for row in rows)
    places = _places(plan)
    return tuple(
        QuestionLine(
            ref=row.ref,
            code=row.code,
            text=row.text,
            raw=row.raw,
            where=tuple(row.where),
            touches=tuple(places.get(_own(key)) or Touched(key, key, "", "") for key in row.where),
            choices=tuple(row.choices),
            answer=row.answer,
            answered_by=names.get(row.answered_by_id, ""),
            answered_on=day_of(row.answered_at) if row.answered_at else None,
            applies=row.code in APPLIED,
            version=row.version,
        )
        for row in rows
    )


def _places(plan: Plan) -> Mapping[str, Touched]:
    """Everything that a key may mean in this plan. Keys of actions and measures win over printed numbers."""
    found: dict[str, Touched] = {}
    for number, text in Finding.objects.in_force().filter(plan=plan).values_list("number", "text"):
        found[number] = Touched(number, text, "finding", "")
    for number, title in Group.objects.in_force().filter(plan=plan).values_list("number", "title"):
        found[number] = Touched(number, title, "group", "")
    for number, title in Objective.objects.in_force().filter(plan=plan).values_list("number", "title"):
        found[number] = Touched(number, title, "objective", "")
    for key, ref, text in Action.objects.in_force().filter(plan=plan).values_list("key", "ref", "text"):
        found[key] = Touched(key, text, "action", ref)
    for key, ref, name in Measure.objects.in_force().filter(plan=plan).values_list("key", "ref", "name"):
        found[key] = Touched(key, name, "measure", ref)
    return found


def _own(place: str) -> str:
    """The key of the action or measure that a place lies in ("1.3.1/m2" lies in "1.3.1")."""
    return place.split("/", 1)[0]


def _is_answered(line: QuestionLine) -> bool:
    return line.answer is not None
