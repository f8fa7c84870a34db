"""``lapwing``: the command line. What needs no database (reading a plan) starts none, and loads no Django."""

from __future__ import annotations

import sys

import click

from lapwing.shell.cli.administration import admin, check, demo, demo_data, manage, migrate, worker
from lapwing.shell.cli.backups import backup, backup_key, restore
from lapwing.shell.cli.documents import documents
from lapwing.shell.cli.importing import import_rows
from lapwing.shell.cli.keys import keys
from lapwing.shell.cli.plans import plan
from lapwing.shell.cli.records import person, purge, retention
from lapwing.shell.cli.serving import health, web
from lapwing.shell.cli.spc import spc


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def lapwing() -> None:
    """Runs a SEND Local Area Partnership: its improvement plan and its measures."""


for command in (
    *(plan, import_rows, admin, demo, demo_data, person, retention, purge),
    *(web, worker, health, migrate, check, manage, backup, backup_key, restore),
    documents,
    keys,
    spc,
):
    lapwing.add_command(command)


def main() -> None:
    """The entry point: exit code 0 done, 1 failed, 2 asked for something that cannot be."""
    lapwing.main(args=sys.argv[1:], prog_name="lapwing")
