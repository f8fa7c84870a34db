"""Where an update is written and read: the one place that knows those addresses."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from lapwing.contexts.improvement.queries.cycle_lines import AskedLine


def write_address(line: AskedLine) -> str:
    """Where the update that is asked for is written."""
    place = {"partnership": line.cycle.partnership_ref}
    try:
        return reverse(
            "improvement:update-write",
            kwargs={**place, "cycle": line.cycle.ref, "kind": line.kind, "ref": line.ref},
        )
    except NoReverseMatch:
        return reverse(f"improvement:{line.kind}", kwargs={**place, line.kind: line.ref})
