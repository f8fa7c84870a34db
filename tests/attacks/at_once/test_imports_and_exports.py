"""Files brought in, undone, let go and collected twice at one moment."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.figures.feed import FIGURES
from lapwing.contexts.improvement.models import Actual
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.whole_plan import WHOLE_PLAN
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.exports import commands as exports
from lapwing.platform.exports.models import Export
from lapwing.platform.imports import commands as importing
from lapwing.platform.imports.addresses import page_of
from lapwing.platform.imports.clearing import clear_old
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.models import DataImport
from tests.attacks.asking import body_of
from tests.attacks.at_once.meeting import at_once, posted_at_once, windows

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


LOCKED_IMPORT = "(?s)imports_dataimport.*FOR UPDATE"


def test_an_import_brought_in_and_undone_twice_at_once_is_so_once(desk: Desk) -> None:
    found = sent_figures(desk)
    place, before = page_of(found), standing(desk)
    first = {"do": "bring-in", "version": str(found.version), "reason": "Counted again"}
    browsers = desk.browser(), desk.browser()
    answers = posted_at_once(browsers, place, first, at=LOCKED_IMPORT)
    assert [each.status_code for each in answers] == [302, 302]
    said = told(browsers, answers)
    assert "brought in." in said
    assert "It was brought in already. It was not done twice." in said
    assert "was changed meanwhile" not in said
    brought = desk.one(DataImport)
    assert brought.state == "committed"
    assert len(standing(desk)) == len(before) + 1

    undo = {"do": "undo", "version": str(brought.version)}
    answers = posted_at_once(browsers, place, undo, at=LOCKED_IMPORT)
    assert [each.status_code for each in answers] == [302, 302]
    said = told(browsers, answers)
    assert "It was undone already. It was not done twice." in said
    assert desk.one(DataImport).state == "undone"
    assert standing(desk) == before


def test_an_import_that_is_undone_while_old_ones_are_cleared_is_undone_or_refused(desk: Desk) -> None:
    """Never said to be undone with its figures still there, because the rows to go by were just removed."""
    found = sent_figures(desk)
    before = standing(desk)
    first = {"do": "bring-in", "version": str(found.version), "reason": "Counted again"}
    assert desk.browser().post(page_of(found), first).status_code == 302
    brought, after = desk.one(DataImport), standing(desk)
    assert brought.committed_at is not None
    long_after = brought.committed_at + timedelta(days=91)

    def undo() -> None:
        with acting_as(desk.manager) as actor, suppress(ImportRefusedError):
            importing.undo_import(by=actor, now=timezone.now(), ref=brought.ref, version=brought.version)

    def clear() -> None:
        with acting(system_actor("Imports"), purpose="test"):
            clear_old(long_after, after=timedelta(days=90))

    at_once(undo, clear, at=LOCKED_IMPORT)
    was_undone = desk.one(DataImport).state == "undone"
    assert standing(desk) == (before if was_undone else after)


def told(browsers: tuple[Client, Client], answers: tuple[HttpResponse, HttpResponse]) -> str:
    """What both read on the pages that they were led to."""
    pairs = zip(browsers, answers, strict=True)
    return " ".join(words(browser.get(answer["Location"])) for browser, answer in pairs)  # type: ignore[arg-type]


def test_an_import_let_go_twice_at_once_is_gone(desk: Desk) -> None:
    found = sent_figures(desk)
    sent = {"do": "discard", "version": str(found.version)}
    answers = posted_at_once(windows(desk.browser()), page_of(found), sent, at=LOCKED_IMPORT)
    assert [each.status_code for each in answers] == [302, 302]
    assert desk.all(DataImport) == []


def sent_figures(desk: Desk) -> DataImport:
    titles = "measure,series,from,to,value,numerator,denominator,note"
    rows = f"{titles}\nM1,Under fives,2026-03-01,31/03/2026,,37,72,\n"
    with acting_as(desk.manager) as actor:
        made = importing.send_file(
            by=actor,
            now=timezone.now(),
            feed=FIGURES,
            partnership_id=desk.partnership.pk,
            name="figures.csv",
            data=rows.encode(),
            place=desk.plan.ref,
        )
        made.partnership = desk.partnership
    return made


def standing(desk: Desk) -> list[tuple[int, object]]:
    return sorted((each.series_id, each.to_date) for each in desk.all(Actual, withdrawn_at=None))


def test_an_export_collected_twice_at_once_is_given_and_counted_twice(desk: Desk) -> None:
    with acting_as(desk.manager) as actor:
        made = exports.request_export(
            kind=WHOLE_PLAN.code,
            by=actor,
            partnership=desk.partnership,
            parameters={"plan": desk.plan.ref},
            reason="For the board",
            now=timezone.now(),
        )
    place = reverse("collect-export", args=[desk.partnership.ref, made.ref])

    def collect(browser: Client) -> tuple[int, int]:
        answer = browser.get(place)
        return answer.status_code, len(body_of(answer))

    given = at_once(
        *(partial(collect, each) for each in windows(desk.browser())), at="UPDATE .exports_export"
    )
    assert given[0] == given[1]
    assert given[0][0] == 200
    assert desk.one(Export).fetched == 2
