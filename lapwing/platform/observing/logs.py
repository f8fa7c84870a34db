"""Log lines without personal data.

Three things bring it in unasked: the address of a page, the message of an exception (PostgreSQL quotes the
row it refused) and the words of other packages about either. Each is replaced here, where every line passes,
so that no caller has to think of it.
"""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from lapwing.platform.observing.references import current_reference
from lapwing.platform.observing.routes import route_of

MOST_PLACES = 12


def in_brief(error: BaseException, *, above: frozenset[int] = frozenset()) -> str:
    """What failed and where, without what it said: ``IntegrityError at save:120 in commands < view:31 in …``.

    The innermost place stands first. What it was raised from follows, because that is often the cause;
    ``above`` are those that were said, since what an exception was raised from may lead back to itself.
    """
    places = traceback.extract_tb(error.__traceback__)[-MOST_PLACES:]
    where = " < ".join(
        f"{place.name}:{place.lineno} in {_module(place.filename)}" for place in reversed(places)
    )
    said = f"{type(error).__module__}.{type(error).__name__} at {where or 'no place'}"
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    above |= {id(error)}
    if cause is None or id(cause) in above:
        return said
    return f"{said}; from {in_brief(cause, above=above)}"


def _module(path: str) -> str:
    """The end of a path: enough to find the file, nothing of the machine."""
    return "/".join(path.rsplit("/", 2)[-2:])


class WithoutAddresses(logging.Filter):
    """Says the name of a page instead of its address in the lines that Django writes about requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and hasattr(record, "status_code"):
            record.msg, record.args = "%s at %s", (record.status_code, route_of(request))
        return True


class WithReference(logging.Filter):
    """Ties a line to the request in which it was written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.reference = current_reference()
        return True


class UtcTimes:
    """Moments as ``2026-11-22T02:30:00.000Z``, so that lines of several machines stand in one order."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802  as below
        moment = datetime.fromtimestamp(record.created, UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class BriefFormatter(UtcTimes, logging.Formatter):
    """Lines for people, each exception in brief."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  the base class calls it so
        return in_brief(ei[1]) if ei and ei[1] is not None else ""


class JsonLineFormatter(UtcTimes, JsonFormatter):
    """Lines for machines: one JSON object each, with the exception in brief."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s %(message)s %(reference)s",
            rename_fields={"asctime": "at", "levelname": "level", "name": "logger", "exc_info": "error"},
        )

    def formatException(self, ei: Any) -> str:  # noqa: N802  the base class calls it so
        return in_brief(ei[1]) if ei and ei[1] is not None else ""

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Objects that came along for other handlers are not written out: they quote what they hold."""
        for name in ("request", "server_time"):
            log_data.pop(name, None)
        return log_data


def logging_settings(*, level: str, json_lines: bool, brief: bool) -> dict[str, Any]:
    """Django's LOGGING. ``brief`` leaves the messages of exceptions out; only a developer wants them in."""
    plain = "lapwing.platform.observing.logs.BriefFormatter" if brief else "logging.Formatter"
    formatter = (
        {"()": "lapwing.platform.observing.logs.JsonLineFormatter"}
        if json_lines
        else {"()": plain, "fmt": "%(asctime)s %(levelname)s %(name)s %(reference)s %(message)s"}
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "addresses": {"()": "lapwing.platform.observing.logs.WithoutAddresses"},
            "reference": {"()": "lapwing.platform.observing.logs.WithReference"},
        },
        "formatters": {"line": formatter},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["addresses", "reference"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        # Django has handlers of its own for these, which would write addresses.
        "loggers": {
            "django": {"handlers": [], "propagate": True, "level": level},
            "django.server": {"handlers": [], "propagate": True, "level": level},
        },
    }
