"""The pages of a file of figures, from sending it to undoing it."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import Actual
from lapwing.platform.accounts.models import User
from lapwing.platform.imports.models import DataImport, ImportRow, ImportState

TITLES = "measure,series,from,to,value,numerator,denominator,source,note"
GOOD = f"{TITLES}\nM2,All,01/07/2025,31/07/2025,5,,,Report,\nM2,All,2025-08-01,2025-08-31,,3,4,,"
WRONG = f"{GOOD}\nM9,,,2025-08-31,5,,,,\nM2,,31/02/2025,2025-08-31,x,,,,"


def send(
    desk: Desk, content: bytes | str, who: User | None = None, name: str = "figures.csv", **more: str
) -> HttpResponse:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data, "text/csv")
    return desk.post(
        "figures-send", {"file": file, "source": "Casework", "place": desk.plan.ref, **more}, who
    )


def last(desk: Desk) -> DataImport:
    return desk.all(DataImport)[-1]


def look(desk: Desk, who: User | None = None) -> str:
    return words(desk.get("figures-import", who, data_import=last(desk).ref))


def do(desk: Desk, deed: str, who: User | None = None, **more: str) -> HttpResponse:
    found = last(desk)
    data = {"do": deed, "version": str(found.version), **more}
    place = desk.url("figures-import", data_import=found.ref)
    return desk.browser(who).post(place, data, follow=True)  # type: ignore[return-value]


def at_line(desk: Desk, line: int, deed: str, **more: str) -> HttpResponse:
    found = last(desk)
    data = {deed: "on", "version": str(found.version), **more}
    return desk.post("figures-line", data, data_import=found.ref, line=line)  # type: ignore[arg-type]


def figures(desk: Desk) -> int:
    return len(desk.all(Actual, series__measure__plan=desk.plan, withdrawn_at=None))


def test_the_file_is_shown_before_anything_is_saved(desk: Desk) -> None:
    send(desk, GOOD)
    assert "2 to add" in look(desk)
    assert "Nothing is saved yet." in look(desk)
    assert figures(desk) == 2


def test_what_was_looked_through_is_saved_whole(desk: Desk) -> None:
    send(desk, GOOD.replace("\n", "\r\n"))
    do(desk, "bring-in")
    assert "The file was brought in" in look(desk)
    assert figures(desk) == 4


def test_every_mistake_is_named_by_its_line_and_column_and_nothing_is_saved(desk: Desk) -> None:
    send(desk, WRONG)
    page = look(desk)
    assert "2 lines have problems" in page
    assert "Line 4" in page
    assert "Measure (column A). There is no measure “M9”" in page
    assert "From (column C). “31/02/2025” is not a date: there is no such day." in page
    assert "Value (column E). “x” is not a number." in page
    assert "Put them right, or say to leave them out" in words(do(desk, "bring-in"))
    assert figures(desk) == 2


def test_a_line_is_put_right_in_the_page_and_another_left_out(desk: Desk) -> None:
    send(desk, WRONG)
    cells = {"measure": "M2", "series": "All", "from": "1/6/25", "to": "30 June 2025", "value": "7"}
    at_line(desk, 5, "correct", **{f"cell-{name}": text for name, text in cells.items()})
    at_line(desk, 4, "leave-out")
    page = look(desk)
    assert "3 to add" in page
    assert "1 left out" in page
    do(desk, "bring-in")
    assert figures(desk) == 5


def test_a_line_that_is_still_wrong_says_so(desk: Desk) -> None:
    send(desk, WRONG)
    cells = {"measure": "M2", "to": "soon", "value": "7"}
    at_line(desk, 5, "correct", **{f"cell-{name}": text for name, text in cells.items()})
    shown = words(desk.get("figures-line", data_import=last(desk).ref, line=5))  # type: ignore[arg-type]
    assert "“soon” is not a date. Write it as 30/04/2026" in shown


def test_all_problems_are_left_out_by_one_button(desk: Desk) -> None:
    send(desk, WRONG)
    do(desk, "leave-out-problems")
    assert "They are left out, as you said." in look(desk)
    do(desk, "bring-in")
    assert figures(desk) == 4


def test_figures_that_change_ask_why(desk: Desk) -> None:
    send(desk, f"{TITLES}\nM2,All,2025-09-01,2025-09-30,8,,,,")
    assert "Say why what was recorded before changes." in words(do(desk, "bring-in"))
    do(desk, "bring-in", reason="Counted again")
    old = desk.one(Actual, series__measure__plan=desk.plan, value=0.0)
    assert old.withdrawn_reason == "Counted again"


def test_what_was_brought_in_is_undone(desk: Desk) -> None:
    send(desk, GOOD)
    do(desk, "bring-in")
    do(desk, "undo")
    assert "Undone by" in look(desk)
    assert "added and taken out again" in look(desk)
    assert figures(desk) == 2


def test_sending_a_form_twice_brings_in_once(desk: Desk) -> None:
    send(desk, GOOD)
    version = str(last(desk).version)
    do(desk, "bring-in")
    second = do(desk, "bring-in", version=version)
    assert "It was brought in already. It was not done twice." in words(second)
    assert figures(desk) == 4


def test_titles_that_are_not_known_are_asked_for_and_remembered(desk: Desk) -> None:
    strange = "KPI,Ending,How much,Colour\nM2,31/07/2025,5,red"
    send(desk, strange)
    found = last(desk)
    assert found.state == ImportState.COLUMNS
    page = words(desk.get("figures-columns", data_import=found.ref))
    assert "Say which column is “To” or “Period”." in page
    assert "Not brought in unless you say what they are: Ending, How much, Colour." in page
    chosen = {"column-measure": "0", "column-to": "1", "column-value": "2", "version": str(found.version)}
    desk.post("figures-columns", chosen, data_import=found.ref)
    assert "1 to add" in look(desk)
    send(desk, strange.replace("31/07", "31/08"))
    assert last(desk).state == ImportState.CHECKED


def test_odd_files_are_refused_in_words(desk: Desk) -> None:
    assert "This is no file of rows" in words(send(desk, b"\x89PNG\r\n\x1a\n", name="figures.csv"))
    assert "The file is empty" in words(send(desk, b""))
    assert "Choose a file for" in words(desk.post("figures-send", {"source": "x"}))
    send(desk, TITLES)
    assert "There are titles in the file, and no rows under them." in look(desk)


def test_what_excel_saves_without_being_asked_is_read(desk: Desk) -> None:
    send(desk, f"{TITLES}\nM2,All,,2025-08-31,5,,,Café,".encode("cp1252"))
    assert "1 to add" in look(desk)
    assert "Café" in look(desk)


def test_the_file_to_fill_in_is_a_file_that_can_be_sent(desk: Desk) -> None:
    address = desk.url("figures-template") + f"?place={desk.plan.ref}"
    response = desk.browser().get(address)
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Measure,Series,Period,From,To,Value,Numerator,Denominator,Source,Note"
    assert [line.split(",")[:2] for line in lines[1:]] == [
        ["M1", "Under fives"],
        ["M1", "Others"],
        ["M2", "All"],
    ]
    filled = "\n".join([*lines[:3], lines[3].replace("M2,All,,,,", "M2,All,August 2025,,,6")])
    send(desk, filled)
    assert "1 to add" in look(desk)


def test_the_problems_are_saved_put_right_and_sent_again(desk: Desk) -> None:
    send(desk, WRONG.replace("M9,", "=M9,"))
    response = desk.get("figures-problems-csv", data_import=last(desk).ref)
    text = response.content.decode("utf-8-sig")
    assert "'=M9" in text
    assert "There is no measure" in text
    send(
        desk,
        text.replace("'=M9", "M2")
        .replace("31/02/2025", "")
        .replace(",x,", ",4,")
        .replace("2025-08-31", "2025-12-31", 1),
    )
    assert "2 to add" in look(desk)


def test_the_same_file_sent_twice_says_so(desk: Desk) -> None:
    send(desk, GOOD)
    send(desk, GOOD)
    assert "The same file was sent before, by Olive Owner" in look(desk)


def test_an_owner_sends_figures_of_their_own_measures_only(desk: Desk) -> None:
    assert desk.get("figures-send", desk.owner).status_code == 200
    assert desk.get("figures-send", desk.colleague).status_code == 404
    send(desk, GOOD, desk.owner)
    assert desk.get("figures-import", desk.manager, data_import=last(desk).ref).status_code == 200
    send(desk, GOOD)
    assert desk.get("figures-import", desk.owner, data_import=last(desk).ref).status_code == 404


def test_files_are_listed_with_what_came_of_them(desk: Desk) -> None:
    send(desk, GOOD)
    do(desk, "bring-in")
    assert "2 added" in words(desk.get("figures-imports"))
    do(desk, "undo")
    assert "Undone" in words(desk.get("figures-imports"))


def test_each_finds_their_own_files_of_every_feed_and_who_oversees_them_finds_all(desk: Desk) -> None:
    send(desk, GOOD, desk.owner, "owners.csv")
    send(desk, GOOD, name="managers.csv")
    address = reverse("imports", args=[desk.partnership.ref])

    def listed(who: User) -> str:
        return words(desk.browser(who).get(address))  # type: ignore[arg-type]

    owners, managers = listed(desk.owner), listed(desk.manager)
    assert "Your imports" in owners
    assert ("owners.csv" in owners, "managers.csv" in owners) == (True, False)
    assert "Files that were sent" in managers
    assert ("owners.csv" in managers, "managers.csv" in managers) == (True, True)
    assert "Figures of measures" in managers
    assert "Not brought in yet" in managers
    # who may send nothing is led here by no link, and finds nothing here
    colleague = listed(desk.colleague)
    assert ".csv" not in colleague
    assert "are listed here, with what came of them" in colleague


def test_a_file_that_is_let_go_leaves_nothing(desk: Desk) -> None:
    send(desk, GOOD)
    do(desk, "discard")
    assert (desk.all(DataImport), desk.all(ImportRow)) == ([], [])
