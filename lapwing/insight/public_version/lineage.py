"""Under which name figures of a line are released: that of the first one it goes on from, in any plan."""

from __future__ import annotations

from collections.abc import Collection

from lapwing.contexts.improvement.models import Series

PREFIX = "series:"


def released_as(partnership_id: int, keys: Collection[str]) -> dict[str, str]:
    """By the key of each line the key of the very first line that it goes on from: its own, if there is none.

    A query for each plan that a plan went on from; lines of a pack that are gone keep their own key.
    """
    found = {key: key for key in keys}
    rows = _rows(partnership_id, ref__in=[key.removeprefix(PREFIX) for key in keys])
    first = {f"{PREFIX}{ref}": (pk, before) for pk, ref, before in rows}
    refs = {pk: (ref, before) for pk, ref, before in rows}
    while missing := {before for _, before in refs.values() if before is not None} - refs.keys():
        refs |= {pk: (ref, before) for pk, ref, before in _rows(partnership_id, pk__in=missing)}
    for key, (pk, _) in first.items():
        at, seen = pk, {pk}
        while (before := refs[at][1]) is not None and before not in seen:
            seen.add(before)
            at = before
        found[key] = f"{PREFIX}{refs[at][0]}"
    return found


def _rows(partnership_id: int, **which: Collection[object]) -> list[tuple[int, str, int | None]]:
    rows = Series.objects.filter(partnership_id=partnership_id, **which)
    return list(rows.values_list("pk", "ref", "came_from_id"))
