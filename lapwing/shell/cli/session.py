"""The database for a command: Django made ready, and somebody who acts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from lapwing.shell.cli.failures import Refused, told_plainly

if TYPE_CHECKING:
    from lapwing.platform.access.actor import Actor
    from lapwing.registry.models import Partnership

SYSTEM_USER = "Command line"


def prepare(*, any_role: bool = False) -> None:
    """Make Django ready. The embedded database is started if there is no other.

    Raises ClickException for unsafe settings and, unless ``any_role``, for a role of the database that may
    do too much.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapwing.config.settings")
    with told_plainly():
        import django

        try:
            django.setup()
        except OSError as error:
            where = error.filename or "The folder of Lapwing's data"
            raise click.ClickException(
                f"{where} cannot be used: {error.strerror}. Set LAPWING_VAR to a folder you may write to."
            ) from error
        if not any_role:
            from lapwing.config.starting import refuse_unsafe_start

            refuse_unsafe_start()


@contextmanager
def acting_for(email: str | None, purpose: str) -> Iterator[Actor]:
    """One transaction in which the named person acts, or the command line itself. Raises Refused."""
    prepare()
    from lapwing.platform.access.acting import acting
    from lapwing.platform.access.rules import NotVisible
    from lapwing.platform.access.system import system_actor

    with told_plainly():
        who = system_actor(SYSTEM_USER)
        if email is not None:
            with acting(who, purpose=purpose):
                who = _person(email)
        try:
            with acting(who, purpose=purpose) as actor:
                yield actor
        except NotVisible as error:
            raise Refused("There is no such thing, or it may not be seen by who asks.") from error


def partnership_named(name: str) -> Partnership:
    """The partnership of this reference, name or local area, whatever the capitals of the latter two.

    Within ``acting_for``. Raises Refused when there is none, or more than one.
    """
    from lapwing.registry.models import Partnership

    among = list(Partnership.objects.filter(closed_on=None).order_by("name"))
    wanted = name.strip().casefold()
    found = (
        [each for each in among if each.ref == name]
        or [each for each in among if each.name.casefold() == wanted]
        or [each for each in among if each.local_area.casefold() == wanted]
    )
    if len(found) > 1:
        refs = ", ".join(f"{each.ref} ({each.name})" for each in found)
        raise Refused(f"Several partnerships go by “{name}”. Give the reference of one: {refs}.")
    if not found:
        known = ", ".join(f"“{each.name}”" for each in among[:10]) or "none yet"
        raise Refused(f"There is no partnership “{name}”. Known: {known}.")
    return found[0]


def _person(email: str) -> Actor:
    from django.utils import timezone

    from lapwing.platform.accounts.models import User
    from lapwing.registry.actors import actor_for

    user = User.objects.filter(email__iexact=email, kind="person").first()
    actor = actor_for(user, timezone.localdate()) if user else None
    if actor is None or not actor.grants:
        raise Refused(f"Nobody with the address {email} holds a role today.")
    return actor
