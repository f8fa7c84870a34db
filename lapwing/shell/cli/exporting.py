"""``lapwing plan export``: a saved plan on the screen or in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.publishing.files import KINDS, Ending, file_name, written
from lapwing.platform.writing.legible import TooLongForExcelError
from lapwing.shell.cli.failures import Refused

STANDARD_OUTPUT = "-"


def kinds(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each kind of file."""
    for kind in reversed(KINDS.values()):
        command = click.option(
            f"--{kind.ending}", "endings", flag_value=kind.ending, multiple=True, help=kind.use
        )(command)
    return command


def one_of(endings: tuple[Ending, ...]) -> Ending:
    """The kind that was asked for; JSON when none was. Raises Refused for several."""
    if len(set(endings)) > 1:
        asked = " and ".join(f"--{ending}" for ending in dict.fromkeys(endings))
        raise Refused(f"Ask for one kind of file at a time, not for {asked}.")
    return endings[0] if endings else "json"


def put(plan: Plan, ending: Ending, output: str | None) -> None:
    """Write the plan to a file and say where, or, as JSON, to the screen."""
    try:
        data = written(plan, ending)
    except TooLongForExcelError as error:
        raise Refused(str(error)) from error
    if ending == "json" and output in (None, STANDARD_OUTPUT):
        click.echo(data.decode())
    elif output == STANDARD_OUTPUT:
        _stream(data)
    else:
        path = Path(output) if output else Path(file_name(plan.title, ending))
        _save(data, path / file_name(plan.title, ending) if path.is_dir() else path, named=bool(output))


def _stream(data: bytes) -> None:
    if is_a_screen():
        raise Refused("A screen cannot show this file. Name a file: --output plan.docx.")
    click.echo(data, nl=False)


def _save(data: bytes, path: Path, *, named: bool) -> None:
    """Write a file. One that nobody named takes no other's place."""
    try:
        with path.open("wb" if named else "xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise Refused(f"{path} is there already. Name another file with --output.") from error
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error
    click.echo(path)


def is_a_screen() -> bool:
    """Whether what is printed is shown to a person rather than passed on."""
    return sys.stdout.isatty()
