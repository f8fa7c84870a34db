"""Evidence that is given on the form of an update: kept whatever else has to be put right there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lapwing.contexts.improvement.edit_views.tests.desk import day, words
from lapwing.contexts.improvement.models import Evidence, Update
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.contexts.improvement.views.tests.test_updates import TYPED, get, place, post, writing
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

QUOTE = {"ev_form": "quote", "ev_words": "The talks helped us.", "ev_kind": "impact"}


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, timezone.now())


def the_evidence() -> Evidence:
    with as_maintenance():
        return Evidence.objects.select_related("update_given", "file").get()


def send(here: Reporting, typed: Mapping[str, Any]) -> Any:
    return post(here.owner, writing(here), typed)


def told() -> int:
    with as_maintenance():
        return Notice.objects.filter(template="evidence-given").count()


def test_it_comes_with_the_update_and_is_read_with_it(here: Reporting) -> None:
    send(here, {**TYPED, **QUOTE, "do": "submit"})
    row = the_evidence()
    assert row.update_given is not None
    assert (row.update_given.state, row.form, row.kind) == ("submitted", "quote", "impact")
    assert (row.milestone_id, row.on) == (here.milestone.pk, timezone.localdate())
    page = words(get(here.manager, place(here, "update", update=row.update_given.ref)))
    assert "Evidence given with it" in page
    assert "Quote from a family" in page
    assert told() == 1


def test_with_a_draft_nobody_is_told_of_it_until_that_is_submitted(here: Reporting) -> None:
    send(here, {**TYPED, **QUOTE, "do": "save"})
    assert told() == 0
    send(here, {**TYPED, "version": "2", "do": "submit"})
    assert told() == 1


def test_a_file_is_kept_when_something_else_has_to_be_put_right(here: Reporting) -> None:
    file = SimpleUploadedFile("talks.txt", b"Minutes of the talks", content_type="text/plain")
    answer = send(here, {"status": "off track", "done": "Nobody came.", "ev_file": file, "do": "submit"})
    page = words(answer)
    assert "Say by when it will be done now." in page
    called = f"File, {timezone.localdate():%-d %B %Y}"
    assert called in page
    row = the_evidence()
    assert row.file is not None
    assert (row.title, row.form, row.file.name) == (called, "file", "talks.txt")
    # sent once more with what was missing, it is not given twice
    with as_maintenance():
        version = Update.objects.get().version
    more = {"status": "on track", "done": "Nobody came.", "version": str(version), "do": "submit"}
    assert send(here, more).status_code == 302
    assert the_evidence().pk == row.pk


def test_without_a_title_it_never_has_the_name_of_its_file(here: Reporting) -> None:
    for form in ("file", "minutes"):
        file = SimpleUploadedFile("Smith J AR 2026.txt", b"A review", content_type="text/plain")
        more = {"ev_form": form, "ev_file": file, "ev_words": "A review was held.", "do": "save"}
        with as_maintenance():
            version = Update.objects.values_list("version", flat=True).first() or 0
        assert send(here, {**TYPED, **more, "version": str(version)}).status_code == 302
    day = f"{timezone.localdate():%-d %B %Y}"
    with as_maintenance():
        titles = set(Evidence.objects.values_list("title", flat=True))
    assert titles == {f"File, {day}", f"Minutes of a meeting, {day}"}


def test_it_is_kept_while_the_words_may_name_a_child_and_these_are_not(here: Reporting) -> None:
    typed = {**TYPED, "done": "Jayden (9) has a place.", **QUOTE, "do": "submit"}
    assert "It looks as if a child is named here" in words(send(here, typed))
    row = the_evidence()
    assert row.update_given is not None
    assert (row.update_given.state, row.update_given.done) == ("draft", "")


@pytest.mark.parametrize(
    ("piece", "other"),
    [
        (QUOTE, {**QUOTE, "ev_words": "The talks helped them."}),
        ({"ev_link": "https://example.org/talks"}, {"ev_link": "https://example.org/rota"}),
        ({"ev_file": b"Minutes of the talks"}, {"ev_file": b"Minutes of the walks"}),
    ],
    ids=["quote", "link", "file"],
)
def test_sent_again_with_an_update_that_was_refused_it_is_given_once(
    here: Reporting, piece: dict[str, Any], other: dict[str, Any]
) -> None:
    send(here, {"status": "off track", "done": "Nobody came.", "do": "save"})
    with as_maintenance():
        version = str(Update.objects.get().version)
    names = {**TYPED, "done": "Jayden (9) has a place.", "version": version, "do": "submit"}
    lacks = {"status": "off track", "done": "Nobody came.", "version": version, "do": "submit"}

    def sent_with(given: dict[str, Any], typed: dict[str, Any]) -> str:
        file = {
            name: SimpleUploadedFile("talks.txt", each) for name, each in given.items() if name == "ev_file"
        }
        return words(send(here, {**typed, **given, **file}))

    for typed in (names, names, lacks, lacks):
        assert "There is a problem" in sent_with(piece, typed)
    assert the_evidence().update_given is not None
    # another piece is another piece
    sent_with(other, lacks)
    with as_maintenance():
        assert Evidence.objects.count() == 2


FOLDED = "Its date, who supplied it, and who reads it"


def opened(answer: Any) -> bool:
    """Whether what is folded away on the form stands open."""
    before = answer.content.decode().partition(FOLDED)[0]
    return "open" in before.rpartition("<details")[2].partition(">")[0]


def test_its_date_supplier_and_roles_are_given_with_it_and_read_on_the_updates_page(here: Reporting) -> None:
    assert not opened(get(here.owner, writing(here)))
    more = {
        **day("ev_on", 2026, 3, 1),
        "ev_supplied_by": "Parent carer forum",
        "ev_read_by": ["programme-manager", "dco"],
    }
    assert send(here, {**TYPED, **QUOTE, **more, "do": "submit"}).status_code == 302
    row = the_evidence()
    assert row.update_given is not None
    assert (row.on, row.supplied_by) == (date(2026, 3, 1), "Parent carer forum")
    assert row.read_by == ["dco", "programme-manager"]
    page = place(here, "update", update=row.update_given.ref)
    read = words(get(here.manager, page))
    assert "1 Mar 2026 Parent carer forum only for" in read
    assert "SEND programme manager" in read
    # the deputy reads the update, and nothing of what is kept to others
    assert "Met three landlords." in words(get(here.deputy, page))
    assert "Parent carer forum" not in words(get(here.deputy, page))


def test_what_was_typed_of_them_is_kept_and_stands_open_when_something_is_wrong(here: Reporting) -> None:
    more = {**day("ev_on", 2026, 3, 1), "ev_supplied_by": "The forum", "ev_read_by": ["dco"]}
    answer = send(here, {**TYPED, **more, "do": "submit"})
    page = answer.content.decode()
    assert "Choose what you have" in words(answer)
    assert opened(answer)
    assert 'value="The forum"' in page
    assert 'name="ev_on-year" type="text" value="2026"' in page
    assert 'value="dco" checked' in page


def test_once_it_is_kept_the_form_asks_for_another_and_not_for_its_date_again(here: Reporting) -> None:
    more = {**day("ev_on", 2026, 3, 1), "ev_supplied_by": "The forum", "ev_read_by": ["programme-manager"]}
    typed = {"status": "off track", "done": "Nobody came.", "do": "submit"}
    answer = send(here, {**typed, **QUOTE, **more})
    assert "Say by when it will be done now." in words(answer)
    assert the_evidence().on == date(2026, 3, 1)
    assert not opened(answer)
    assert 'value="The forum"' not in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "words_of_it"),
    [
        (day("ev_on", 2999, 3, 1), "Year must be between"),
        (day("ev_on", 2190, 3, 1), "The day cannot be in the future."),
        ({"ev_on-day": "1"}, "must include a month and year"),
        ({"ev_read_by": ["nobody"]}, "Choose roles from the list"),
        ({"ev_read_by": ["senco"]}, "it would wait for ever"),
        ({"ev_supplied_by": "The mother of Jayden (9)"}, "It looks as if a child is named here"),
    ],
)
def test_what_is_wrong_of_them_is_said_at_their_own_fields(
    here: Reporting, typed: dict[str, Any], words_of_it: str
) -> None:
    answer = send(here, {**TYPED, **QUOTE, **typed, "do": "submit"})
    assert words_of_it in words(answer)
    assert opened(answer)
    (field,) = {name.partition("-")[0] for name in typed}
    assert f'href="#id_{field}' in answer.content.decode()
    with as_maintenance():
        assert not Evidence.objects.exists()


def test_a_child_that_is_named_in_it_is_asked_about_at_its_field(here: Reporting) -> None:
    typed = {**TYPED, **QUOTE, "ev_words": "Jayden (9) likes it.", "do": "submit"}
    answer = send(here, typed)
    assert "It looks as if a child is named here" in words(answer)
    assert 'href="#id_ev_words"' in answer.content.decode()
    with as_maintenance():
        assert not Evidence.objects.exists()
        assert not Update.objects.exists()
    sure = {**typed, "no_child_named": "on", "asked_about": "Jayden"}
    assert send(here, sure).status_code == 302
    assert the_evidence().words == "Jayden (9) likes it."


@pytest.mark.parametrize(
    ("typed", "words_of_it"),
    [
        ({"ev_form": "file"}, "Choose the file"),
        ({"ev_form": "link"}, "Enter the address of the page"),
        ({"ev_link": "not a page"}, "Enter the whole address of the page"),
        ({"ev_form": "measure"}, "Choose the figure"),
        ({"ev_form": "quote"}, "Enter what was said"),
        ({"ev_form": "minutes"}, "Choose the meeting, or enter the passage"),
        ({"ev_words": "Somebody said so"}, "Choose what you have"),
    ],
)
def test_what_is_missing_of_it_is_said_and_nothing_is_submitted(
    here: Reporting, typed: dict[str, str], words_of_it: str
) -> None:
    assert words_of_it in words(send(here, {**TYPED, **typed, "do": "submit"}))
    with as_maintenance():
        assert not Evidence.objects.exists()
        assert not Update.objects.filter(state="submitted").exists()


def test_the_second_of_two_who_write_gives_nothing_unseen(here: Reporting) -> None:
    here.saves(here.deputy)
    assert send(here, {**TYPED, "done": "Else", **QUOTE, "do": "save"}).status_code == 409
    with as_maintenance():
        assert not Evidence.objects.exists()
