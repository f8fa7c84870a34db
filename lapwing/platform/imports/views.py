"""The pages of a feed, made once for every feed: send a file, look through it, bring it in, undo it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.imports import access, commands, queries
from lapwing.platform.imports.addresses import address, page_of
from lapwing.platform.imports.checking import understanding_of
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.feeds import Feed
from lapwing.platform.imports.forms import BringInForm, ColumnsForm, RowForm, SendForm, SheetForm
from lapwing.platform.imports.models import AT_WORK, DataImport, ImportRow, ImportState, RowState
from lapwing.platform.imports.presenters import (
    imports_table,
    in_order,
    not_brought_in,
    problem_lines,
    rows_table,
    stats,
    verdict_of,
)
from lapwing.platform.imports.staging import counts_of
from lapwing.platform.imports.titles import what_is_missing
from lapwing.platform.ui import spreadsheets
from lapwing.platform.ui.filters import plural
from lapwing.platform.ui.pages import Crumb, render

FeedView = Callable[..., HttpResponseBase]


def page(feed: Feed, view: FeedView, methods: list[str]) -> FeedView:
    """A view of one feed, which its permission lets in."""

    def shown_page(request: ActorRequest, partnership: Any, **parts: Any) -> HttpResponseBase:
        return view(request, feed, partnership, **parts)

    return requires(feed.permission)(require_http_methods(methods)(shown_page))


def sent_files(request: ActorRequest, feed: Feed, partnership: Any) -> HttpResponseBase:
    """What was sent to this feed, by whom, and what came of it?"""
    rows = access.visible_to(request.actor, DataImport.objects.filter(partnership=partnership), feed)
    listing = imports_table(
        queries.names_of_senders(rows),
        lambda row: address(feed, "import", partnership.ref, data_import=row.ref),
    ).read(request, rows)
    return listing.download() or render(
        request,
        "imports/list.html",
        {"listing": listing, "feed": feed, "send_url": address(feed, "send", partnership.ref)},
        title=feed.title,
        caption="Bring rows in from a file",
    )


def send(request: ActorRequest, feed: Feed, partnership: Any) -> HttpResponseBase:
    """Send a file."""
    places = feed.places(request.actor, partnership.pk)
    asked = request.GET.get("place", "")
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SendForm(
        *data,
        places=places,
        sources=queries.sources_of(feed, partnership.pk),
        initial={"place": asked if asked in {each.key for each in places} else ""},
    )
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = commands.send_file(
                by=request.actor,
                now=timezone.now(),
                feed=feed,
                partnership_id=partnership.pk,
                name=file.name or "rows",
                data=file.read(),
                place=form.cleaned_data["place"],
                source=form.cleaned_data["source"],
            )
        except ImportRefusedError as error:
            form.add_error("file", str(error))
        else:
            return redirect(page_of(made))
    about = form["place"].value() or ""
    template = f"{address(feed, 'template', partnership.ref)}?place={about}" if feed.template else ""
    return render(
        request,
        "imports/send.html",
        {
            "form": form,
            "feed": feed,
            "places": places,
            "template_url": template,
            "button": "Look through the file",
            "cancel_url": address(feed, "imports", partnership.ref),
        },
        title="Send a file",
        caption=feed.title,
        crumbs=(_list_crumb(feed, partnership),),
        width="reading",
    )


def template(request: ActorRequest, feed: Feed, partnership: Any) -> HttpResponseBase:
    """A file to fill in."""
    asked = request.GET.get("place", "").replace("\0", "")
    rows = feed.template(request.actor, partnership.pk, asked) if feed.template else ()
    headings = [column.title for column in feed.columns]
    lines = ([row.get(column.name, "") for column in feed.columns] for row in rows)
    return spreadsheets.response("csv", feed.code, headings, lines)


def one(request: ActorRequest, feed: Feed, partnership: Any, data_import: str) -> HttpResponseBase:
    """How far is this file, and what is to be done?"""
    found = _fetch(request, feed, partnership, data_import)
    if request.method == "POST":
        return _do(request, found)
    if found.state == ImportState.COLUMNS:
        return redirect(page_of(found, "columns"))
    if found.state in (ImportState.REFUSED, ImportState.SHEET) or found.state in AT_WORK:
        return _show_step(request, found, feed)
    return _show_rows(request, found, feed)


def columns(request: ActorRequest, feed: Feed, partnership: Any, data_import: str) -> HttpResponseBase:
    """Which column of the file is which?"""
    found = _fetch(request, feed, partnership, data_import)
    if found.state not in (ImportState.COLUMNS, ImportState.CHECKED):
        return redirect(page_of(found))
    samples = queries.samples_of(found)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        feed=feed,
        titles=found.titles,
        samples=samples,
        columns=dict(found.columns),
        initial={"version": found.version},
    )
    if form.is_bound and form.is_valid():
        try:
            made = commands.choose_columns(
                by=request.actor,
                now=timezone.now(),
                ref=found.ref,
                version=form.cleaned_data["version"],
                columns=form.columns(),
            )
        except ImportRefusedError as error:
            form.add_error(None, str(error))
        else:
            return redirect(page_of(made))
    missing = what_is_missing(feed, dict(found.columns)) if not form.is_bound else []
    return render(
        request,
        "imports/columns.html",
        {
            "form": form,
            "found": found,
            "missing": missing,
            "left_over": not_brought_in(found),
            "url_of_import": page_of(found),
            "button": "Check the rows",
            "cancel_url": address(feed, "imports", partnership.ref),
        },
        title="Which column is which?",
        caption=found.name,
        crumbs=_crumbs(found, feed),
        width="reading",
    )


def line(
    request: ActorRequest, feed: Feed, partnership: Any, data_import: str, line: int
) -> HttpResponseBase:
    """What is wrong with this row, and how is it put right?"""
    found = _fetch(request, feed, partnership, data_import)
    row = queries.row_of(found, line)
    if found.state != ImportState.CHECKED:
        return redirect(page_of(found))
    edit = queries.edit_of(found, line)
    texts = understanding_of(found, feed).texts(row.cells, edit.cells if edit else {})
    initial = {"version": found.version}
    form = RowForm(
        request.POST if "correct" in request.POST else None, feed=feed, texts=texts, initial=initial
    )
    if request.method == "POST":
        answer = _do_to_row(request, found, row, form)
        if answer is not None:
            return answer
    verdict = verdict_of(row, found, feed)
    for problem in row.details if row.state == RowState.PROBLEM and not form.is_bound else ():
        if f"cell-{problem['column']}" in form.fields:
            form.fields[f"cell-{problem['column']}"].widget.attrs["aria-invalid"] = "true"
    return render(
        request,
        "imports/row.html",
        {
            "form": form,
            "found": found,
            "row": row,
            "verdict": verdict,
            "corrected": bool(edit and edit.cells),
            "back": page_of(found),
        },
        title=f"Line {line}",
        caption=found.name,
        crumbs=_crumbs(found, feed),
        width="reading",
    )


def problems(
    request: ActorRequest, feed: Feed, partnership: Any, data_import: str, *, ending: str
) -> HttpResponseBase:
    """The rows with problems as a file, to be put right and sent again."""
    found = _fetch(request, feed, partnership, data_import)
    understanding = understanding_of(found, feed)
    edits = {each.line: each for each in found.edits.all()}

    def texts(row: ImportRow) -> list[str]:
        edit = edits.get(row.line)
        return list(understanding.texts(row.cells, edit.cells if edit else {}).values())

    headings, lines = problem_lines(found, texts)
    return spreadsheets.response(ending, "problems", headings, lines)


def _do(request: ActorRequest, found: DataImport) -> HttpResponseBase:
    """Do what a button of the import's page says."""
    common: dict[str, Any] = {"by": request.actor, "ref": found.ref, "version": _number(request, "version")}
    asked = request.POST.get("do", "")
    try:
        if asked == "discard":
            commands.discard(**common)
            messages.success(request, "Let go. Nothing was brought in.")
            return redirect(address(_feed(found), "imports", found.partnership.ref))
        if asked == "bring-in":
            _say_result(
                request,
                commands.bring_in(**common, now=timezone.now(), reason=request.POST.get("reason", "")),
            )
        elif asked in _DEEDS:
            _DEEDS[asked](**common, now=timezone.now())
        elif asked == "sheet":
            commands.choose_sheet(**common, now=timezone.now(), sheet=request.POST.get("sheet", ""))
    except ImportRefusedError as error:
        # asked for twice, what was done the first time is said, and nothing is done again
        again = asked == "bring-in" and found.state in (ImportState.COMMITTED, ImportState.COMMITTING)
        if again:
            messages.info(request, "It was brought in already. It was not done twice.")
        else:
            messages.error(request, str(error))
    return _go_on(found)


_DEEDS: dict[str, Callable[..., DataImport]] = {
    "undo": commands.undo_import,
    "check": commands.check_again,
    "go-on": commands.go_on,
    "leave-out-problems": partial(commands.leave_out_problems, leaves=True),
    "mind-problems": partial(commands.leave_out_problems, leaves=False),
}


def _say_result(request: ActorRequest, made: DataImport) -> None:
    if made.state == ImportState.COMMITTED:
        counts, feed = counts_of(made), _feed(made)
        messages.success(request, f"{plural(counts.add + counts.change, feed.noun, feed.nouns)} brought in.")


def _do_to_row(
    request: ActorRequest, found: DataImport, row: ImportRow, form: RowForm
) -> HttpResponseBase | None:
    common: dict[str, Any] = {
        "by": request.actor,
        "now": timezone.now(),
        "ref": found.ref,
        "line": row.line,
        "version": _number(request, "version"),
    }
    try:
        if "correct" in request.POST:
            if not form.is_valid():
                return None
            row = commands.correct_row(**common, cells=form.cells())
        elif "choose" in request.POST:
            row = commands.choose_record(**common, key=request.POST.get("key", ""))
        else:
            row = commands.leave_out(**common, left_out="take-in" not in request.POST)
    except ImportRefusedError as error:
        messages.error(request, str(error))
        return redirect(page_of(found, "line", line=row.line))
    if row.state in (RowState.PROBLEM, RowState.TWICE, RowState.CHOICE):
        messages.error(request, f"Line {row.line} still has a problem.")
        return redirect(page_of(found, "line", line=row.line))
    messages.success(request, f"Line {row.line}: {_WELL.get(row.state, 'is in order now.')}")
    return redirect(page_of(found))


_WELL: dict[str, str] = {RowState.LEFT_OUT: "is left out.", RowState.EMPTY: "has nothing to bring in."}


def _show_step(request: ActorRequest, found: DataImport, feed: Feed) -> HttpResponseBase:
    """A file that is being worked on, cannot be read, or of which a sheet must be chosen."""
    titles = {ImportState.REFUSED: "The file cannot be read", ImportState.SHEET: "Which sheet?"}
    form = SheetForm(sheets=found.sheets, initial={"version": found.version})
    return render(
        request,
        "imports/step.html",
        {
            "found": found,
            "form": form,
            "work": queries.work_of(found),
            "is_stuck": commands.is_stuck(found),
            "send_url": address(feed, "send", found.partnership.ref),
            "at_work": found.state in AT_WORK,
        },
        title=titles.get(ImportState(found.state), ImportState(found.state).label),
        caption=found.name,
        crumbs=(_list_crumb(feed, found.partnership),),
        width="reading",
    )


def _show_rows(request: ActorRequest, found: DataImport, feed: Feed) -> HttpResponseBase:
    listing = rows_table(found).read(request, in_order(found))
    counts = counts_of(found)
    titles = {
        ImportState.CHECKED: "Look through the file",
        ImportState.COMMITTED: "The file was brought in",
        ImportState.UNDONE: "The file was undone",
    }
    context = {
        "found": found,
        "feed": feed,
        "listing": listing,
        "counts": counts,
        "ready": counts.add + counts.change,
        "stats": stats(found),
        "here": page_of(found),
        "columns_url": page_of(found, "columns"),
        "problem_urls": {ending: page_of(found, f"problems-{ending}") for ending in ("csv", "xlsx")},
        "left_over": not_brought_in(found),
        "before": queries.sent_before(request.actor, found),
        "who": queries.who_did(found),
        "place": next(
            (p for p in feed.places(request.actor, found.partnership_id) if p.key == found.place), None
        ),
        "form": BringInForm(initial={"version": found.version}),
        "download_url": queries.download_url(found),
    }
    return listing.download() or render(
        request,
        "imports/rows.html",
        context,
        title=titles[ImportState(found.state)],
        caption=found.name,
        crumbs=(_list_crumb(feed, found.partnership),),
    )


def _go_on(found: DataImport) -> HttpResponse:
    """To the page of the background work, if there is one now, else to the import's."""
    found.refresh_from_db()
    return redirect(page_of(found))


def _fetch(request: ActorRequest, feed: Feed, partnership: Any, ref: str) -> DataImport:
    rows = DataImport.objects.select_related("partnership", "file")
    return access.fetch(request.actor, ref, feed=feed, partnership_id=partnership.pk, queryset=rows)


def _feed(found: DataImport) -> Feed:
    return queries.feed_of(found.feed)


def _number(request: ActorRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _list_crumb(feed: Feed, partnership: Any) -> Crumb:
    return Crumb(feed.title, address(feed, "imports", partnership.ref))


def _crumbs(found: DataImport, feed: Feed) -> tuple[Crumb, ...]:
    return (_list_crumb(feed, found.partnership), Crumb("The file", page_of(found)))


PAGES: dict[str, tuple[str, FeedView, list[str]]] = {
    "imports": ("", sent_files, ["GET"]),
    "send": ("send/", send, ["GET", "POST"]),
    "template": ("template.csv", template, ["GET"]),
    "import": ("<str:data_import>/", one, ["GET", "POST"]),
    "columns": ("<str:data_import>/columns/", columns, ["GET", "POST"]),
    "line": ("<str:data_import>/line/<int:line>/", line, ["GET", "POST"]),
    "problems-csv": ("<str:data_import>/problems.csv", partial(problems, ending="csv"), ["GET"]),
    "problems-xlsx": ("<str:data_import>/problems.xlsx", partial(problems, ending="xlsx"), ["GET"]),
}
