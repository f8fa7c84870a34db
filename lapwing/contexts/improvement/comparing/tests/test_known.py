"""What people settled of a plan is no difference when its document is read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.comparing import as_known_here, compare
from lapwing.contexts.improvement.reading.splitting import apply_split
from lapwing.contexts.improvement.reading.tests.invented import reading_of
from lapwing.contexts.improvement.tests.factories import action, milestone, plan

QUARTER = form.DuePoint(role="complete", as_written="Q2 2026", latest=date(2026, 6, 30))


@pytest.mark.parametrize("name", ["kingsmere", "alderbrook"])
def test_a_document_read_again_differs_in_nothing(name: str) -> None:
    again = reading_of(name)
    found = compare(again, as_known_here(again, again))
    assert found.differences == ()
    assert found.doubts == ()


def test_new_quarters_are_worked_out_as_somebody_said() -> None:
    before = plan(quarter_basis="financial")
    later = as_known_here(before, plan(action(milestones=(milestone("Agree the form", QUARTER),))))
    (point,) = later.actions[0].milestones[0].due.points
    assert (later.quarter_basis, point.latest) == ("financial", date(2026, 9, 30))


def test_a_basis_that_the_document_says_itself_stands() -> None:
    before, after = plan(quarter_basis="financial"), plan(quarter_basis="calendar")
    assert as_known_here(before, after) == after


def test_a_cell_is_divided_again_where_a_person_divided_it() -> None:
    run = "Agree the form Print the form"
    question = form.Question(code="text.split", where=("1.1.1",), text="Where?", raw=run)
    read = plan(action(milestones=(milestone(run),)), questions=(question,))
    known = apply_split(read, question, ["Agree the form", "Print the form"])
    assert compare(known, as_known_here(known, read)).differences == ()
    other = replace(question, raw="Agree the form Print the poster")
    anew = plan(action(milestones=(milestone("Agree the form Print the poster"),)), questions=(other,))
    assert as_known_here(known, anew) == anew
