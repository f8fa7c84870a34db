"""What the processes are given: the environment, with secrets read from files where it names files.

Container platforms hand secrets over as files: ``SECRET_KEY_FILE=/run/secrets/key`` says what ``SECRET_KEY``
would. A value that is set itself is taken before a file's.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# Only what is secret, so that no other name with this ending changes its meaning.
SECRETS = (
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "DATABASE_URL",
    "OWNER_DATABASE_URL",
    "MAINTENANCE_DATABASE_URL",
    "METRICS_TOKEN",
    "SMTP_PASSWORD",
    "DOCUMENTS_S3_SECRET_KEY",
)


def with_files(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with the content of the files that it names. Raises ImproperlyConfigured for one that
    cannot be read."""
    given = dict(environment)
    for name in SECRETS:
        path = given.get(f"{name}_FILE")
        if path and not given.get(name):
            given[name] = _content(name, path)
    return given


def _content(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read as text.") from error
