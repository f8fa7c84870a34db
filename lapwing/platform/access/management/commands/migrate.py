"""``migrate`` as the owner role: the application role owns nothing and can change no table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState
from django.db.models import BaseConstraint, Index


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> str | None:
        with models_kept_for_constraints():
            found: str | None = super().handle(*args, **options)
        return found


@contextmanager
def models_kept_for_constraints() -> Iterator[None]:
    """A constraint or an index is put on the model that is there, which Django would make anew.

    With it Django makes every model anew that refers to the same as this one: nearly all of ours refer to
    the partnership, so that half the time of an empty database's migrations went there. Neither says
    anything of relations, the one thing for which the others would have to be made again.
    """
    with (
        patch.object(ProjectState, "add_constraint", _add_constraint),
        patch.object(ProjectState, "add_index", _add_index),
    ):
        yield


def _add_constraint(self: ProjectState, app_label: str, model_name: str, constraint: BaseConstraint) -> None:
    _append(self, app_label, model_name, "constraints", constraint)


def _add_index(self: ProjectState, app_label: str, model_name: str, index: Index) -> None:
    _append(self, app_label, model_name, "indexes", index)


def _append(
    state: ProjectState, app_label: str, model_name: str, option: str, added: BaseConstraint | Index
) -> None:
    options = state.models[app_label, model_name].options
    options[option] = [*options[option], added]
    if "apps" in vars(state):  # asking for it would make every model
        meta = state.apps.get_model(app_label, model_name)._meta
        setattr(meta, option, [*getattr(meta, option), added])
