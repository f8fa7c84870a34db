"""The Jinja2 environment of every page: strict about names, with the components at hand.

Two environments stand behind it. Ours raises on an undefined name, so that a misspelt one is a failing test
and not a blank on a page. The GOV.UK macros read dozens of optional parameters and need a forgiving one, so
they live in an environment of their own and come over as ready-made functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2.ext import do
from markupsafe import Markup

from lapwing.platform.ui import filters, marks
from lapwing.platform.ui.sent_once import sent_once_field

GOVUK_PREFIX = "govuk_frontend_jinja"


def template_folders() -> list[Path]:
    """The ``templates`` folder of each of our own apps; third-party ones are never looked in."""
    folders = [
        Path(app.path) / "templates" for app in apps.get_app_configs() if app.name.startswith("lapwing.")
    ]
    return [folder for folder in folders if folder.is_dir()]


def template_names() -> list[str]:
    """Every template of ours, by the name it is loaded with."""
    return sorted(
        path.relative_to(folder).as_posix()
        for folder in template_folders()
        for path in folder.rglob("*.html")
    )


class Components:
    """Our components as functions: ``ui.status_tag(mark)`` is the macro in ui/components/status_tag.html."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        """The macro called ``name``. Raises AttributeError when there is no such component."""
        if name.startswith("_"):
            raise AttributeError(name)
        template = self._environment.get_template(f"ui/components/{name}.html")
        macro: Callable[..., Markup] = getattr(template.module, name)
        return macro


def govuk_components() -> dict[str, Callable[..., Markup]]:
    """Every GOV.UK macro by its own name: ``govukButton``, ``govukDateInput`` …"""
    environment = Environment(
        autoescape=True,
        undefined=ChainableUndefined,
        loader=PrefixLoader({GOVUK_PREFIX: PackageLoader(GOVUK_PREFIX)}),
    )
    found: dict[str, Callable[..., Markup]] = {}
    for name in environment.list_templates(filter_func=lambda path: path.endswith("/macro.html")):
        module = environment.get_template(name).module
        macro = "govuk" + re.sub(r"(?:^|-)(\w)", lambda m: m[1].upper(), name.split("/")[-2])
        if hasattr(module, macro):
            found[macro] = getattr(module, macro)
    return found


def url(view_name: str, *args: object, **kwargs: object) -> str:
    """The address of a view: ``url("improvement:action", partnership=p.ref, ref=a.ref)``."""
    return reverse(view_name, args=args or None, kwargs=kwargs or None)


def environment(**options: Any) -> Environment:
    """What Django's template settings call. A bad template raises when it is used."""
    options |= {
        "autoescape": True,
        "undefined": StrictUndefined,
        "loader": ChoiceLoader([FileSystemLoader(folder) for folder in template_folders()]),
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": [do],
    }
    made = Environment(**options)
    made.globals |= govuk_components()
    made.globals |= {"static": static, "url": url, "ui": Components(made)}
    made.globals["sent_once_field"] = sent_once_field
    made.filters |= filters.ALL | {"segments": marks.segments, "in_words": marks.in_words}
    return made
