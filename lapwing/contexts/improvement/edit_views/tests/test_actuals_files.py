from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import Actual, Measure

TITLES = "measure,series,from,to,value,numerator,denominator,source,note"
GOOD = f"{TITLES}\nM2,All,01/07/2025,31/07/2025,5,,,Report,\nM2,All,2025-08-01,2025-08-31,,3,4,,"


def send(desk: Desk, content: bytes | str) -> HttpResponse:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("figures.csv", data, "text/csv")
    return desk.post("plan-actuals-file", {"file": file}, plan=desk.plan.ref)


def figures(desk: Desk) -> int:
    return len(desk.all(Actual, series__measure__plan=desk.plan, withdrawn_at=None))


def test_the_file_is_shown_before_anything_is_saved(desk: Desk) -> None:
    response = send(desk, GOOD)
    assert "record 2 new figures" in words(response)
    assert "Nothing is saved yet." in words(response)
    assert figures(desk) == 2


def test_what_was_looked_through_is_saved_whole(desk: Desk) -> None:
    response = desk.post("plan-actuals-file", {"text": GOOD.replace("\n", "\r\n")}, plan=desk.plan.ref)
    assert response.status_code == 302
    assert figures(desk) == 4


def test_every_mistake_is_named_by_its_line_and_nothing_is_saved(desk: Desk) -> None:
    wrong = f"{GOOD}\nM9,,,2025-08-31,5,,,,\nM2,,31/02/2025,2025-08-31,x,,,,"
    for response in (send(desk, wrong), desk.post("plan-actuals-file", {"text": wrong}, plan=desk.plan.ref)):
        assert "2 lines cannot be read. Nothing is saved." in words(response)
        assert "Line 4. There is no measure “M9”" in words(response)
        assert "Line 5. “31/02/2025” under “from” is not a date" in words(response)
    assert figures(desk) == 2


def test_figures_that_change_ask_why(desk: Desk) -> None:
    changed = f"{TITLES}\nM2,All,2025-09-01,2025-09-30,8,,,,"
    assert "replace 1" in words(send(desk, changed))
    desk.post("plan-actuals-file", {"text": changed, "reason": "Counted again"}, plan=desk.plan.ref)
    old = desk.one(Actual, series__measure__plan=desk.plan, value=0.0)
    assert old.withdrawn_reason == "Counted again"


def test_odd_files_are_refused_in_words(desk: Desk) -> None:
    assert "This is not a text file" in words(send(desk, b"PK\x03\x04\0\0"))
    assert "The file is empty" in words(send(desk, b""))
    assert "The column “colour” is not one of" in words(send(desk, "colour,to\nred,2025-01-01"))
    assert "The file holds no figures" in words(send(desk, TITLES))
    assert "larger than 1 MB" in words(send(desk, "x" * 1_000_001))
    assert "Choose a file for" in words(desk.post("plan-actuals-file", {}, plan=desk.plan.ref))


def test_what_excel_saves_without_being_asked_is_read(desk: Desk) -> None:
    response = send(desk, f"{TITLES}\nM2,All,,2025-08-31,5,,,Café,".encode("cp1252"))
    assert "record 1 new figure" in words(response)


def test_the_file_to_fill_in_is_a_file_that_can_be_sent(desk: Desk) -> None:
    response = desk.get("plan-actuals-template", plan=desk.plan.ref)
    assert response["Content-Disposition"] == 'attachment; filename="figures.csv"'
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == TITLES
    assert [line.split(",")[:2] for line in lines[1:]] == [
        ["M1", "Under fives"],
        ["M1", "Others"],
        ["M2", "All"],
    ]
    filled = "\n".join([*lines[:3], lines[3].replace("M2,All,,,", "M2,All,,2025-08-31,6")])
    assert "record 1 new figure" in words(send(desk, filled))


def test_an_owner_may_send_figures_of_their_own_measures(desk: Desk) -> None:
    measure = desk.one(Measure, key="M2")
    assert desk.get("measure-actuals-file", desk.owner, measure=measure.ref).status_code == 200
    assert desk.get("measure-actuals-file", desk.colleague, measure=measure.ref).status_code == 404
    assert desk.get("measure-actuals-template", desk.owner, measure=measure.ref).status_code == 200
