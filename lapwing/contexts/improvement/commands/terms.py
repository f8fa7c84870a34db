"""What a plan calls its groups and objectives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import RefusedError, clean, fetch, save_changes
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.rules.terms import DEFAULT, LONGEST, TAKEN, Term, Word
from lapwing.platform.access.actor import Actor


@transaction.atomic
@tells_of_change
def set_terms(
    *, actor: Actor, now: datetime, plan_ref: str, version: int, words: Mapping[Term, Word]
) -> Plan:
    """Say what the plan calls its parts; empty words are Lapwing's own.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    plan = fetch(actor, access.EDIT, Plan, plan_ref, version=version)
    said = {term: _checked(term, words.get(term, Word("", ""))) for term in Term}
    every = [word.casefold() for each in said.values() for word in {each.one, each.many}]
    if len(set(every)) < len(every):
        raise RefusedError("Two parts have the same word. Choose another for one.", field="objective_one")
    kept = {term.value: [word.one, word.many] for term, word in said.items() if word != DEFAULT[term]}
    return save_changes(plan, {"terms": kept})


def _checked(term: Term, word: Word) -> Word:
    one, many = " ".join(clean(word.one).split()), " ".join(clean(word.many).split())
    if not one and not many:
        return DEFAULT[term]
    if not one or not many:
        name = f"{term.value}_{'many' if one else 'one'}"
        raise RefusedError("Give the word for one and for several, or neither.", field=name)
    for name, text in (("one", one), ("many", many)):
        if len(text) > LONGEST:
            raise RefusedError(f"Use {LONGEST} letters at most.", field=f"{term.value}_{name}")
        if text.casefold() in TAKEN or text.casefold().removesuffix("s") in TAKEN:
            raise RefusedError("That word means another part of a plan.", field=f"{term.value}_{name}")
    return Word(one, many)
