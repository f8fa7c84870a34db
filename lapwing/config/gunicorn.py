"""What the web server does besides serving: ``gunicorn --config python:lapwing.config.gunicorn``."""

from __future__ import annotations

from threading import Thread


def post_worker_init(worker: object) -> None:
    """Each worker starts drawing charts beside its first requests, so that no visitor waits for that.

    Never before the fork: the threads of the drawing machine do not live on in a forked process.
    """
    from lapwing.platform.ui.chart_drawing import warm_up

    Thread(target=warm_up, name="warm-up", daemon=True).start()
