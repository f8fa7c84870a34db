from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement.reading.grids.title_words import WHOLE
from lapwing.contexts.improvement.reading.grids.titles import meaning_of
from lapwing.contexts.improvement.reading.pieces import Role


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("1. Action", Role.ACTION),
        ("ACTION(S):", Role.ACTION),
        ("The actions we\nare taking", Role.ACTION),
        ("What’s next?", Role.ACTION),
        ("Lead role & organisation", Role.OWNER),
        ("Responsible Officer(s)", Role.OWNER),
        ("Senior responsible officer (SRO)", Role.ACCOUNTABLE),
        ("Workstream / Task & Finish Group", Role.GROUP),
        ("Responsible Governance Group", Role.GROUP),
        ("Completion\ndate", Role.DUE),
        ("Date Due", Role.DUE),
        ("How will we know?", Role.SUCCESS),
        ("Impact we will have", Role.SUCCESS),
        ("Where are we now", Role.RATIONALE),
        ("Gweithred (Action)", Role.ACTION),
        ("#", Role.REFERENCE),
        ("Date completed", Role.COMPLETED),
        ("Review date", Role.REVIEW),
        ("Baseline (Sept 24)", Role.BASELINE),
        ("By March 2026", Role.TARGET),
    ],
)
def test_a_title_is_understood_without_its_dress(title: str, role: Role) -> None:
    assert meaning_of(title).role is role


@pytest.mark.parametrize(
    ("title", "roles"),
    [
        ("Lead and timescale", (Role.OWNER, Role.DUE)),
        ("Start and end date", (Role.START, Role.DUE)),
        ("Action and owner", (Role.ACTION, Role.OWNER)),
        ("Who & by when", (Role.OWNER, Role.DUE)),
    ],
)
def test_a_title_of_two_things_has_both_roles(title: str, roles: tuple[Role, ...]) -> None:
    assert meaning_of(title).roles == roles


@pytest.mark.parametrize(
    ("title", "written", "on"),
    [
        ("RAG (Sept 25)", "Sept 25", date(2025, 9, 30)),
        ("RAG status at 30 September 2025", "30 September 2025", date(2025, 9, 30)),
        ("Progress rating – autumn term", "autumn term", None),
    ],
)
def test_a_rating_may_name_its_period(title: str, written: str, on: date | None) -> None:
    meaning = meaning_of(title)
    assert meaning.role is Role.STATUS
    assert meaning.period is not None
    assert (meaning.period.as_written, meaning.period.on) == (written, on)


def test_a_month_alone_names_a_period_and_no_role_yet() -> None:
    meaning = meaning_of("October 2025")
    assert meaning.role is None
    assert meaning.period is not None


@pytest.mark.parametrize(
    "text",
    ["Children wait too long for their plans to be written by the service.", "Kestrel Way", "", "x" * 400],
)
def test_what_is_no_title_has_no_role(text: str) -> None:
    assert meaning_of(text).role is None


def test_no_title_is_listed_under_two_roles() -> None:
    listed = [" ".join(title.split()) for titles in WHOLE.values() for title in titles.split(",")]
    assert sorted(listed) == sorted(set(listed))
