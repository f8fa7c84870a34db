"""Who keeps the service running: given, ended and listed here alone, by whoever holds the machine."""

from __future__ import annotations

from datetime import datetime

import click

from lapwing.shell.cli.failures import Refused, sentence
from lapwing.shell.cli.session import acting_for, partnership_named

_REASON = click.option("--reason", prompt=True, help="Why, in a sentence. It is kept in the history.")
_EMAIL = click.option("--email", prompt=True, help="The address that the person signs in with.")


@click.group()
def operator() -> None:
    """Say who keeps the service running: what runs in the background, and nobody's records."""


@operator.command("give")
@_EMAIL
@click.option("--partnership", prompt=True, help="The partnership under which the role is held.")
@click.option("--organisation", prompt=True, help="The body for which the person does it.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day, such as 2027-03-31.")
@_REASON
def give(email: str, partnership: str, organisation: str, until: datetime | None, reason: str) -> None:
    """Let a person who has an account keep the service running."""
    with acting_for(None, "operator give") as by:
        from django.utils import timezone

        from lapwing.registry.commands.operators import give_operator_role
        from lapwing.registry.errors import RegistryError
        from lapwing.registry.models import Organisation

        where = partnership_named(partnership)
        bodies = Organisation.objects.taking_part_in(where.pk)
        body = bodies.filter(name__iexact=organisation.strip()).first()
        if body is None:
            known = ", ".join(f"“{each.name}”" for each in bodies[:10])
            raise Refused(f"“{organisation}” takes no part in {where.name}. Known: {known}.")
        try:
            user = give_operator_role(
                email=email,
                partnership=where,
                organisation=body,
                to_date=until.date() if until else None,
                reason=reason,
                by=by,
                now=timezone.now(),
            )
        except RegistryError as error:
            raise Refused(sentence(error)) from error
    click.echo(f"{user.name} keeps the service running.")


@operator.command("end")
@_EMAIL
@_REASON
def end(email: str, reason: str) -> None:
    """End it, at once."""
    with acting_for(None, "operator end") as by:
        from django.utils import timezone

        from lapwing.registry.commands.operators import end_operator_role
        from lapwing.registry.errors import RegistryError

        try:
            ended = end_operator_role(email=email, reason=reason, by=by, now=timezone.now())
        except RegistryError as error:
            raise Refused(sentence(error)) from error
    click.echo("One role is ended." if ended == 1 else f"{ended} roles are ended.")


@operator.command("list")
def listed() -> None:
    """Everybody who keeps the service running."""
    with acting_for(None, "operator list"):
        from django.utils import timezone

        from lapwing.registry.commands.operators import operators

        found = operators(on=timezone.localdate())
    for each in found:
        until = f" until {each.to_date:%-d %B %Y}" if each.to_date else ""
        click.echo(
            f"{each.name} ({each.email}), {each.organisation}, since {each.from_date:%-d %B %Y}{until}"
        )
    if not found:
        click.echo(
            "Nobody keeps the service running yet: give somebody the role with `lapwing admin operator give`."
        )
