"""What was sent to a feed, sending a file, and the file to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from lapwing.platform.access.views import ActorRequest
from lapwing.platform.imports import access, commands, queries
from lapwing.platform.imports.addresses import address, page_of
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.feeds import Feed, Place
from lapwing.platform.imports.forms import SendForm, WorkbookForm
from lapwing.platform.imports.models import DataImport
from lapwing.platform.imports.presenters import imports_table
from lapwing.platform.imports.views.common import list_crumb
from lapwing.platform.ui import spreadsheets
from lapwing.platform.ui.forms import refusals_on
from lapwing.platform.ui.pages import render

# What a workbook that was made here is said to come from.
OF_A_WORKBOOK = "Workbook"


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
    form = (WorkbookForm if feed.workbook else SendForm)(
        *data,
        places=places,
        sources=queries.sources_of(feed, partnership.pk),
        initial={"place": asked if asked in {each.key for each in places} else ""},
    )
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_on(form, ImportRefusedError, field="file"):
            made = commands.send_file(
                by=request.actor,
                now=timezone.now(),
                feed=feed,
                partnership_id=partnership.pk,
                name=file.name or "rows",
                data=file.read(),
                place=form.cleaned_data["place"],
                source=form.cleaned_data.get("source", OF_A_WORKBOOK),
            )
            return redirect(page_of(made))
    about = form["place"].value() or ""
    template = f"{address(feed, 'template', partnership.ref)}?place={about}" if feed.template else ""
    return render(
        request,
        "imports/workbook.html" if feed.workbook else "imports/send.html",
        {
            "form": form,
            "feed": feed,
            "places": places,
            "template_url": template,
            "workbooks": _workbooks(request, feed, partnership, places) if feed.workbook else (),
            "button": "Look through the file",
            "cancel_url": address(feed, "imports", partnership.ref),
        },
        title="Send a workbook" if feed.workbook else "Send a file",
        caption=feed.title,
        crumbs=(list_crumb(feed, partnership),),
        width="reading",
    )


def _workbooks(
    request: ActorRequest, feed: Feed, partnership: Any, places: Sequence[Place]
) -> list[tuple[Place, str]]:
    """Where the workbook of each place is, of the one asked for first."""
    of = {"of": "all"} if request.GET.get("of") == "all" else {}
    base = address(feed, "workbook", partnership.ref)
    found = [(each, f"{base}?{urlencode({'place': each.key, **of})}") for each in places]
    return sorted(found, key=lambda pair: pair[0].key != request.GET.get("place", ""))


def workbook(request: ActorRequest, feed: Feed, partnership: Any) -> HttpResponseBase:
    """The workbook to fill in: of what is one's own, or of everything one may fill in."""
    asked = request.GET.get("place", "").replace("\0", "")
    if feed.workbook is None or asked not in {p.key for p in feed.places(request.actor, partnership.pk)}:
        return redirect(address(feed, "send", partnership.ref))
    everything = request.GET.get("of") == "all"
    return xlsx(feed.workbook.make(request.actor, partnership.pk, asked, everything), feed.code)


def xlsx(content: bytes, name: str) -> HttpResponse:
    """A workbook as a download that is not stored."""
    made = HttpResponse(content, content_type=spreadsheets.XLSX)
    made["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    made["Cache-Control"] = "no-store"
    return made


def template(request: ActorRequest, feed: Feed, partnership: Any) -> HttpResponseBase:
    """A file to fill in."""
    asked = request.GET.get("place", "").replace("\0", "")
    rows = feed.template(request.actor, partnership.pk, asked) if feed.template else ()
    headings = [column.title for column in feed.columns]
    lines = ([row.get(column.name, "") for column in feed.columns] for row in rows)
    return spreadsheets.response("csv", feed.code, headings, lines)
