"""``migrate`` makes no model anew for a constraint or an index, and knows of them all the same."""

from __future__ import annotations

import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from lapwing.platform.access.management.commands.migrate import models_kept_for_constraints

HOUSE = ModelState(
    "town", "House", [("id", models.AutoField(primary_key=True)), ("number", models.IntegerField())]
)
UNIQUE = models.UniqueConstraint(fields=["number"], name="one_of_a_number")
INDEX = models.Index(fields=["number"], name="by_number")


def a_town() -> ProjectState:
    state = ProjectState()
    state.add_model(HOUSE.clone())
    return state


def names(state: ProjectState) -> tuple[list[str], list[str]]:
    """The constraints and indexes of the house, as the made model has them."""
    meta = state.apps.get_model("town", "House")._meta
    return [each.name for each in meta.constraints], [each.name for each in meta.indexes]


def with_both(state: ProjectState) -> ProjectState:
    state.add_constraint("town", "house", UNIQUE)
    state.add_index("town", "house", INDEX)
    return state


@pytest.mark.parametrize("made_before", [True, False])
def test_a_state_has_the_same_constraints_and_indexes_as_one_of_djangos(made_before: bool) -> None:
    state, other = a_town(), a_town()
    if made_before:
        assert names(state) == names(other) == ([], [])
    with models_kept_for_constraints():
        with_both(state)
    assert names(state) == names(with_both(other)) == (["one_of_a_number"], ["by_number"])
    assert state.models["town", "house"] == other.models["town", "house"]


def test_the_model_that_was_made_stays() -> None:
    state = a_town()
    house = state.apps.get_model("town", "House")
    with models_kept_for_constraints():
        assert with_both(state).apps.get_model("town", "House") is house
    state.remove_constraint("town", "house", "one_of_a_number")
    assert names(state) == ([], ["by_number"])


def test_elsewhere_django_is_as_it_was() -> None:
    before = ProjectState.add_constraint, ProjectState.add_index
    with models_kept_for_constraints():
        assert ProjectState.add_constraint is not before[0]
    assert (ProjectState.add_constraint, ProjectState.add_index) == before
