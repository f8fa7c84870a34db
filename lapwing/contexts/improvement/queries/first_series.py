"""With which line the figures of a line began, in whatever plan."""

from __future__ import annotations

from collections.abc import Collection

from lapwing.contexts.improvement.models import Series


def first_series(partnership_id: int, refs: Collection[str]) -> dict[str, str]:
    """By the reference of each line that of the first one it goes on from: its own, if there is none.

    Nobody's right to read is asked about: it tells what is the same, and nothing of it. A query, and one for
    each plan that a plan went on from. What is unknown is not in the answer.
    """
    rows = _rows(partnership_id, ref__in=refs)
    known = {pk: (ref, before) for pk, ref, before in rows}
    while missing := {before for _, before in known.values() if before is not None} - known.keys():
        known |= {pk: (ref, before) for pk, ref, before in _rows(partnership_id, pk__in=missing)}
    found = {}
    for pk, ref, _ in rows:
        at, seen = pk, {pk}
        while (before := known[at][1]) is not None and before not in seen:
            seen.add(before)
            at = before
        found[ref] = known[at][0]
    return found


def _rows(partnership_id: int, **which: Collection[object]) -> list[tuple[int, str, int | None]]:
    rows = Series.objects.filter(partnership_id=partnership_id, **which)
    return list(rows.values_list("pk", "ref", "came_from_id"))
