"""Write docs/reference from the code: who may do what, the command line, and the kinds of questions.

``make reference``; a test fails while what is written differs from what the code says.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import click
import django

PLACE = Path(__file__).resolve().parents[2] / "docs" / "reference"
NOTE = "<!-- written by `make reference` from the code: change the code, not this page -->"


def pages() -> dict[str, str]:
    """Every page of the reference by its file name. Django must be ready."""
    return {
        name: "\n".join((f"# {title}", "", NOTE, "", *lines)) + "\n"
        for name, title, lines in (
            ("roles.md", "Roles and permissions", _roles()),
            ("command-line.md", "The command line", _commands()),
            ("questions.md", "Kinds of questions", _questions()),
        )
    }


def files() -> dict[str, str]:
    """What else is written: the description of the programming interface, for programs."""
    from lapwing.shell.api.description import described

    return {"openapi.json": json.dumps(described(), indent=1, ensure_ascii=False) + "\n"}


def _roles() -> Iterator[str]:
    from lapwing.platform.access.permissions import declared_permissions
    from lapwing.registry.models import OrganisationKind
    from lapwing.registry.roles import ROLES

    yield from ("What a role may do is code; who holds it, where and until when is data.", "")
    for role in ROLES.values():
        kinds = sorted(str(kind.label) for kind in role.organisation_kinds)
        held = "any organisation" if len(kinds) == len(OrganisationKind) else ", ".join(kinds)
        ends = " Needs a last day." if role.needs_end_date else ""
        yield from (f"## {role.label}", "", f"{role.who_may_hold} Held in: {held}.{ends}", "")
        yield from (f"- `{permission}`" for permission in sorted(role.permissions))
        yield ""
    yield from ("## Permissions", "", "| permission | what it allows |", "| --- | --- |")
    yield from (f"| `{name}` | {words} |" for name, words in sorted(declared_permissions().items()))


def _commands() -> Iterator[str]:
    from lapwing.shell.cli import lapwing

    yield from (
        "`.venv/bin/lapwing`. Exit code 0: done; 1: failed; 2: asked for something that cannot be.",
        "",
    )
    for name, command in sorted(lapwing.commands.items()):
        yield from _command(name, command)


def _command(name: str, command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        for inner, each in sorted(command.commands.items()):
            yield from _command(f"{name} {inner}", each)
        return
    context = click.Context(command, info_name=f"lapwing {name}", help_option_names=["-h", "--help"])
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (f"## lapwing {name}", "", f"    lapwing {name} {usage}", "", command.help or "", "")
    rows = [
        record
        for each in command.params
        if isinstance(each, click.Option) and (record := each.get_help_record(context))
    ]
    if rows:
        yield from ("| option | what |", "| --- | --- |")
        yield from ("| `" + option.replace("|", "\\|") + f"` | {words} |" for option, words in rows)
        yield ""


def _questions() -> Iterator[str]:
    from lapwing.contexts.improvement.rules.questions import APPLIED, TITLES

    yield from (
        "In the order in which a person is asked. Lapwing carries out the answers to some by itself.",
        "",
    )
    yield from ("| code | about | carried out |", "| --- | --- | --- |")
    yield from (
        f"| `{code}` | {title} | {'yes' if code in APPLIED else ''} |" for code, title in TITLES.items()
    )


def main() -> None:
    """Write every page anew."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapwing.config.settings")
    django.setup()
    PLACE.mkdir(parents=True, exist_ok=True)
    for name, text in {**pages(), **files()}.items():
        (PLACE / name).write_text(text)


if __name__ == "__main__":
    main()
