"""Under which name figures of a line are released: that of the first one it goes on from, in any plan."""

from __future__ import annotations

from collections.abc import Collection

from lapwing.contexts.improvement import public as improvement

PREFIX = "series:"


def released_as(partnership_id: int, keys: Collection[str]) -> dict[str, str]:
    """By the key of each line the one it is released under: its own, if it goes on from none."""
    first = improvement.first_series(partnership_id, [key.removeprefix(PREFIX) for key in keys])
    refs = {key: key.removeprefix(PREFIX) for key in keys}
    return {key: f"{PREFIX}{first[ref]}" if ref in first else key for key, ref in refs.items()}
