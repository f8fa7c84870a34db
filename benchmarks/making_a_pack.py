"""Make one board pack from a database of this process's own, and print what each step of it took.

``python -m benchmarks.making_a_pack ACTIONS SERIES POINTS`` prints, as its last line, the seconds and bytes
of each step and the most memory, in MB, that the process held from the first to the last of them.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import pages

if TYPE_CHECKING:
    from lapwing.insight.packs.models import Pack

NAMES = ("gathered, frozen, charts drawn", "Word", "PDF", "Excel")


class Clock:
    """Hears how far the work has come, as the page that waits for it does, and notes when."""

    def __init__(self) -> None:
        self.heard: list[float] = []

    def say(self, words: str = "", *, done: int | None = None, of: int | None = None) -> None:
        self.heard.append(time.perf_counter())


def main(actions: int, series: int, points: int) -> None:
    pages.make_ready()
    with pages.database():
        pages.place_of(2, 1, 0)
        pack = _asked(pages.place_of(actions, series, 1, points))
        _forget_peak()
        print(json.dumps([_made(pack), _peak()]))


def _asked(place: pages.Place) -> Pack:
    """The pack as its programme manager asks for it, with every section."""
    from lapwing.insight.packs import commands
    from lapwing.insight.packs.collecting import KINDS, SectionOrder
    from lapwing.platform.access.acting import acting
    from lapwing.platform.access.tests.as_role import as_maintenance
    from lapwing.registry.actors import actor_for
    from lapwing.registry.models import Membership, Partnership

    with as_maintenance():
        partnership = Partnership.objects.get(ref=place.partnership)
        manager = Membership.objects.select_related("user").get(partnership=partnership).user
    day = pages.NOW.date()
    wanted = commands.Wanted(
        title="Report to the board",
        since=day - timedelta(days=60),
        as_at=day,
        until=day + timedelta(days=60),
        sections=[SectionOrder(kind) for kind in KINDS],
    )
    with acting(actor_for(manager, day), purpose="benchmark") as actor:
        return commands.ask_for_pack(
            by=actor, partnership=partnership, plan_ref=place.plan, wanted=wanted, now=pages.NOW
        )


def _made(pack: Pack) -> list[tuple[str, float, int]]:
    """Build it as the worker does, then draw its page from the snapshot."""
    from lapwing.insight.packs.building import build_pack
    from lapwing.insight.packs.forms.pictures import drawn
    from lapwing.insight.packs.forms.web import to_page
    from lapwing.insight.packs.queries import pack_shown
    from lapwing.platform.access.tests.as_role import as_maintenance

    clock = Clock()
    build_pack(pack.pk, clock)  # type: ignore[arg-type]
    marks = [*clock.heard, time.perf_counter()]
    with as_maintenance():
        shown = pack_shown(pack)
        text = len(pack.snapshot.text.encode())
    begin = time.perf_counter()
    assert shown.content is not None
    page = to_page(shown.content, shown.sha256, drawn(shown.content))
    took = time.perf_counter() - begin
    sizes = [text, *(file.size for file in shown.files)]
    steps = [
        (name, end - start, size)
        for name, start, end, size in zip(NAMES, marks[:-1], marks[1:], sizes, strict=True)
    ]
    return [*steps, ("page", took, len(page.encode()))]


def _forget_peak() -> None:
    """Count memory from here: what filling the database took is not the pack's. Linux alone can."""
    switch = Path("/proc/self/clear_refs")
    if switch.exists():
        switch.write_text("5")


def _peak() -> float:
    status = Path("/proc/self/status")
    told = status.read_text().partition("VmHWM:")[2].split() if status.exists() else []
    return int(told[0]) / 1024 if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
