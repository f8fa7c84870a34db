"""The three doors to one database, from addresses in the environment or from the embedded PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_of(url: str) -> dict[str, Any]:
    """A Django database from a postgresql:// address; ``?host=`` names a socket folder."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def databases(environment: Mapping[str, str], var: Path) -> dict[str, dict[str, Any]]:
    """The doors of the application, the owner (migrations) and maintenance; ``var`` is the embedded one's."""
    if app := environment.get("DATABASE_URL"):
        owner = environment.get("OWNER_DATABASE_URL", app)
        maintenance = environment.get("MAINTENANCE_DATABASE_URL", app)
    else:
        from lapwing.platform.postgres import database_urls

        urls = database_urls(var)
        app, owner, maintenance = urls.app, urls.owner, urls.maintenance
    return {"default": database_of(app), "owner": database_of(owner), "maintenance": database_of(maintenance)}
