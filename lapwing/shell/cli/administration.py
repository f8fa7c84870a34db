"""What whoever runs a Lapwing needs: the first administrator, migrations, checks, the demonstration."""

from __future__ import annotations

import click

from lapwing.shell.cli.failures import Refused, sentence, told_plainly
from lapwing.shell.cli.operators import operator
from lapwing.shell.cli.session import prepare
from lapwing.shell.cli.sessions import sessions

_PASS_ON = {"ignore_unknown_options": True, "help_option_names": []}
_KINDS = ["council", "icb", "trust", "provider", "school", "forum", "gp-practice", "other"]


def _filled(context: click.Context, option: click.Parameter, value: str) -> str:
    """What was typed, without the blanks around it. Raises BadParameter when nothing is left."""
    if not value.strip():
        raise click.BadParameter("it may not be blank.")
    return value.strip()


@click.group()
def admin() -> None:
    """Look after people from the command line."""


@admin.command("create")
@click.option(
    "--email", prompt=True, callback=_filled, help="The address that the administrator signs in with."
)
@click.option("--name", prompt=True, callback=_filled, help="Their name.")
@click.option("--partnership", prompt=True, callback=_filled, help="The name of the new partnership.")
@click.option("--local-area", prompt=True, callback=_filled, help="The local area it answers for.")
@click.option(
    "--organisation", prompt=True, callback=_filled, help="The body that the administrator works for."
)
@click.option(
    "--kind", type=click.Choice(_KINDS), default="council", show_default=True, help="What body it is."
)
@click.password_option(help="Asked for when it is not given: what is typed here may be seen by others.")
def create(
    email: str, name: str, partnership: str, local_area: str, organisation: str, kind: str, password: str
) -> None:
    """Make a partnership, its first organisation, and the person who looks after its people."""
    prepare()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.utils import timezone

    from lapwing.platform.accounts.models import User
    from lapwing.registry.commands.first_administrator import create_first_administrator
    from lapwing.registry.errors import RegistryError
    from lapwing.registry.models import OrganisationKind

    with told_plainly():
        try:
            validate_email(email)
            validate_password(password, User(email=email, name=name))
            made = create_first_administrator(
                email=email,
                name=name,
                password=password,
                partnership_name=partnership,
                local_area=local_area,
                organisation_name=organisation,
                organisation_kind=OrganisationKind(kind),
                now=timezone.now(),
            )
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        except RegistryError as error:
            raise Refused(sentence(error)) from error
    click.echo(
        f"{made.user.name} looks after the people of {made.partnership.name} ({made.partnership.ref})."
    )


admin.add_command(operator)
admin.add_command(sessions)


@click.command(context_settings=_PASS_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def migrate(arguments: tuple[str, ...]) -> None:
    """Bring the database up to date."""
    _django("migrate", *arguments)


@click.command(context_settings=_PASS_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def check(arguments: tuple[str, ...]) -> None:
    """Check the settings and the code."""
    _django("check", *arguments)


@click.command(context_settings=_PASS_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run any of Django's management commands."""
    _django(*(arguments or ("help",)))


@click.command()
@click.option(
    "--concurrency", type=click.IntRange(1, 32), default=2, show_default=True, help="Jobs run at a time."
)
@click.option("--queues", default="", metavar="Q,Q", help="Only jobs of these queues; all when left out.")
@click.option(
    "--grace",
    type=click.FloatRange(0, 3600),
    default=60,
    show_default=True,
    help="Seconds that running jobs have to end when the worker is told to stop.",
)
def worker(concurrency: int, queues: str, grace: float) -> None:
    """Run what is queued, until told to stop. It waits for a database that is away.

    Exit code 1 when it cannot work though the database answers: start it again.
    """
    prepare()
    from lapwing.platform.jobs.worker import WorkerOptions, run_worker

    named = tuple(name.strip() for name in queues.split(",") if name.strip())
    with told_plainly():
        told = run_worker(WorkerOptions(concurrency, named, grace))
    if not told:
        raise click.ClickException("The worker stopped by itself. Start it again.")


@click.command()
def demo() -> None:
    """Start everything with invented people and plans, until Ctrl-C."""
    from lapwing.shell.demo import run

    raise SystemExit(run())


@click.command("demo-data")
def demo_data() -> None:
    """Load the invented people and plans where there is no partnership yet."""
    prepare()
    from django.utils import timezone

    from lapwing.shell.demonstration.loader import load_if_empty

    with told_plainly():
        loaded = load_if_empty(timezone.now())
    if not loaded.plans:
        click.echo("There is a partnership already: nothing was loaded.")
    else:
        click.echo(f"Loaded {loaded.people} people and the plans {', '.join(loaded.plans)}.")


def _django(*arguments: str) -> None:
    # of Django's own commands, the worker alone stands before people's records
    prepare(any_role="procrastinate" not in arguments)
    from django.core.management import execute_from_command_line

    with told_plainly():
        execute_from_command_line(["lapwing", *arguments])
