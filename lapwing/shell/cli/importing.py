"""``lapwing import``: bring the rows of a file in, by the same steps as the pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lapwing.shell.cli.failures import Refused
from lapwing.shell.cli.plans import AS_PERSON, FILE
from lapwing.shell.cli.session import acting_for, partnership_named

if TYPE_CHECKING:
    from lapwing.platform.imports.feeds import Feed
    from lapwing.platform.imports.models import DataImport

_MOST_TOLD = 50


@click.command("import")
@click.argument("feed_code", metavar="FEED")
@FILE
@click.option("--partnership", metavar="P", required=True, help="Its reference, name or local area.")
@click.option("--place", metavar="REF", default="", help="What the file is about: for figures, the plan.")
@click.option(
    "--mapping",
    "source",
    metavar="SOURCE",
    default="Spreadsheet",
    help="Where the file comes from: columns are named as they were for files of this source.",
)
@click.option("--sheet", metavar="NAME", default="", help="The sheet of a workbook that holds the rows.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--leave-out-problems", is_flag=True, help="Bring the others in although lines have problems.")
@click.option("--reason", default="", help="Why what was recorded before changes.")
@AS_PERSON
def import_rows(
    feed_code: str,
    file: str,
    partnership: str,
    place: str,
    source: str,
    sheet: str,
    dry_run: bool,
    leave_out_problems: bool,
    reason: str,
    email: str | None,
) -> None:
    """Bring the rows of FILE (CSV, Excel or JSON) in by FEED, for example `figures`.

    Problems are printed with their lines; while there are any nothing is brought in, unless they are to be
    left out. All is brought in or nothing, and can be undone on the import's page.
    """
    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    name = "rows" if file == "-" else Path(file).name
    with acting_for(email, "import") as actor:
        from django.db import transaction
        from django.utils import timezone

        from lapwing.platform.imports import whole
        from lapwing.platform.imports.errors import ImportRefusedError
        from lapwing.platform.imports.feeds import UnknownFeedError, feed_of

        try:
            feed = feed_of(feed_code)
            where = partnership_named(partnership)
            found = whole.read(
                by=actor,
                now=timezone.now(),
                feed=feed,
                partnership_id=where.pk,
                name=name,
                data=data,
                place=place or _only_place(feed, actor, where.pk),
                source=source,
                sheet=sheet,
            )
            for told in _told(found, feed):
                click.echo(told, err=True)
            click.echo(_summary(found, feed))
            if dry_run:
                transaction.set_rollback(True)
                return
            done = whole.bring_in(
                found, by=actor, now=timezone.now(), reason=reason, leave_out_problems=leave_out_problems
            )
        except (ImportRefusedError, UnknownFeedError) as error:
            raise Refused(str(error)) from error
    click.echo(f"Brought in: {done.ref}")


def _only_place(feed: Feed, actor: object, partnership_id: int) -> str:
    """What the file is about, where there is only one thing that it could be. Raises Refused."""
    places = feed.places(actor, partnership_id)  # type: ignore[arg-type]
    if len(places) == 1:
        return places[0].key
    known = ", ".join(f"{each.key} ({each.words})" for each in places) or "none yet"
    raise Refused(f"Say what the file is about with --place: {known}.")


def _told(found: DataImport, feed: Feed) -> Iterator[str]:
    """What must be known of a file, and every problem with its line and column."""
    from lapwing.platform.imports.presenters import in_order, narrowed, not_brought_in, verdict_words

    yield from found.notes
    if left_over := not_brought_in(found):
        yield f"Not brought in: {', '.join(left_over)}."
    rows = in_order(found)
    for kind in ("problem", "choice"):
        some = narrowed(rows, kind)
        for row in some[:_MOST_TOLD]:
            yield f"Line {row.line}: {verdict_words(row, found, feed)}"
        if (further := some.count() - _MOST_TOLD) > 0:
            yield f"{further} further lines are not shown."


def _summary(found: DataImport, feed: Feed) -> str:
    """12 figures to add, 3 to change."""
    from lapwing.platform.imports.presenters import stats

    return f"{feed.title}: " + ", ".join(f"{number} {label}" for number, label, _, _ in stats(found)) + "."
