"""Plans from files of any kind that Lapwing reads. No database, no Django."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from lapwing.contexts.improvement.files import FileReading, Step, read_file
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.limits import LIMITS
from lapwing.shell.cli.failures import Refused

# Back to the start of the line, which is emptied.
_AFRESH = "\r\033[K"


def plan_file(path: str) -> FileReading:
    """The plan in a file ("-" is standard input). Raises Refused with what is wrong with it.

    Progress is told on standard error where a person watches.
    """
    name = "standard input" if path == "-" else Path(path).name
    with _progress() as tell:
        try:
            return read_file(_bytes(path, name), name, tell)
        except UnreadableFileError as error:
            raise Refused(f"{name} cannot be read. {error}") from error


def _bytes(path: str, name: str) -> bytes:
    """The bytes of a file, one more than Lapwing takes at most: that it is too large is said later."""
    try:
        with click.open_file(path, "rb") as file:
            found: bytes = file.read(LIMITS.bytes + 1)
    except OSError as error:
        raise Refused(f"{name} cannot be read: {error.strerror}.") from error
    return found


@contextmanager
def _progress() -> Iterator[Callable[[Step], None] | None]:
    """A line on standard error that changes as the reading goes on, and is gone when it is over."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield lambda step: click.echo(f"{_AFRESH}{step.words}", nl=False, err=True)
    finally:
        click.echo(_AFRESH, nl=False, err=True)
