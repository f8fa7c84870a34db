"""``lapwing documents check``: whether the store still has what it was given."""

from __future__ import annotations

import click

from lapwing.shell.cli.failures import Refused, told_plainly
from lapwing.shell.cli.session import prepare


@click.group()
def documents() -> None:
    """Look after the files that people sent."""


@documents.command()
@click.option(
    "--every", type=click.IntRange(min=1), default=1, help="Read one file of so many; all by default."
)
def check(every: int) -> None:
    """Read the files in the store, and compare each with the SHA-256 that was written down for it.

    Files are named by number, never by name. Exit code 1 when one is missing or was changed.
    """
    prepare()
    from django.utils import timezone

    from lapwing.platform.access.acting import acting
    from lapwing.platform.access.system import system_actor
    from lapwing.platform.documents.checking import compare, verify

    with told_plainly(), acting(system_actor("Files"), purpose="documents check"):
        agreement = compare(now=timezone.now())
        verified = verify(every=every)
    for number in sorted({*agreement.missing, *verified.missing}):
        click.echo(f"File version {number}: its content is missing.", err=True)
    for number in verified.changed:
        click.echo(f"File version {number}: its content is not what was kept.", err=True)
    fate = "stay: is this the right database?" if agreement.is_doubtful else "are removed at night."
    click.echo(
        f"{verified.versions} of {agreement.versions} file versions read; "
        f"{len(agreement.orphans)} files in the store belong to none and {fate}"
    )
    if agreement.missing or verified.missing or verified.changed:
        raise Refused("The store does not have everything as it was kept. Restore it from a backup.")
