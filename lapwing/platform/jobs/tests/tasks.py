"""Tasks that only tests queue."""

from __future__ import annotations

from collections.abc import Callable

from procrastinate.contrib.django import app

from lapwing.platform.jobs.backoff import BACK_OFF
from lapwing.platform.jobs.work import Progress, carrying_out

# What the next run does; a test says.
body: Callable[[Progress], None] = lambda progress: None  # noqa: E731


@app.task(name="tests.carry_out", retry=BACK_OFF)
def carry_out(work_id: int) -> None:
    with carrying_out(work_id) as progress:
        body(progress)
