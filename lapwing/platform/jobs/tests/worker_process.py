"""A real worker that knows the tasks of tests too: python -m …worker_process <grace in seconds>."""

from __future__ import annotations

import sys

import django

if __name__ == "__main__":
    django.setup()
    from procrastinate.contrib.django import app

    from lapwing.platform.jobs.tests import slow_tasks  # noqa: F401  registers them
    from lapwing.platform.jobs.worker import WorkerOptions, run_worker

    # what is due by the clock is no part of these tests
    app.periodic_registry.periodic_tasks.clear()
    raise SystemExit(0 if run_worker(WorkerOptions(grace=float(sys.argv[1]))) else 1)
