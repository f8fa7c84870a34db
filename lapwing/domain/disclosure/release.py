"""What was shown and what was hidden, once; what later releases are judged with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from lapwing.domain.disclosure.policy import Policy
from lapwing.domain.disclosure.tables import Key, Sum, Table


@dataclass(frozen=True)
class Release:
    """Counts with what of them is shown. It holds the hidden counts too: keep it where personal data is kept.

    ``hidden`` are the cells hidden for their own sake and those hidden so that they cannot be worked out.
    ``if_untold`` are small counts safe only from a reader who is not told which hidden ones are small.
    ``given_away`` are small counts that can be worked out whatever this release hides: earlier ones showed
    too much. ``unproved`` are those of which neither that nor the contrary could be proved: everything that
    hangs together with them is hidden.
    """

    policy: Policy
    table: Table
    hidden: frozenset[Key]
    if_untold: frozenset[Key] = frozenset()
    given_away: frozenset[Key] = frozenset()
    unproved: frozenset[Key] = frozenset()

    def is_shown(self, key: Key) -> bool:
        """Whether a cell's figure may be seen. KeyError for a cell the release does not have."""
        if key not in self.table.cells:
            raise KeyError(key)
        return key not in self.hidden and key not in self.table.unshown

    def figure(self, key: Key) -> int | None:
        """The figure that may be seen, rounded as the policy says; None for a hidden one."""
        return self.policy.rounded(self.table.cells[key]) if self.is_shown(key) else None

    def text(self, key: Key) -> str:
        """What stands in the cell: its figure with commas, or the policy's mark."""
        figure = self.figure(key)
        return self.policy.hidden if figure is None else f"{figure:,}"

    @property
    def small(self) -> frozenset[Key]:
        """The cells hidden for their own sake."""
        return frozenset(key for key in self.hidden if self.policy.is_small(self.table.cells[key]))

    @property
    def others_hidden(self) -> frozenset[Key]:
        """The cells hidden only so that a small one cannot be worked out."""
        return self.hidden - self.small


def to_json(release: Release) -> str:
    """The release as text for keeping, hidden counts included. `from_json` reads it."""
    table = release.table
    return json.dumps(
        {
            "policy": asdict(release.policy),
            "cells": [[list(key), count] for key, count in table.cells.items()],
            "sums": [[list(each.total), [list(part) for part in each.parts]] for each in table.sums],
            "unshown": _listed(table.unshown),
            "hidden": _listed(release.hidden),
            "if_untold": _listed(release.if_untold),
            "given_away": _listed(release.given_away),
            "unproved": _listed(release.unproved),
        },
        ensure_ascii=False,
    )


def from_json(text: str) -> Release:
    """A release that `to_json` wrote. ValueError, KeyError or TypeError for anything else."""
    data = json.loads(text)
    table = Table(
        {tuple(key): count for key, count in data["cells"]},
        tuple(Sum(tuple(total), tuple(map(tuple, parts))) for total, parts in data["sums"]),
        _keys(data["unshown"]),
    )
    names = ("hidden", "if_untold", "given_away", "unproved")
    return Release(Policy(**data["policy"]), table, **{name: _keys(data[name]) for name in names})


def _listed(keys: Iterable[Key]) -> list[list[str]]:
    return [list(key) for key in sorted(keys)]


def _keys(lists: Iterable[Iterable[str]]) -> frozenset[Key]:
    return frozenset(tuple(each) for each in lists)
