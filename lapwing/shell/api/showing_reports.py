"""Cycles, updates, decisions and packs, from what the queries give to what programs are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lapwing.contexts.governance.public import DecisionLine, Posts
from lapwing.contexts.improvement.models import Update
from lapwing.contexts.improvement.queries.cycle_lines import CycleLine
from lapwing.contexts.improvement.queries.update_lines import UpdateLine
from lapwing.insight.packs.models import Pack, PackFile


def cycle(line: CycleLine) -> dict[str, Any]:
    head = line.head
    return {
        "ref": head.ref,
        "plan": head.plan_ref,
        "label": head.label,
        "state": head.state.value,
        "from": head.from_date,
        "to": head.to_date,
        "opens_on": head.opens_on,
        "closes_on": head.closes_on,
        "reports_on": head.reports_on,
        "expected": line.expected,
        "answered": line.answered,
        "signed_off": line.signed_off,
        "version": head.version,
    }


def update(row: Update, line: UpdateLine) -> dict[str, Any]:
    return {
        "ref": line.ref,
        "cycle": line.cycle_ref,
        "plan": line.plan_ref,
        "action": line.action_ref,
        "about_kind": line.about_kind,
        "about": line.about_ref,
        "state": line.state.value,
        "waits_at": line.waits_at,
        "status": row.status,
        "done": line.done,
        "impact": line.impact,
        "next_steps": line.next_steps,
        "mitigation": line.mitigation,
        "forecast_on": line.forecast_on,
        "due_on": line.due_on,
        "confidence": row.confidence,
        "on_behalf_of": line.on_behalf_of,
        "submitted_at": line.submitted_at,
        "version": line.version,
    }


def decision(line: DecisionLine, posts: Posts) -> dict[str, Any]:
    seat = posts.seats.get((line.who_id, line.group_ref)) if line.who_id else None
    role = posts.roles.get(line.who_id) if line.who_id else None
    about_kind, about = line.subject
    return {
        "ref": line.ref,
        "number": line.number,
        "group": line.group_ref,
        "group_name": line.group,
        "words": line.words,
        "who": line.who_post or seat or role or "",
        "mine": line.mine,
        "act_by": line.act_by,
        "state": line.state,
        "decided_on": line.decided_on,
        "closed_on": line.closed_on,
        "closing_words": line.closing_words,
        "superseded_by": line.superseded_by,
        "about_kind": about_kind,
        "about": about,
        "version": line.version,
    }


def pack(row: Pack, digests: Mapping[int, str], files: Mapping[int, Sequence[PackFile]]) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "plan": row.plan_ref,
        "number": row.number,
        "title": row.title,
        "group": row.group,
        "meeting": row.meeting,
        "meeting_on": row.meeting_on,
        "since": row.since,
        "as_at": row.as_at,
        "until": row.until,
        "state": row.state,
        "problem": row.problem,
        "asked_at": row.asked_at,
        "built_at": row.built_at,
        "withdrawn_at": row.withdrawn_at,
        "sha256": digests.get(row.pk),
        "files": [
            {"form": each.form, "name": each.name, "size": each.size, "sha256": each.sha256}
            for each in files.get(row.pk, ())
        ],
    }
