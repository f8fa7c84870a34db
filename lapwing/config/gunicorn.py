"""How the web server runs: ``gunicorn --config python:lapwing.config.gunicorn lapwing.config.wsgi``.

Each value can be set from the environment or on the command line, which is asked last.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from threading import Thread
from typing import Any

from gunicorn.glogging import Logger

from lapwing.config.connections import DEFAULT_BIND

bind = os.environ.get("WEB_BIND") or DEFAULT_BIND
# for a proxy on another machine: what crosses a network is encrypted
certfile = os.environ.get("WEB_CERTIFICATE") or None
keyfile = os.environ.get("WEB_KEY") or None
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
# pages are loaded once for all processes
preload_app = True
# the control socket would be one for all of a person's servers
control_socket_disable = True
# A request in hand may end; the proxy sends the next elsewhere.
graceful_timeout = 30
timeout = 60
# the proxy keeps its connections a little shorter than this
keepalive = 75
# a process begins afresh now and then, not all at once: whatever a library lost of its memory comes back
max_requests = 20_000
max_requests_jitter = 4_000
# heartbeats of the processes: a disk that is slow would have them taken for dead
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112  asked before anything is loaded
errorlog = "-"
accesslog = None


class BriefLogger(Logger):  # type: ignore[misc]
    """The server's own lines say what failed and where; never the address that was asked for."""

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        import sys

        from lapwing.platform.observing.logs import in_brief

        error = sys.exc_info()[1]
        self.error_log.error("A request could not be handled: %s", in_brief(error) if error else "unknown")


logger_class = BriefLogger


# Each process counts for itself, into files of this folder, which are read together.
_figures = tempfile.mkdtemp(prefix="lapwing-figures-")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = _figures


def post_worker_init(worker: object) -> None:
    """Each worker starts drawing charts beside its first requests, so that no visitor waits for that.

    Never before the fork: the threads of the drawing machine do not live on in a forked process.
    """
    from lapwing.platform.ui.chart_drawing import warm_up

    Thread(target=warm_up, name="warm-up", daemon=True).start()


def child_exit(server: object, worker: Any) -> None:
    """What a process that ended had counted stays counted."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: object) -> None:
    shutil.rmtree(_figures, ignore_errors=True)
