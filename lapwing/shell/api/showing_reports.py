"""Cycles, updates, evidence and packs, from what the queries give to what programs are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lapwing.contexts.governance.public import Posts
from lapwing.contexts.improvement.models import Update
from lapwing.contexts.improvement.queries.cycle_lines import CycleLine
from lapwing.contexts.improvement.queries.evidence import EvidenceLine
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
        "answered": line.signed_off if line.answered is None else line.answered,
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
        "words_withdrawn_at": line.words_withdrawn_at,
        "version": line.version,
    }


def evidence(line: EvidenceLine) -> dict[str, Any]:
    return {
        "ref": line.ref,
        "action": line.action_ref,
        "milestone": line.milestone_ref or None,
        "occurrence": line.turn_ref or None,
        "criterion": line.criterion_ref or None,
        "update": line.update_ref,
        "kind": line.kind,
        "form": line.form,
        "title": line.title,
        "words": line.words,
        "on": line.on,
        "supplied_by": line.supplied_by,
        "link": line.link,
        "measure": line.measure_ref or None,
        "value": line.value,
        "unit": line.unit,
        "meeting": line.meeting_ref,
        "file_name": line.file_name,
        "kept_to": line.read_by,
        "given_on": line.given_on,
        "state": line.state.value,
        "decided_on": line.decided_on,
        "returned_reason": line.returned_reason,
        "version": line.version,
    }


def pack(
    row: Pack,
    digests: Mapping[int, str],
    files: Mapping[int, Sequence[PackFile]],
    posts: Posts | None,
) -> dict[str, Any]:
    """``posts`` are needed of packs that were withdrawn."""
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
        "withdrawn_by": posts.called(row.withdrawn_by_id) if posts else "",
        "withdrawn_reason": row.withdrawn_reason,
        "sha256": digests.get(row.pk),
        "files": [
            {"form": each.form, "name": each.name, "size": each.size, "sha256": each.sha256}
            for each in files.get(row.pk, ())
        ],
    }
