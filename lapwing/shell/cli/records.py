"""``lapwing retention run`` and ``months``, ``purge`` and ``person export``: what only maintenance may do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from lapwing.shell.cli.failures import Refused, sentence, told_plainly
from lapwing.shell.cli.session import prepare

if TYPE_CHECKING:
    from lapwing.platform.accounts.models import User
    from lapwing.platform.retention.models import Purge

# The door by which row-level security does not hold; its address is MAINTENANCE_DATABASE_URL.
DOOR = "maintenance"


@click.group()
def retention() -> None:
    """Remove what the retention schedule says, once it is approved."""


@retention.command("run")
@click.argument("simulation")
@click.option("--as", "email", metavar="EMAIL", help="Who runs it (else it counts as done by who approved).")
def run(simulation: str, email: str | None) -> None:
    """Remove exactly what the approved SIMULATION lists, with its history, or stop if facts have changed.

    MAINTENANCE_DATABASE_URL is read.
    """
    with _refusals():
        from django.utils import timezone

        from lapwing.platform.retention.purging import run_simulation

        by = _person(email).pk if email else None
        _told(run_simulation(simulation, now=timezone.now(), by=by, using=DOOR))


@retention.command("months")
@click.option("--remove", is_flag=True, help="Remove them; else they are only listed.")
@click.option("--as", "email", metavar="EMAIL", help="Who removes them.")
@click.option("--reason", help="Why they are removed: it is kept when they are not.")
def months(remove: bool, email: str | None, reason: str | None) -> None:
    """List the months of the access log whose time is over, or remove them whole.

    A month goes when the longest period of any partnership is over, and while no hold stands.
    MAINTENANCE_DATABASE_URL is read.
    """
    with _refusals():
        from lapwing.platform.retention.months import drop_months, log_standing
        from lapwing.platform.retention.presenting import counts_in_words

        if not remove:
            standing = log_standing(using=DOOR)
            for first_day in standing.over:
                click.echo(f"{first_day:%B %Y}")
            if not standing.over:
                click.echo("There is no month of the access log whose time is over.")
            elif standing.held:
                click.echo("A hold stands, so none of them goes. Lift the hold first.")
            return
        if not email or not reason:
            raise Refused("Say who removes them (--as) and why (--reason).")
        made = drop_months(reason=reason, by=_person(email).pk, using=DOOR)
        for line in made:
            where = "in a partnership" if line.partnership_id else "outside any partnership"
            click.echo(f"Removed {where}: {counts_in_words(line.counts)}. Kept of it: removal {line.ref}.")
        if not made:
            click.echo("There is no month of the access log whose time is over.")


@click.command()
@click.option("--kind", required=True, help="The kind of record, as the page of the schedule names it.")
@click.option("--ref", required=True, help="The record's reference.")
@click.option("--reason", required=True, help="Why it is removed: it is kept when the record is not.")
@click.option("--as", "email", metavar="EMAIL", required=True, help="Who removes it.")
@click.option("--partnership", metavar="P", required=True, help="The partnership's reference.")
@click.confirmation_option(prompt="It cannot be brought back. Remove it with its history?")
def purge(kind: str, ref: str, reason: str, email: str, partnership: str) -> None:
    """Remove one record with its history, whatever its age. What is on hold stays.

    MAINTENANCE_DATABASE_URL is read.
    """
    with _refusals():
        from django.apps import apps
        from django.utils import timezone

        from lapwing.platform.retention.kinds import kind_of_code
        from lapwing.platform.retention.purging import purge_record

        where = apps.get_model("registry.Partnership")._default_manager.using(DOOR).filter(ref=partnership)
        if not where.exists():
            raise Refused(f"There is no partnership with the reference “{partnership}”.")
        found = purge_record(
            kind_of_code(kind),
            partnership_id=where.get().pk,
            ref=ref,
            reason=reason,
            now=timezone.now(),
            by=_person(email).pk,
            using=DOOR,
        )
        _told(found)


@click.group()
def person() -> None:
    """What is held about a member of staff."""


@person.command("export")
@click.argument("email")
@click.option("--as", "reader", metavar="EMAIL", required=True, help="Who answers the request.")
@click.option("--reason", required=True, help="Why: it stands in the access log.")
@click.option("--output", type=click.File("w", encoding="utf-8"), default="-", help="A file (else printed).")
def export(email: str, reader: str, reason: str, output: TextIO) -> None:
    """Print everything held about the person with this address, as JSON.

    MAINTENANCE_DATABASE_URL is read.
    """
    with _refusals():
        from django.utils import timezone

        from lapwing.platform.retention.about_person import everything_about

        found = everything_about(
            _person(email), reader=_person(reader), reason=reason, now=timezone.now(), using=DOOR
        )
    json.dump(found, output, ensure_ascii=False, indent=1)
    output.write("\n")


@contextmanager
def _refusals() -> Iterator[None]:
    """Django made ready for maintenance; what is refused becomes a sentence."""
    prepare(any_role=True)
    from lapwing.platform.retention.errors import RetentionError
    from lapwing.platform.retention.kinds import UnknownKindError, declared_kinds

    with told_plainly():
        try:
            yield
        except RetentionError as error:
            raise Refused(sentence(error)) from error
        except UnknownKindError as error:
            known = ", ".join(declared_kinds())
            raise Refused(f"{error} Known: {known}.") from error


def _person(email: str) -> User:
    from lapwing.platform.accounts.models import User

    found = User.objects.using(DOOR).filter(email__iexact=email.strip(), kind="person").first()
    if found is None:
        raise Refused(f"There is no account with the address {email}.")
    return found


def _told(purge: Purge) -> None:
    from lapwing.platform.retention.presenting import counts_in_words

    click.echo(f"Done ({counts_in_words(purge.counts)}), with the history. Kept of it: removal {purge.ref}.")
