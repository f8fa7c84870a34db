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
from lapwing.registry.subjects import Subject, SubjectKind


def subject_kinds() -> tuple[SubjectKind, ...]:
    """Risks, for the item that a risk becomes when it is handed to the next group."""
    return (SubjectKind("risk", "risk", _risks, owners=_who_looks_after),)


def _who_looks_after(ref: str, since: date, on: date) -> frozenset[int]:
    found = Risk.objects.filter(ref=ref, owner__isnull=False).values_list("owner_id", flat=True)
    return frozenset(pk for pk in found if pk is not None)


def _risks(actor: Actor, partnership: Partnership, refs: Collection[str]) -> Iterable[Subject]:
    rows = Risk.objects.in_force().filter(partnership=partnership, ref__in=list(refs))
    return [
        Subject("risk", row.ref, row.words, reverse("governance:risk", args=[partnership.ref, row.ref]))
        for row in Rule(Risk).visible_to(actor, rows, permission=READ)
    ]
