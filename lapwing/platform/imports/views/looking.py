"""Looking through a file: how far it is, its rows and what becomes of them, one row, its columns."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from lapwing.platform.access.views import ActorRequest
from lapwing.platform.imports import commands, queries
from lapwing.platform.imports.addresses import address, page_of
from lapwing.platform.imports.checking import understanding_of
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.feeds import Feed
from lapwing.platform.imports.forms import BringInForm, ColumnsForm, RowForm, SheetForm
from lapwing.platform.imports.models import AT_WORK, DataImport, ImportRow, ImportState, RowState
from lapwing.platform.imports.presenters import (
    in_order,
    marked_rows,
    not_brought_in,
    problem_lines,
    rows_table,
    stats,
    verdict_of,
)
from lapwing.platform.imports.staging import counts_of
from lapwing.platform.imports.titles import what_is_missing
from lapwing.platform.imports.views.common import crumbs, fetch, list_crumb
from lapwing.platform.imports.views.deeds import do, do_to_row
from lapwing.platform.imports.views.sending import xlsx
from lapwing.platform.ui import spreadsheets
from lapwing.platform.ui.forms import refusals_on
from lapwing.platform.ui.pages import render


def one(request: ActorRequest, feed: Feed, partnership: Any, data_import: str) -> HttpResponseBase:
    """How far is this file, and what is to be done?"""
    found = fetch(request, feed, partnership, data_import)
    if request.method == "POST":
        return do(request, found)
    if found.state == ImportState.COLUMNS:
        return redirect(page_of(found, "columns"))
    if found.state in (ImportState.REFUSED, ImportState.SHEET) or found.state in AT_WORK:
        return _show_step(request, found, feed)
    return _show_rows(request, found, feed)


def columns(request: ActorRequest, feed: Feed, partnership: Any, data_import: str) -> HttpResponseBase:
    """Which column of the file is which?"""
    found = fetch(request, feed, partnership, data_import)
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
        with refusals_on(form, ImportRefusedError):
            made = commands.choose_columns(
                by=request.actor,
                now=timezone.now(),
                ref=found.ref,
                version=form.cleaned_data["version"],
                columns=form.columns(),
            )
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
        crumbs=crumbs(found, feed),
        width="reading",
    )


def line(
    request: ActorRequest, feed: Feed, partnership: Any, data_import: str, line: int
) -> HttpResponseBase:
    """What is wrong with this row, and how is it put right?"""
    found = fetch(request, feed, partnership, data_import)
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
        answer = do_to_row(request, found, row, form)
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
        crumbs=crumbs(found, feed),
        width="reading",
    )


def problems(
    request: ActorRequest, feed: Feed, partnership: Any, data_import: str, *, ending: str
) -> HttpResponseBase:
    """The rows with problems as a file, to be put right and sent again."""
    found = fetch(request, feed, partnership, data_import)
    understanding = understanding_of(found, feed)
    edits = {each.line: each for each in found.edits.all()}

    def texts(row: ImportRow) -> list[str]:
        edit = edits.get(row.line)
        return list(understanding.texts(row.cells, edit.cells if edit else {}).values())

    headings, lines = problem_lines(found, texts)
    return spreadsheets.response(ending, "problems", headings, lines)


def marked(request: ActorRequest, feed: Feed, partnership: Any, data_import: str) -> HttpResponseBase:
    """The workbook as it was sent, with what is wrong marked in it, to be put right and sent again."""
    found = fetch(request, feed, partnership, data_import)
    if feed.workbook is None or found.state != ImportState.CHECKED:
        return redirect(page_of(found))
    rows = marked_rows(found, understanding_of(found, feed))
    try:
        content = feed.workbook.mark(request.actor, partnership.pk, found.place, rows)
    except ImportRefusedError as error:
        messages.error(request, str(error))
        return redirect(page_of(found))
    return xlsx(content, f"{feed.code}-marked")


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
        crumbs=(list_crumb(feed, found.partnership),),
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
        "columns_url": "" if feed.workbook else page_of(found, "columns"),
        "marked_url": page_of(found, "marked") if feed.workbook else "",
        "problem_urls": {}
        if feed.workbook
        else {ending: page_of(found, f"problems-{ending}") for ending in ("csv", "xlsx")},
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
        crumbs=(list_crumb(feed, found.partnership),),
    )
