"""``lapwing keys renew``: what was encrypted under a former SECRET_KEY, under the one in force."""

from __future__ import annotations

import click

from lapwing.shell.cli.failures import Refused, told_plainly
from lapwing.shell.cli.session import prepare

DOOR = "maintenance"


@click.group()
def keys() -> None:
    """Look after what is encrypted under SECRET_KEY."""


@keys.command()
def renew() -> None:
    """Encrypt secrets of second factors and webhooks anew, all in one transaction.

    SECRET_KEY_FALLBACKS must still name the key of before. Once this has run, it may be left out as soon as
    the sessions and links made under it are over. MAINTENANCE_DATABASE_URL is read. Exit code 2 when no key
    opens some of them.
    """
    prepare(any_role=True)
    from django.db import transaction

    from lapwing.platform.accounts.factors import keys as factors
    from lapwing.platform.webhooks import keys as webhooks

    with told_plainly(), transaction.atomic(using=DOOR):
        of_factors, shut_factors = factors.renew(DOOR)
        of_webhooks, shut_webhooks = webhooks.renew(DOOR)
    click.echo(f"Encrypted anew: {of_factors} second factors, {of_webhooks} webhooks.")
    if shut_factors or shut_webhooks:
        raise Refused(
            f"No key opens {shut_factors} second factors and {shut_webhooks} webhooks. Name the key they "
            "were made under in SECRET_KEY_FALLBACKS; where it is lost, people set up their factor again, "
            "and webhooks are given a new secret on their page."
        )
