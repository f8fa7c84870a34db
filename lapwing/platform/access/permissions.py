"""Permissions are names declared beside the code that asks for them, each with a sentence.

A package declares its own as ``PERMISSIONS`` in its ``access`` module; roles name them.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


def declared_permissions() -> dict[str, str]:
    """Every permission that an installed package declares, with its sentence."""
    found: dict[str, str] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.access"
        if app.name.startswith("lapwing.") and find_spec(name):
            found.update(getattr(import_module(name), "PERMISSIONS", {}))
    return found
