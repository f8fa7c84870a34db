"""Make one board pack from a database of this process's own, and print what each step of it took.

``python -m benchmarks.making_a_pack ACTIONS SERIES POINTS`` prints, as its last line, the seconds and bytes
of each step and the most memory, in MB, that the process and the one which builds the files held together
at any moment from the first to the last of them.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from benchmarks import pages
from benchmarks.memory import held_with_children, let_go

if TYPE_CHECKING:
    from lapwing.contexts.improvement.models import Plan
    from lapwing.insight.packs.models import Pack
    from lapwing.insight.packs.shapes import Pack as Content
    from lapwing.platform.access.actor import Actor

# From one pack to the next.
PERIOD = timedelta(days=60)
NAMES = ("gathered and frozen", "charts, Word", "PDF", "Excel")


class Clock:
    """Hears how far the work has come, as the page that waits for it does, and notes when."""

    def __init__(self) -> None:
        self.heard: list[float] = []

    def say(self, words: str = "", *, done: int | None = None, of: int | None = None) -> None:
        self.heard.append(time.perf_counter())


def main(actions: int, series: int, points: int) -> None:
    pages.make_ready()
    with pages.database():
        print(json.dumps(measured(actions, series, points)))


def measured(actions: int, series: int, points: int) -> tuple[list[tuple[str, float, int]], float]:
    """Each step with its seconds and bytes, and the most memory that was held here and by the builder, in MB.

    The pack holds all that was asked for, or AssertionError: less would be measured than is said.
    """
    pages.place_of(2, 1, 0)
    place = pages.place_of(actions, series, 1, points, imported=pages.NOW - timedelta(days=90))
    pack = _asked(place)
    let_go()  # what filling the database took is not the pack's
    with _watched() as seen:
        steps = _made(pack, series, points)
    return steps, max(seen)


def _asked(place: pages.Place) -> Pack:
    """The pack as its programme manager asks for it, with every section, after one two months before."""
    from benchmarks.a_life import fill
    from lapwing.contexts.improvement.models import Plan
    from lapwing.insight.packs.building import freeze
    from lapwing.insight.packs.collecting import KINDS
    from lapwing.platform.access.acting import acting
    from lapwing.platform.access.tests.as_role import as_maintenance
    from lapwing.registry.actors import actor_for
    from lapwing.registry.models import Membership

    with as_maintenance():
        plan = Plan.objects.select_related("partnership").get(ref=place.plan)
        manager = Membership.objects.select_related("user").get(partnership=plan.partnership).user
    since = pages.NOW - PERIOD
    with acting(actor_for(manager, pages.NOW.date()), purpose="benchmark") as actor:
        earlier = _ask(actor, plan, ("summary",), since)
        freeze(earlier, actor)
    with as_maintenance():
        fill(plan, manager, at=pages.NOW - timedelta(days=7), earlier_pack=earlier.ref)
    with acting(actor_for(manager, pages.NOW.date()), purpose="benchmark") as actor:
        return _ask(actor, plan, tuple(KINDS), pages.NOW)


def _ask(by: Actor, plan: Plan, kinds: tuple[str, ...], now: datetime) -> Pack:
    from lapwing.insight.packs import commands
    from lapwing.insight.packs.collecting import SectionOrder

    day = now.date()
    wanted = commands.Wanted(
        title="Report to the board",
        since=day - PERIOD,
        as_at=day,
        until=day + PERIOD,
        sections=[SectionOrder(kind) for kind in kinds],
    )
    return commands.ask_for_pack(
        by=by, partnership=plan.partnership, plan_ref=plan.ref, wanted=wanted, now=now
    )


def _made(pack: Pack, series: int, points: int) -> list[tuple[str, float, int]]:
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
    assert shown.content is not None
    _check(shown.content, series, points)
    begin = time.perf_counter()
    page = to_page(shown.content, shown.sha256, drawn(shown.content))
    took = time.perf_counter() - begin
    sizes = [text, *(file.size for file in shown.files)]
    steps = [
        (name, end - start, size)
        for name, start, end, size in zip(NAMES, marks[:-1], marks[1:], sizes, strict=True)
    ]
    return [*steps, ("page", took, len(page.encode()))]


def _check(content: Content, series: int, points: int) -> None:
    """Every section says something, and every series has all its points."""
    from lapwing.insight.packs.shapes import MeasuresSection

    assert (nothing := [each.key for each in content.sections if each.empty]) == [], nothing
    (found,) = [each for each in content.sections if isinstance(each, MeasuresSection)]
    counts = [len(each.points) for measure in found.measures for each in measure.series]
    assert counts == [points] * series, counts


@contextmanager
def _watched() -> Iterator[list[float]]:
    """What this process and its children hold together, in MB, looked at twenty times a second."""
    seen = [held_with_children()]
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.05):
            seen.append(held_with_children())

    watching = threading.Thread(target=look)
    watching.start()
    try:
        yield seen
    finally:
        done.set()
        watching.join()


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
