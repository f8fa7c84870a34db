"""The worker: one process that runs what is queued until it is told to stop.

Told once (SIGTERM, SIGINT), it takes nothing new, lets what runs end within its time of grace, and sends
back to the queue what could not. When its connection to the database breaks it waits for the database and
goes on, as another worker than before: what it was doing is found and run again by whichever comes first.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.db import DatabaseError, connection, connections
from procrastinate import App
from procrastinate.contrib.django import DjangoApp, app, django_connector

GRACE_SECONDS = 60.0
# For a job to notice that it is cut off, after its time of grace.
_LAST_SECONDS = 20.0
# Seconds between asking whether the database is back; the last again and again.
WAITS = (1.0, 2.0, 5.0, 10.0, 30.0)
# Runs that end sooner than this, so many in a row and with a database that answers: no broken connection.
SHORT_RUN = 60.0
MOST_SHORT_RUNS = 5

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WorkerOptions:
    """``concurrency`` jobs at a time; those of ``queues`` alone, or of all; ``grace`` in seconds."""

    concurrency: int = 2
    queues: Sequence[str] = ()
    grace: float = GRACE_SECONDS


def run_worker(options: WorkerOptions) -> bool:
    """Run until told to stop: True then, False when it ends by itself although the database answers."""
    return asyncio.run(_run(options))


async def _run(options: WorkerOptions) -> bool:
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    at_work: list[asyncio.Task[None]] = []

    def stop() -> None:
        if not told.is_set():
            told.set()
            _end_at_last(options.grace + _LAST_SECONDS)
            for task in at_work:
                task.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    return await go_on(options, told, at_work)


async def go_on(options: WorkerOptions, told: asyncio.Event, at_work: list[asyncio.Task[None]]) -> bool:
    """Run after run, each kept in ``at_work``, until told to stop (True) or too many in a row were short."""
    loop, short_runs = asyncio.get_running_loop(), 0
    while short_runs < MOST_SHORT_RUNS:
        began = loop.time()
        at_work[:] = [asyncio.create_task(_work(options))]
        (came,) = await asyncio.gather(*at_work, return_exceptions=True)
        if told.is_set():
            return True
        # not its message, which may hold an address
        log.error("The worker stopped by itself: %s", type(came).__name__ if came else "a part of it failed")
        short_runs = short_runs + 1 if loop.time() - began < SHORT_RUN else 0
        await _until_it_answers(told, first_wait=WAITS[min(short_runs, len(WAITS) - 1)])
        if told.is_set():
            return True
    return False


async def _work(options: WorkerOptions) -> None:
    """One run, with connections of its own: one that the database broke before would end it at once."""
    await sync_to_async(connections.close_all)()
    async with _worker_app().open_async() as working:
        await working.run_worker_async(
            concurrency=options.concurrency,
            queues=list(options.queues) or None,  # type: ignore[arg-type]  # all, when none is named
            shutdown_graceful_timeout=options.grace,
            install_signal_handlers=False,
        )


async def _until_it_answers(told: asyncio.Event, *, first_wait: float) -> None:
    """Wait until the database answers, or somebody tells the worker to stop."""
    await _pause(told, first_wait)
    tries = 0
    while not told.is_set() and not await asyncio.to_thread(_answers):
        wait = WAITS[min(tries, len(WAITS) - 1)]
        log.warning("The database does not answer: asked again in %d seconds", wait)
        await _pause(told, wait)
        tries += 1


async def _pause(told: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(told.wait(), seconds)


def _answers() -> bool:
    """Whether the database takes a connection and answers. The connection is this thread's own."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    finally:
        connection.close()
    return True


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
