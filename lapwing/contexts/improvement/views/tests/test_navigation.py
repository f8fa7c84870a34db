"""The main navigation shows where one is, also on pages whose addresses begin differently."""

from __future__ import annotations

import re

import pytest

from lapwing.contexts.improvement.views.tests.conftest import Get
from lapwing.registry.tests.factories import People


@pytest.mark.parametrize(
    ("page", "item"),
    [
        ("overview", "Plan"),
        ("actions", "Plan"),
        ("action", "Plan"),
        ("milestone", "Plan"),
        ("measures", "Measures"),
        ("measure", "Measures"),
        ("calendar", "Calendar"),
        ("feed", "Calendar"),
        ("questions", "Questions"),
        ("my-actions", "My actions"),
    ],
)
def test_the_navigation_marks_where_one_is(get: Get, people: People, page: str, item: str) -> None:
    navigation = re.search(
        r'<nav class="lw-nav".*?</nav>', get(people.colleague, page).content.decode(), re.DOTALL
    )
    assert navigation
    assert re.findall(r'aria-current="page">([^<]+)<', navigation[0]) == [item]
