"""The worker: one process that runs what is queued until it is told to stop.

Told once (SIGTERM, SIGINT), it takes nothing new, lets what runs end within its time of grace, and sends
back to the queue what could not. It is a service of its own: when its connection to the database breaks it
ends, and whoever started it starts it anew.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from procrastinate import App
from procrastinate.contrib.django import DjangoApp, app, django_connector

GRACE_SECONDS = 60.0
# For a job to notice that it is cut off, after its time of grace.
_LAST_SECONDS = 20.0


@dataclass(frozen=True)
class WorkerOptions:
    """``concurrency`` jobs at a time; those of ``queues`` alone, or of all; ``grace`` in seconds."""

    concurrency: int = 2
    queues: Sequence[str] = ()
    grace: float = GRACE_SECONDS


def run_worker(options: WorkerOptions) -> bool:
    """Run until told to stop: True then, False when the worker ended by itself."""
    return asyncio.run(_run(options))


async def _run(options: WorkerOptions) -> bool:
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    async with _worker_app().open_async() as working:
        worker = asyncio.create_task(
            working.run_worker_async(
                concurrency=options.concurrency,
                queues=list(options.queues) or None,  # type: ignore[arg-type]  # all, when none is named
                shutdown_graceful_timeout=options.grace,
                install_signal_handlers=False,
            )
        )

        def stop() -> None:
            if not told.is_set():
                told.set()
                _end_at_last(options.grace + _LAST_SECONDS)
                worker.cancel()

        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
        await asyncio.gather(worker, return_exceptions=True)
    return told.is_set()


def _worker_app() -> App:
    """The app with a connection of its own to listen on and to take jobs by.

    Tasks keep the app they were made with, whose jobs are queued in Django's transaction: what a job queues
    is queued if the job's changes are kept, and not otherwise.
    """
    connector = app.connector
    assert isinstance(connector, django_connector.DjangoConnector)
    working = DjangoApp(
        connector=connector.get_worker_connector(),
        import_paths=app.import_paths,
        periodic_defaults=app.periodic_defaults,
    )
    working.worker_defaults = app.worker_defaults
    working.tasks = app.tasks
    working.periodic_registry = app.periodic_registry
    return working


def _end_at_last(seconds: float) -> None:
    """End the process when a job does not heed being cut off: another worker finds it and runs it anew."""
    timer = threading.Timer(seconds, os._exit, (1,))
    timer.daemon = True
    timer.start()
