"""Components from Python, for the cells of tables: the same macros that templates call."""

from __future__ import annotations

from typing import cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from markupsafe import Markup


def component(name: str, *args: object, **kwargs: object) -> Markup:
    """``component("status_tag", mark, bare=True)`` is ``ui.status_tag(mark, bare=true)`` in a template."""
    ui = cast(Jinja2, engines["jinja2"]).env.globals["ui"]
    return Markup(getattr(ui, name)(*args, **kwargs))
