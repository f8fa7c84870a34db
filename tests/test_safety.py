"""Lapwing does not start where it would be unsafe, and says why in a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from lapwing.config.safety import UnsafeSettingsError, refuse_unsafe
from lapwing.platform.access.weak_role import StrongRoleError, refuse_strong_role

SAFE = {
    "LAPWING_PRODUCTION": "1",
    "SECRET_KEY": "kq8fJw2nZp5xVb9cTg4hLm7sRd3yAe6uQi1oWk0jNt8vXz2bCf",
    "ALLOWED_HOSTS": "lapwing.larkshire.example",
    "DATABASE_URL": (
        "postgresql://lapwing_app@db.larkshire.example/lapwing?sslmode=verify-full&sslrootcert=/etc/ca.pem"
    ),
    "DOCUMENTS_CLAMD": "unix:///run/clamav/clamd.sock",
}


def test_safe_settings_are_taken() -> None:
    refuse_unsafe(SAFE)


def test_nothing_set_is_a_developers_machine() -> None:
    refuse_unsafe({})


def test_a_demonstration_on_a_database_of_its_own_is_taken() -> None:
    refuse_unsafe({"LAPWING_DEMO": "1"})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LAPWING_DEMO", "1", "LAPWING_DEMO lets anybody sign in as anybody"),
        ("LAPWING_DEBUG", "1", "LAPWING_DEBUG shows the inside"),
        ("DOCUMENTS_S3_ENDPOINT", "http://s3.larkshire.example", "must begin with https://"),
        ("DOCUMENTS_S3_ACL", "public-read", "would let others read"),
        ("DOCUMENTS_S3_ENCRYPTION", "rot13", "must be AES256"),
        ("DOCUMENTS_CLAMD", "clamd.larkshire.example", "must be like tcp://"),
        ("DOCUMENTS_HELD_DAYS", "for ever", "must be a whole number"),
        ("DOCUMENTS_FOLDER", "lapwing/static/files", "must lie apart"),
        ("SECRET_KEY", "", "Set SECRET_KEY"),
        ("SECRET_KEY", "change-me", "Set SECRET_KEY"),
        ("SECRET_KEY", "abcdef" * 20, "Set SECRET_KEY"),
        ("ALLOWED_HOSTS", "", "Set ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", "*", "must name each host"),
        ("ALLOWED_HOSTS", "lapwing.example *.example", "must name each host"),
        ("DATABASE_URL", "", "Set DATABASE_URL"),
        ("SECRET_KEY_FALLBACKS", "short", "SECRET_KEY_FALLBACKS"),
        ("PASSKEY_DOMAIN", "elsewhere.example", "PASSKEY_DOMAIN"),
        ("BREACHED_PASSWORDS_ADDRESS", "http://list.example/range/", "must begin with https://"),
        ("LAPWING_PASSWORD_ALONE_ROLES", "parent-carer", "LAPWING_PASSWORD_ALONE_BECAUSE"),
    ],
)
def test_each_unsafe_setting_is_refused_in_production(name: str, value: str, said: str) -> None:
    with pytest.raises(UnsafeSettingsError, match=said):
        refuse_unsafe({**SAFE, name: value})


MAIL = {
    "SMTP_HOST": "mail.larkshire.example",
    "MAIL_FROM": "Lapwing <lapwing@larkshire.example>",
    "LAPWING_ADDRESS": "https://lapwing.larkshire.example",
}


def test_a_mail_server_with_tls_and_a_sender_is_taken() -> None:
    refuse_unsafe(SAFE | MAIL)
    refuse_unsafe(SAFE | MAIL | {"SMTP_HOST": "127.0.0.1", "SMTP_TLS": "none"})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SMTP_TLS", "none", "SMTP_TLS=none"),
        ("SMTP_TLS", "ssl3", "SMTP_TLS must be one of"),
        ("SMTP_PORT", "smtp", "SMTP_PORT must be"),
        ("SMTP_PORT", "99999", "SMTP_PORT must be"),
        ("MAIL_FROM", "", "Set MAIL_FROM"),
        ("MAIL_FROM", "Lapwing\nBcc: all@example.org <a@b.example>", "MAIL_FROM must be one line"),
        ("MAIL_REPLY_TO", "a@b.example\r\nBcc: all@example.org", "MAIL_REPLY_TO must be one line"),
        ("LAPWING_ADDRESS", "http://lapwing.larkshire.example", "Set LAPWING_ADDRESS"),
        ("LAPWING_ADDRESS", "", "Set LAPWING_ADDRESS"),
    ],
)
def test_unsafe_mail_is_refused_in_production(name: str, value: str, said: str) -> None:
    with pytest.raises(UnsafeSettingsError, match=said):
        refuse_unsafe(SAFE | MAIL | {name: value})


def test_a_demonstration_never_meets_a_database_that_somebody_named() -> None:
    with pytest.raises(UnsafeSettingsError, match="LAPWING_DEMO"):
        refuse_unsafe({"LAPWING_DEMO": "1", "DATABASE_URL": "postgresql:///real"})


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(
        UnsafeSettingsError, match=r"LAPWING_DEBUG .*SECRET_KEY .*ALLOWED_HOSTS .*DATABASE_URL"
    ):
        refuse_unsafe({"LAPWING_PRODUCTION": "1", "LAPWING_DEBUG": "1"})


def test_the_settings_themselves_refuse() -> None:
    environment = {**os.environ, **SAFE, "LAPWING_DEMO": "1"}
    done = subprocess.run(
        [sys.executable, "-c", "import lapwing.config.settings"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "LAPWING_DEMO lets anybody sign in as anybody" in done.stderr


def test_the_command_line_says_it_without_a_traceback() -> None:
    environment = {**os.environ, **SAFE, "SECRET_KEY": "short"}
    done = subprocess.run(
        [sys.executable, "-c", "from lapwing.shell.cli import main; main()", "manage", "help"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: Set SECRET_KEY")


def test_the_applications_role_is_taken(db: None) -> None:
    refuse_strong_role()


@pytest.mark.parametrize("role", ["lapwing_owner", "lapwing_maintenance", "lapwing_test"])
def test_a_role_that_may_do_too_much_is_refused(db: None, role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(f"SET LOCAL ROLE {role}")
    with pytest.raises(StrongRoleError, match=rf"enters the database as {role}, .*Enter as lapwing_app"):
        refuse_strong_role()


@pytest.mark.slow
def test_processes_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    """Where none was given, the first of them makes it."""
    without = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", "from lapwing.config import settings; print(settings.SECRET_KEY)"],
            env={**without, "LAPWING_VAR": str(tmp_path), "DATABASE_URL": "postgresql:///nowhere"},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    (key,) = {each.communicate()[0].strip() for each in started}
    assert len(key) > 50
    (kept,) = tmp_path.iterdir()
    assert (kept.read_text(), kept.stat().st_mode & 0o777) == (key, 0o600)
