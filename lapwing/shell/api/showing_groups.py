"""Governance groups and what they decide, from what the queries give to what programs are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lapwing.contexts.governance.models import AgendaItem, Meeting
from lapwing.contexts.governance.public import DecisionLine, Posts, RaisedLine
from lapwing.contexts.governance.queries.about import AboutLine, about_of
from lapwing.contexts.governance.queries.acting import WhoActs
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import GovernanceGroup
from lapwing.registry.subjects import Pointer


def governance_group(row: GovernanceGroup, capacity: str) -> dict[str, Any]:
    above = row.reports_to
    return {
        "ref": row.ref,
        "name": row.name,
        "short_name": row.short_name,
        "kind": row.kind,
        "reports_to": above.ref if above is not None and above.voided_at is None else None,
        "capacity": capacity,
    }


def person(row: WhoActs, posts: Posts, actor: Actor) -> dict[str, Any]:
    """By their seat or role, never by name."""
    role = posts.roles.get(row.user_id, "") if row.user_id else ""
    return {
        "who_kind": row.kind,
        "who_ref": row.ref,
        "who": row.post or role,
        "role": role,
        "capacity": row.seat.capacity if row.seat else "",
        "mine": row.user_id is not None and row.user_id == actor.user_id,
    }


def about(pointer: Pointer, line: AboutLine | None) -> dict[str, str]:
    """What something is about. As on the pages, of what the reader may not see only the kind is said."""
    kind, ref = pointer
    return {"about_kind": kind, "about": ref if line is not None and not line.hidden else ""}


def meeting(row: Meeting, items: Sequence[AgendaItem], known: Mapping[Pointer, AboutLine]) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "group": row.group.ref,
        "held_on": row.held_on,
        "minutes": row.minutes_state,
        "items": [
            {
                "ref": item.ref,
                "title": item.title,
                **about((item.subject_kind, item.subject_ref), about_of(item, known)),
            }
            for item in items
        ],
    }


def asked(line: RaisedLine) -> dict[str, Any]:
    return {
        "ref": line.ref,
        "group": line.group_ref,
        "words": line.words,
        "reason": line.reason,
        "options": line.options,
        "recommendation": line.recommendation,
        "meeting": line.meeting_ref,
        "asked_on": line.since,
        **about(line.subject, line.about),
        "version": line.version,
    }


def decision(line: DecisionLine, posts: Posts) -> dict[str, Any]:
    seat = posts.seats.get((line.who_id, line.group_ref)) if line.who_id else None
    role = posts.roles.get(line.who_id) if line.who_id else None
    who_kind, who_ref = line.who_acts
    return {
        "ref": line.ref,
        "number": line.number,
        "group": line.group_ref,
        "group_name": line.group,
        "meeting": line.meeting_ref,
        "words": line.words,
        "who": line.who_post or seat or role or "",
        "who_kind": who_kind,
        "who_ref": who_ref,
        "mine": line.mine,
        "act_by": line.act_by,
        "state": line.state,
        "decided_on": line.decided_on,
        "closed_on": line.closed_on,
        "closing_words": line.closing_words,
        "superseded_by": line.superseded_by,
        **about(line.subject, line.about),
        "version": line.version,
    }
