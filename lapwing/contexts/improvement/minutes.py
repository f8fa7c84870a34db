"""Meetings whose minutes are evidence: which can be chosen, and what they are called for whoever reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement.models import Evidence
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class MinutesOf:
    """“Minutes of SEND Partnership Board, 3 October 2026”, and the meeting's page; empty for none."""

    words: str = ""
    url: str = ""


NONE = MinutesOf()


def to_choose_from(
    actor: Actor, partnership_id: int, on: date, given: Evidence | None = None
) -> tuple[governance.Minuted, ...]:
    """The meetings whose minutes the actor reads, the latest first; before them that of ``given``.

    That one is offered to whoever changes the evidence also where they do not see it any more: by the words
    in which it was given.
    """
    offered = governance.with_minutes(actor, partnership_id, on)
    if given is None or not given.meeting_ref or any(each.ref == given.meeting_ref for each in offered):
        return offered
    seen = governance.minuted(actor, partnership_id, [given.meeting_ref]).get(given.meeting_ref)
    return (seen or _as_given(given), *offered)


def _as_given(row: Evidence) -> governance.Minuted:
    """The meeting of evidence as it was kept with it; it has no page for whoever does not see it."""
    return governance.Minuted(row.meeting_ref, row.meeting_words, row.on, is_draft=False, url="")


def chosen(
    actor: Actor, partnership_id: int, ref: str, on: date, given: Evidence | None = None
) -> MinutesOf | None:
    """The meeting of this reference as it is kept with evidence; None where the actor may not choose it.

    The one that evidence is of already may stay, whoever changes the evidence.
    """
    if given is not None and given.meeting_ref == ref:
        return MinutesOf(given.meeting_words)
    for each in governance.with_minutes(actor, partnership_id, on):
        if each.ref == ref:
            return MinutesOf(each.words, each.url)
    return None


def minutes_of(actor: Actor, rows: Iterable[Evidence]) -> Mapping[str, MinutesOf]:
    """What the minutes are called that pieces of evidence are of, by the reference of the meeting.

    As they are called today; as they were when the evidence was given where the meeting is there no more.
    Nothing for those who do not read what groups do. One query, and none where no evidence is of a meeting.
    """
    kept: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.meeting_ref and actor.may(governance.READ, row.partnership_id):
            kept[row.partnership_id][row.meeting_ref] = row.meeting_words
    found: dict[str, MinutesOf] = {}
    for partnership_id, words in kept.items():
        seen = governance.minuted(actor, partnership_id, words)
        for ref, then in words.items():
            now = seen.get(ref)
            found[ref] = MinutesOf(now.words, now.url) if now else MinutesOf(then)
    return found
