"""Tasks for a real worker that is killed or stopped. What they say on standard output, the test waits for."""

from __future__ import annotations

import threading

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.backoff import BACK_OFF
from lapwing.platform.jobs.models import Failure
from lapwing.platform.jobs.work import carrying_out, once

EFFECT = "tests.effect"
# The lock that a test holds while it wants a job to go on.
GATE = 7_102_027


@app.task(name="tests.effect_once", retry=BACK_OFF)
def effect_once(work_id: int, dies: int) -> None:
    """Have an effect. The first run stays within its transaction (``dies`` 1), or after it (2), for ever."""
    with carrying_out(work_id) as progress:
        with acting(system_actor("Tests"), purpose="test"), once(f"tests {work_id}") as first:
            if first:
                Failure.objects.create(job_id=work_id, task=EFFECT, attempt=1, at=timezone.now(), error="-")
            if dies == 1 and progress.attempt == 1:
                _stay()
        if dies == 2 and progress.attempt == 1:
            _stay()
    print("done", flush=True)


@app.task(name="tests.wait_at_gate", retry=BACK_OFF)
def wait_at_gate(work_id: int) -> None:
    """Begin, and end when the test lets go of the gate."""
    with carrying_out(work_id), connection.cursor() as cursor:
        print("begun", flush=True)
        cursor.execute("SELECT pg_advisory_lock(%s)", [GATE])
        cursor.execute("SELECT pg_advisory_unlock(%s)", [GATE])


@app.task(name="tests.go_on", retry=BACK_OFF)
def go_on(work_id: int) -> None:
    """Go on for ever, saying so."""
    with carrying_out(work_id) as progress:
        print("begun", flush=True)
        while True:
            threading.Event().wait(0.05)
            progress.say("Going on")


def _stay() -> None:
    print("staying", flush=True)
    threading.Event().wait()
