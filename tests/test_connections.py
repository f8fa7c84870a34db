"""What crosses a network is encrypted, to a peer that proved who it is; or somebody said outright why not."""

from __future__ import annotations

import os
import socket
import ssl
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from lapwing.config.connections import said_outright, unsafe_connections
from lapwing.config.databases import database_of
from lapwing.config.safety import UnsafeSettingsError, refuse_unsafe
from lapwing.platform.backups.database import dumped
from lapwing.platform.backups.errors import BackupError
from lapwing.shell.cli.backups import address_of
from tests.certificates import Authority
from tests.test_safety import SAFE

BECAUSE = "Its cable is in our own locked room; agreed by the SIRO."
VERIFIED = "?sslmode=verify-full&sslrootcert=/etc/ca.pem"


@pytest.mark.parametrize("door", ["DATABASE_URL", "OWNER_DATABASE_URL", "MAINTENANCE_DATABASE_URL"])
@pytest.mark.parametrize(
    "address",
    [
        "postgresql://a:b@db.larkshire.example/lapwing",
        "postgresql://a:b@db.larkshire.example/lapwing?sslmode=require",
        "postgresql://a:b@db.larkshire.example/lapwing?sslmode=verify-ca&sslrootcert=/etc/ca.pem",
        "postgresql://a:b@db.larkshire.example/lapwing?sslmode=verify-full",
        "postgresql://a:b@10.0.0.7/lapwing",
        "postgresql://a:b@/lapwing?host=db.larkshire.example",
        "postgresql://a:b@/lapwing?host=/run/postgresql,db.larkshire.example",
        "postgresql://a:b@localhost/lapwing?hostaddr=10.0.0.7",
        "postgresql:///lapwing?service=elsewhere",
    ],
)
def test_a_database_over_a_network_must_be_verified_in_full(door: str, address: str) -> None:
    with pytest.raises(UnsafeSettingsError, match=f"{door} crosses a network"):
        refuse_unsafe({**SAFE, door: address})
    refuse_unsafe({**SAFE, door: address, "DATABASE_READABLE_BECAUSE": BECAUSE})


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://a:b@db.larkshire.example/lapwing{VERIFIED}",
        "postgresql://a:b@db.larkshire.example/lapwing?sslmode=verify-full&sslrootcert=system",
        "postgresql://a:b@/lapwing?host=%2Frun%2Fpostgresql",
        "postgresql://a:b@localhost/lapwing",
        "postgresql://a:b@127.0.0.1:5433/lapwing",
        "postgresql://a:b@[::1]/lapwing",
        "postgresql:///lapwing",
    ],
)
def test_verified_connections_sockets_and_this_machine_are_taken(address: str) -> None:
    refuse_unsafe({**SAFE, "DATABASE_URL": address})


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR", "PGSERVICE"])
def test_what_libpq_reads_beside_the_address_counts_too(name: str) -> None:
    with pytest.raises(UnsafeSettingsError, match="DATABASE_URL crosses a network"):
        refuse_unsafe({**SAFE, "DATABASE_URL": "postgresql:///lapwing", name: "10.0.0.7"})


@pytest.mark.parametrize(
    ("setting", "value", "said", "exception"),
    [
        ("DOCUMENTS_CLAMD", "tcp://clamd.larkshire.example:3310", "readable", "CLAMD_READABLE_BECAUSE"),
        ("DOCUMENTS_CLAMD", "", "Set DOCUMENTS_CLAMD", "NOT_SCANNED_BECAUSE"),
        ("WEB_BIND", "0.0.0.0:8000", "WEB_BIND is open", "WEB_READABLE_BECAUSE"),
        ("WEB_BIND", ":8000", "WEB_BIND is open", "WEB_READABLE_BECAUSE"),
        ("TRACES_TO", "http://collector.example/v1/traces", "TRACES_TO must", "TRACES_READABLE_BECAUSE"),
    ],
)
def test_the_other_connections_are_held_to_the_same(
    setting: str, value: str, said: str, exception: str
) -> None:
    with pytest.raises(UnsafeSettingsError, match=said):
        refuse_unsafe({**SAFE, setting: value})
    with pytest.raises(UnsafeSettingsError, match=f"{exception} must be a sentence"):
        refuse_unsafe({**SAFE, setting: value, exception: "yes"})
    refuse_unsafe({**SAFE, setting: value, exception: BECAUSE})


def test_what_stays_on_this_machine_or_is_encrypted_is_taken() -> None:
    for more in (
        {"DOCUMENTS_CLAMD": "tcp://127.0.0.1:3310"},
        {"DOCUMENTS_CLAMD": "tcp://[::1]:3310"},
        {"WEB_BIND": "unix:/run/lapwing/web.sock"},
        {"WEB_BIND": "0.0.0.0:8443", "WEB_CERTIFICATE": "/etc/web.crt", "WEB_KEY": "/etc/web.key"},
        {"TRACES_TO": "https://collector.example/v1/traces"},
        {"TRACES_TO": "http://127.0.0.1:4318/v1/traces"},
    ):
        assert not list(unsafe_connections({**SAFE, **more}))


def test_nothing_of_this_is_asked_of_a_developers_machine() -> None:
    refuse_unsafe({"DATABASE_URL": "postgresql://a@db.larkshire.example/lapwing"})


@pytest.mark.slow
def test_what_was_said_outright_is_a_warning_of_the_check_and_no_hindrance() -> None:
    told = {"NOT_SCANNED_BECAUSE": BECAUSE, "LAPWING_TLS": "internal"}
    assert [name for name, _ in said_outright(told)] == ["NOT_SCANNED_BECAUSE", "LAPWING_TLS"]
    done = subprocess.run(
        [sys.executable, "-c", "from lapwing.shell.cli import main; main()", "check"],
        env={**os.environ, **SAFE, **told, "DOCUMENTS_CLAMD": "", "DATABASE_URL": "postgresql:///x?host=/x"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (
        f"NOT_SCANNED_BECAUSE is set. Files that people send are not looked through for malware: {BECAUSE}"
        in (done.stderr)
    )
    assert "(lapwing.said) LAPWING_TLS is set." in done.stderr


# --- with a real PostgreSQL, and TLS before it


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.named("The council")


@pytest.fixture
def port(db: None, authority: Authority, tmp_path: Path) -> Iterator[int]:
    """PostgreSQL over TLS: what a client asks first is answered as the server does, the rest goes to it.

    The PostgreSQL that tests bring along has no OpenSSL; the client's side, which is ours, is the real one.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.server("localhost", tmp_path))
    listening = socket.create_server(("127.0.0.1", 0))
    inner = f"{django_settings.DATABASES['owner']['HOST']}/.s.PGSQL.5432"
    Thread(target=_take, args=(listening, context, inner), daemon=True).start()
    yield listening.getsockname()[1]
    listening.close()


def _take(listening: socket.socket, context: ssl.SSLContext, inner: str) -> None:
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        Thread(target=_serve, args=(plain, context, inner), daemon=True).start()


def _serve(plain: socket.socket, context: ssl.SSLContext, inner: str) -> None:
    try:
        length, code = struct.unpack("!II", plain.recv(8, socket.MSG_WAITALL))
        if (length, code) != (8, 80877103):  # SSLRequest
            return
        plain.sendall(b"S")
        outer = context.wrap_socket(plain, server_side=True)
        with socket.socket(socket.AF_UNIX) as database:
            database.connect(inner)
            back = Thread(target=_pass_on, args=(database, outer), daemon=True)
            back.start()
            _pass_on(outer, database)
            back.join(10)
    except (OSError, struct.error):
        return
    finally:
        plain.close()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    try:
        while chunk := source.recv(65536):
            target.sendall(chunk)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


def asked(port: int, more: str, host: str = "localhost") -> bool:
    """What Lapwing's settings make of the address, asked whether the connection is encrypted."""
    name = django_settings.DATABASES["owner"]["NAME"]
    database = database_of(f"postgresql://lapwing_app@{host}:{port}/{name}{more}")
    connection = ConnectionHandler({"default": database})["default"]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == ("lapwing_app",)
        assert connection.connection is not None
        return bool(connection.connection.pgconn.ssl_in_use)
    finally:
        connection.close()


def test_a_certificate_of_the_named_authority_for_the_named_host_is_believed(
    port: int, authority: Authority, tmp_path: Path
) -> None:
    known = authority.write(tmp_path / "ca.pem")
    assert asked(port, f"?sslmode=verify-full&sslrootcert={quote(str(known))}")


def test_another_authoritys_certificate_is_not(port: int, tmp_path: Path) -> None:
    other = Authority.named("Somebody else").write(tmp_path / "other.pem")
    with pytest.raises(OperationalError, match="certificate verify failed"):
        asked(port, f"?sslmode=verify-full&sslrootcert={quote(str(other))}")


def test_nor_is_one_for_another_host(port: int, authority: Authority, tmp_path: Path) -> None:
    known = authority.write(tmp_path / "ca.pem")
    with pytest.raises(OperationalError, match=r'certificate for "localhost" .*does not match'):
        asked(port, f"?sslmode=verify-full&sslrootcert={quote(str(known))}", host="127.0.0.1")


def test_backups_keep_to_it_and_say_which_programs_they_need(
    settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = database_of(f"postgresql://lapwing_maintenance:b@db.larkshire.example/lapwing{VERIFIED}")
    handler = ConnectionHandler({"default": database, "maintenance": database})
    monkeypatch.setattr("django.db.connections", handler)
    address = address_of("maintenance")
    assert "sslmode=verify-full" in address
    assert "sslrootcert=/etc/ca.pem" in address
    with pytest.raises(BackupError, match="set POSTGRES_PROGRAMS"), dumped(address, "0"):
        pass
