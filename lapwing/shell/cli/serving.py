"""The processes of a service: the web server, and what a container asks of it."""

from __future__ import annotations

import http.client
import os
import socket
import ssl
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
    from lapwing.config.connections import DEFAULT_BIND

    certificate = os.environ.get("WEB_CERTIFICATE", "")
    connection = connection_to(os.environ.get("WEB_BIND") or DEFAULT_BIND, certificate)
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split()[0]
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


def connection_to(bind: str, certificate: str = "", timeout: float = 4) -> http.client.HTTPConnection:
    """A connection to the web server that listens at ``bind`` on this machine, with this certificate."""
    if bind.startswith("unix:"):
        return _SocketConnection(bind.removeprefix("unix:"), timeout)
    host, _, port = bind.rpartition(":")
    asked = "127.0.0.1" if host in ("", "0.0.0.0") else host
    if not certificate:
        return http.client.HTTPConnection(asked, int(port), timeout=timeout)
    # its own certificate and no other, whatever name stands in it: this machine is known by its address
    known = ssl.create_default_context(cafile=certificate)
    known.check_hostname = False
    known.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return http.client.HTTPSConnection(asked, int(port), timeout=timeout, context=known)


class _SocketConnection(http.client.HTTPConnection):
    """HTTP over a socket in a folder."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)
