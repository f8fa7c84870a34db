"""Plans from files: text as published, or the interchange form. No database, no Django."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from lapwing.contexts.improvement.interchange import InterchangeError, Plan, from_json, to_json
from lapwing.shell.cli.failures import Refused, ending

LARGEST = 20_000_000
LARGEST_TEXT = 2_000_000
_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word, Excel or zip file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
}


@dataclass(frozen=True)
class PlanFile:
    """A file understood. ``text`` is the document, None when the file held the interchange form."""

    name: str
    plan: Plan
    text: str | None

    @property
    def is_empty(self) -> bool:
        return not self.plan.actions and not self.plan.measures


def plan_file(path: str) -> PlanFile:
    """The plan in a file ("-" is standard input). Raises Refused with what is wrong with it."""
    name = "standard input" if path == "-" else Path(path).name
    text = _text(path, name)
    if text.lstrip().startswith("{"):
        return PlanFile(name, _from_json(text, name), None)
    if len(text) > LARGEST_TEXT:
        raise Refused(
            f"{name} is larger than {LARGEST_TEXT // 1_000_000} MB. Read the plan without its appendices."
        )
    # here, because reading a plan takes half a second to load
    from lapwing.contexts.improvement.reading.pipeline import read_plan

    return PlanFile(name, read_plan(text, Path(name).stem), text)


def _text(path: str, name: str) -> str:
    try:
        with click.open_file(path, "rb") as file:
            data: bytes = file.read(LARGEST + 1)
    except OSError as error:
        raise Refused(f"{name} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST:
        raise Refused(f"{name} is larger than {LARGEST // 1_000_000} MB; a plan is a few hundred kilobytes.")
    for beginning, what in _BINARY.items():
        if data.startswith(beginning):
            raise Refused(f"{name} is {what}. Save the plan as plain text first.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            f"{name} is not UTF-8 text (byte {error.start + 1} is no part of it). Save it as UTF-8 first."
        ) from error
    if "\0" in text:
        raise Refused(f"{name} is not text: it holds null characters.")
    if not text.strip():
        raise Refused(f"{name} is empty.")
    return text


def _from_json(text: str, name: str) -> Plan:
    try:
        plan = from_json(text)
        to_json(plan).encode()  # half a character can be written in JSON, and nowhere else
        return plan
    except InterchangeError as error:
        raise Refused(f"{name} is not a plan in the interchange form: {ending(error)}") from error
    except UnicodeEncodeError as error:
        raise Refused(f"{name} holds half a character, which cannot be kept.") from error
    except RecursionError as error:
        raise Refused(f"{name} is not a plan in the interchange form: it is nested too deeply.") from error
