"""What of a plan a decision, a risk or a question can be about (see ``registry.subjects``)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Action, Measure, Milestone, Occurrence, Plan, Update
from lapwing.contexts.improvement.own_work import Owning
from lapwing.contexts.improvement.update_access import updates
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.subjects import FindOwners, FindSubjects, ListSubjects, Owned, Subject, SubjectKind

_Rows = Callable[[Partnership], "QuerySet[Any]"]
_Words = Callable[[Any], str]


def subject_kinds() -> tuple[SubjectKind, ...]:
    """Plans, actions and measures can be chosen in a form; milestones are too many, and pointed to."""
    return (
        _kind("plan", "plan", _plans, lambda row: row.title, page="overview", order=10),
        _kind(
            "action",
            "action",
            _actions,
            lambda row: f"Action {row.number}: {row.text}",
            owners=_owners_by(Action, "pk"),
            order=20,
        ),
        _kind("measure", "measure", _measures, lambda row: f"Measure: {row.name}", order=30),
        _kind(
            "milestone",
            "milestone",
            _milestones,
            lambda row: f"Milestone of action {row.action.number}: {row.text}",
            listed=False,
            owners=_owners_by(Milestone, "action_id"),
            order=40,
        ),
        _kind(
            "occurrence",
            "turn of a milestone",
            _turns,
            lambda row: (
                f"Milestone of action {row.milestone.action.number}: {row.milestone.text}: {row.label}"
            ),
            place=lambda row: ("milestone", row.milestone.ref),
            listed=False,
            owners=_owners_by(Occurrence, "milestone__action_id"),
            order=45,
        ),
        SubjectKind("update", "update", _find_updates, owners=_owners_by(Update, "action_id"), order=50),
    )


def _owners_by(model: type[Model], action: str) -> FindOwners:
    """Who owns the action of a row, by the name of the field that holds its number."""

    def owners(asked: Collection[Owned], on: date) -> dict[Owned, frozenset[int]]:
        rows = model._default_manager.filter(ref__in={ref for ref, _ in asked})
        pks = dict(rows.values_list("ref", action))
        if not pks:
            return {}
        owning = Owning(pks.values(), min(since for _, since in asked), on)
        return {(ref, since): owning.ever_since(pks[ref], since) for ref, since in asked if ref in pks}

    return owners


def _find_updates(actor: Actor, partnership: Partnership, refs: Collection[str]) -> Iterable[Subject]:
    """Updates that the actor may read: drafts are their authors' and checkers'."""
    rows = Update.objects.in_force().filter(
        partnership=partnership, action__plan__voided_at=None, ref__in=list(refs)
    )
    seen = updates.visible_to(actor, rows, permission=access.READ)
    return [
        Subject(
            "update",
            row.ref,
            f"Update on action {row.action.number}, {row.cycle.label}",
            reverse("improvement:update", kwargs={"partnership": partnership.ref, "update": row.ref}),
        )
        for row in seen.select_related("action", "cycle")
    ]


def _kind(
    kind: str,
    label: str,
    rows: _Rows,
    words: _Words,
    *,
    page: str = "",
    place: Callable[[Any], tuple[str, str]] | None = None,
    listed: bool = True,
    owners: FindOwners | None = None,
    order: int,
) -> SubjectKind:
    def seen(actor: Actor, partnership: Partnership) -> QuerySet[Any]:
        return rows(partnership).filter(actor.scope(access.READ).as_q("partnership"))

    def subject(row: Any, partnership: Partnership) -> Subject:
        of, ref = place(row) if place else (kind, row.ref)
        address = reverse(f"improvement:{page or of}", kwargs={"partnership": partnership.ref, of: ref})
        return Subject(kind, row.ref, " ".join(words(row).split()), address)

    def find(actor: Actor, partnership: Partnership, refs: Collection[str]) -> Iterable[Subject]:
        return [subject(row, partnership) for row in seen(actor, partnership).filter(ref__in=list(refs))]

    def list_all(actor: Actor, partnership: Partnership) -> Iterable[Subject]:
        return [subject(row, partnership) for row in seen(actor, partnership)]

    finds: FindSubjects = find
    lists: ListSubjects | None = list_all if listed else None
    return SubjectKind(kind, label, finds, lists, order, owners)


def _plans(partnership: Partnership) -> QuerySet[Any]:
    return Plan.objects.in_force().filter(partnership=partnership).order_by("title", "id")


def _actions(partnership: Partnership) -> QuerySet[Any]:
    rows = Action.objects.in_force().filter(partnership=partnership, plan__voided_at=None)
    return rows.order_by("plan__title", "position", "id")


def _measures(partnership: Partnership) -> QuerySet[Any]:
    rows = Measure.objects.in_force().filter(partnership=partnership, plan__voided_at=None)
    return rows.order_by("plan__title", "position", "id")


def _milestones(partnership: Partnership) -> QuerySet[Any]:
    rows = Milestone.objects.in_force().filter(
        partnership=partnership, action__voided_at=None, action__plan__voided_at=None
    )
    return rows.select_related("action").order_by("id")


def _turns(partnership: Partnership) -> QuerySet[Any]:
    rows = Occurrence.objects.in_force().filter(
        partnership=partnership,
        milestone__voided_at=None,
        milestone__action__voided_at=None,
        milestone__action__plan__voided_at=None,
    )
    return rows.select_related("milestone__action").order_by("id")
