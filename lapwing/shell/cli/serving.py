"""The processes of a service: the web server, and what a container asks of it."""

from __future__ import annotations

import http.client
import os
import sys

import click

CONFIGURATION = "python:lapwing.config.gunicorn"


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def web(options: tuple[str, ...]) -> None:
    """Run a web server until it is stopped. OPTIONS are gunicorn's; WEB_BIND says where it listens."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapwing.config.settings")
    command = [sys.executable, "-m", "gunicorn", "--config", CONFIGURATION, *options, "lapwing.config.wsgi"]
    os.execv(sys.executable, command)


@click.command()
def health() -> None:
    """Ask the web server of this machine whether it can serve. Exit code 0 when it can."""
    host, _, port = os.environ.get("WEB_BIND", "127.0.0.1:8000").rpartition(":")
    asked = "127.0.0.1" if host in ("", "0.0.0.0") else host
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split()[0]
    connection = http.client.HTTPConnection(asked, int(port), timeout=4)
    try:
        connection.request("GET", "/health/ready", headers={"Host": name})
        answer = connection.getresponse()
        words = answer.read(200).decode(errors="replace")
    except OSError as error:
        raise click.ClickException(f"It does not answer: {error.strerror or error}.") from error
    finally:
        connection.close()
    click.echo(words)
    raise SystemExit(0 if answer.status == 200 else 1)
