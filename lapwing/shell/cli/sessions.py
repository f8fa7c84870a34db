"""Signing people out: when a key may be out, or a laptop is lost and nobody of the partnership is there."""

from __future__ import annotations

import click

from lapwing.shell.cli.failures import Refused, sentence
from lapwing.shell.cli.session import acting_for


@click.group()
def sessions() -> None:
    """Sign people out everywhere."""


@sessions.command("end")
@click.option("--person", metavar="EMAIL", default="", help="The address that the person signs in with.")
@click.option("--everyone", is_flag=True, help="Everybody who has an open account.")
@click.option("--reason", prompt=True, help="Why, in a sentence. It is kept in the history of each account.")
def end(person: str, everyone: bool, reason: str) -> None:
    """End every session of one person or of everybody. They can sign in again at once."""
    if bool(person.strip()) == everyone:
        raise Refused("Say whom: either --person and an address, or --everyone.")
    if not reason.strip():
        raise Refused("Say why, in a sentence.")
    with acting_for(None, "end sessions"):
        from django.utils import timezone

        from lapwing.registry.commands.sessions import end_sessions_of_service
        from lapwing.registry.errors import RegistryError

        try:
            number = end_sessions_of_service(email=person.strip(), reason=reason.strip(), now=timezone.now())
        except RegistryError as error:
            raise Refused(sentence(error)) from error
    click.echo("One person is signed out everywhere." if number == 1 else f"{number} people are signed out.")
