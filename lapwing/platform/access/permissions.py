"""Permissions are names declared beside the code that asks for them, each with a sentence.

A package declares its own as ``PERMISSIONS`` in its ``access`` module; roles name them. Those by which a
person comes to see personal data stand in ``PERSONAL`` there too: whoever holds one needs a second factor.
Those that a person may give to a program, by a token, stand in ``API``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps


def declared_permissions() -> dict[str, str]:
    """Every permission that an installed package declares, with its sentence."""
    found: dict[str, str] = {}
    for module in _access_modules():
        found.update(getattr(module, "PERMISSIONS", {}))
    return found


@cache
def personal_permissions() -> frozenset[str]:
    """The permissions by which a person sees personal data of others."""
    return frozenset().union(*(getattr(module, "PERSONAL", ()) for module in _access_modules()))


@cache
def api_permissions() -> frozenset[str]:
    """The permissions that a program may use by a person's token."""
    return frozenset().union(*(getattr(module, "API", ()) for module in _access_modules()))


def _access_modules() -> Iterator[ModuleType]:
    for app in apps.get_app_configs():
        name = f"{app.name}.access"
        if app.name.startswith("lapwing.") and find_spec(name):
            yield import_module(name)
