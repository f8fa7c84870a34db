"""Where an update is written and read: the one place that knows those addresses."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from lapwing.contexts.improvement.queries.cycle_lines import AskedLine, CycleHead, ExpectedLine


def write_address(line: AskedLine) -> str:
    """Where the update that is asked for is written; once it is answered, where it is read."""
    if line.answer and line.is_answered:
        return _update(line.cycle, line.answer.update_ref) or _about(line.cycle, line)
    place = {"partnership": line.cycle.partnership_ref, "cycle": line.cycle.ref}
    try:
        return reverse("improvement:update-write", kwargs={**place, "kind": line.kind, "ref": line.ref})
    except NoReverseMatch:
        return _about(line.cycle, line)


def read_address(cycle: CycleHead, line: ExpectedLine) -> str:
    """Where an update can be read, or what it is to be about."""
    return (line.update_ref and _update(cycle, line.update_ref)) or _about(cycle, line)


def _update(cycle: CycleHead, update_ref: str) -> str:
    try:
        return reverse("improvement:update", args=[cycle.partnership_ref, update_ref])
    except NoReverseMatch:
        return ""


def _about(cycle: CycleHead, line: AskedLine | ExpectedLine) -> str:
    return reverse(f"improvement:{line.kind}", args=[cycle.partnership_ref, line.ref])
