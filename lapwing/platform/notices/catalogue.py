"""What people are told of: declared beside the code that tells them, in plain English.

A package declares its own in a module ``notices``::

    TEMPLATES = (
        Template(
            "export-ready",
            WORK,
            line="Your export is ready: {title}",
            subject="Your export is ready in Lapwing",
            sentences=("An export that you asked for is ready to collect.",),
            button="Collect it in Lapwing",
        ),
    )

``line`` is what stands on the page, with the words that the caller gives. The email has none of them: it is
the same for everybody, because it leaves the service and is read on shared screens. Only its link differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from string import Formatter
from types import ModuleType

from django.apps import apps
from django.db import models


class Delivery(models.TextChoices):
    """How a person is told."""

    PAGE = "page", "In Lapwing only"
    DIGEST = "digest", "In the summary by email"
    ONCE = "once", "By email at once"


@dataclass(frozen=True)
class Kind:
    """What a person chooses a delivery for. A ``fixed`` kind cannot be switched off, nor made to wait.

    An email waits for ``patience``, and is not sent to whoever has read of it in Lapwing by then.
    """

    code: str
    label: str
    explanation: str
    default: Delivery
    fixed: bool = False
    patience: timedelta = timedelta()


@dataclass(frozen=True)
class Template:
    """One thing that people are told. Without a ``kind`` it is an email alone, to somebody without a notice.

    ``line``: one sentence with {words}; ``subject`` and ``sentences``: the email, without any.
    """

    code: str
    kind: Kind | None = None
    line: str = ""
    subject: str = ""
    sentences: tuple[str, ...] = ()
    button: str = "Open it in Lapwing"

    @property
    def words(self) -> frozenset[str]:
        """The names of the words that the line wants."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.line) if name)

    def line_with(self, words: Mapping[str, str]) -> str:
        """The line as a person reads it. A word that was kept under another name is left out."""
        return self.line.format_map({name: words.get(name, "") for name in self.words})


class UnknownTemplateError(LookupError):
    """No package declares a template of this name."""


# Work that a person started, left, and comes back to.
WORK = Kind(
    "work",
    "Work that you started",
    "An export is ready, a file has been brought in, a document has been read.",
    Delivery.ONCE,
    # most people wait beside it, and need no email to tell them what they see
    patience=timedelta(minutes=3),
)

DIGEST = Template(
    "digest",
    subject="You have {things} to look at in Lapwing",
    sentences=(
        "There is something new for you in Lapwing. This email does not say what, to keep it private.",
    ),
    button="See your notices",
)


@cache
def templates() -> dict[str, Template]:
    """Every template by its code."""
    found = {DIGEST.code: DIGEST}
    for module in _modules():
        for template in getattr(module, "TEMPLATES", ()):
            if template.code in found:
                raise ValueError(f"Two templates are called {template.code}.")
            found[template.code] = template
    return found


def template_of(code: str) -> Template:
    """The template of this name. Raises UnknownTemplateError."""
    try:
        return templates()[code]
    except KeyError:
        raise UnknownTemplateError(
            f"No package declares the template {code!r} in its notices module."
        ) from None


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of notice by its code, those that cannot be switched off last."""
    found = {each.kind.code: each.kind for each in templates().values() if each.kind}
    return dict(sorted(found.items(), key=lambda item: (item[1].fixed, item[1].label)))


def _modules() -> Iterator[ModuleType]:
    for app in apps.get_app_configs():
        name = f"{app.name}.notices"
        if app.name.startswith("lapwing.") and find_spec(name):
            yield import_module(name)
