"""Backups from the command line: keys, making one, restoring one."""

from __future__ import annotations

import os
from pathlib import Path

import click

from lapwing.shell.cli.failures import Refused, told_plainly
from lapwing.shell.cli.session import prepare

_PATH = click.Path(path_type=Path)
_OF_AN_ADDRESS = ("dbname", "user", "password", "host", "hostaddr", "port")
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command("backup-key")
@click.argument("file", type=_PATH)
def backup_key(file: Path) -> None:
    """Make a key for backups in FILE. Keep it away from the server whose backups it opens."""
    from lapwing.platform.backups.errors import BackupError
    from lapwing.platform.backups.keys import make_key

    try:
        recipient = make_key(file)
    except BackupError as error:
        raise Refused(str(error)) from error
    click.echo(f"Set BACKUP_RECIPIENTS to this, and keep {file} somewhere else:\n{recipient}")


@click.command()
@click.argument("folder", type=_PATH)
@click.option("--keep", type=click.IntRange(min=1), help="Afterwards remove all but this many of the newest.")
def backup(folder: Path, keep: int | None) -> None:
    """Back up the database and the documents, encrypted, into a new folder in FOLDER.

    MAINTENANCE_DATABASE_URL is read, and BACKUP_RECIPIENTS says who can open it.
    """
    prepare(any_role=True)
    from django.core.files.storage import storages
    from django.utils import timezone

    from lapwing.platform.backups.backup import back_up, forget_older
    from lapwing.platform.backups.errors import BackupError
    from lapwing.platform.backups.keys import recipients

    with told_plainly():
        try:
            made, manifest = back_up(
                folder,
                address=address_of("maintenance"),
                documents=storages["documents"],
                recipients=recipients(os.environ.get("BACKUP_RECIPIENTS", "").split()),
                now=timezone.now(),
            )
        except BackupError as error:
            raise Refused(str(error)) from error
        gone = forget_older(folder, keep=keep) if keep else []
    size = sum(part.size for part in manifest.parts)
    what = f"{sum(manifest.rows.values())} rows and {manifest.documents} documents in {size / 1e6:.1f} MB."
    click.echo(f"{made}: {what}" + (f" {len(gone)} older removed." if gone else ""))


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--key", type=_PATH, help="The file of the key. Without it the files are only checked.")
def restore(folder: Path, key: Path | None) -> None:
    """Restore the backup FOLDER into the empty database of OWNER_DATABASE_URL, and the documents.

    MAINTENANCE_DATABASE_URL must lead to the same database: with it, what came back is counted.
    """
    prepare(any_role=True)
    from django.core.files.storage import storages

    from lapwing.platform.backups.errors import BackupError
    from lapwing.platform.backups.keys import identities
    from lapwing.platform.backups.restore import check
    from lapwing.platform.backups.restore import restore as bring_back

    with told_plainly():
        try:
            if key is None:
                manifest = check(folder)
                click.echo(f"The files of the backup of {manifest.made_at} are as they were written.")
                return
            done = bring_back(
                folder,
                identities=identities(key),
                owner_address=address_of("owner"),
                maintenance_address=address_of("maintenance"),
                documents=storages["documents"],
            )
        except BackupError as error:
            raise Refused(str(error)) from error
    click.echo(
        f"Restored the backup of {done.manifest.made_at}: {done.rows} rows and {done.documents} documents, "
        "as many as were backed up. Everybody signs in again. Before you start a worker, read in "
        "docs/guides/operate.md what it may do a second time."
    )


def address_of(door: str) -> str:
    """The address of the database by one of its doors, as PostgreSQL's programs read it."""
    from django.db import connections
    from psycopg.conninfo import make_conninfo

    parameters = connections[door].get_connection_params()
    known = {name: value for name, value in parameters.items() if name in _OF_AN_ADDRESS or name[:3] == "ssl"}
    return make_conninfo(**{name: value for name, value in known.items() if value})
