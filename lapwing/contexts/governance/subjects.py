"""What of governance something raised can be about (see ``registry.subjects``)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse

from lapwing.contexts.governance.access import READ
from lapwing.contexts.governance.models import Risk
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.registry.models import Partnership
from lapwing.registry.subjects import Owned, Subject, SubjectKind


def subject_kinds() -> tuple[SubjectKind, ...]:
    """Risks, for the item that a risk becomes when it is handed to the next group."""
    return (SubjectKind("risk", "risk", _risks, owners=_who_looks_after),)


def _who_looks_after(asked: Collection[Owned], on: date) -> dict[Owned, frozenset[int]]:
    rows = Risk.objects.filter(ref__in={ref for ref, _ in asked}).values_list("ref", "owner_id")
    owner = {ref: pk for ref, pk in rows if pk is not None}
    return {(ref, since): frozenset([owner[ref]]) for ref, since in asked if ref in owner}


def _risks(actor: Actor, partnership: Partnership, refs: Collection[str]) -> Iterable[Subject]:
    rows = Risk.objects.in_force().filter(partnership=partnership, ref__in=list(refs))
    return [
        Subject("risk", row.ref, row.words, reverse("governance:risk", args=[partnership.ref, row.ref]))
        for row in Rule(Risk).visible_to(actor, rows, permission=READ)
    ]
