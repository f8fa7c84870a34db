"""Every component on one page with invented data: where pages are designed, and where tests look first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from lapwing.platform.access.views import public
from lapwing.platform.ui.components import component
from lapwing.platform.ui.conflicts import Conflict, ConflictField
from lapwing.platform.ui.forms import DateField, Form
from lapwing.platform.ui.gallery_charts import gallery_charts, gallery_process_icons
from lapwing.platform.ui.gallery_files import gallery_files, gallery_work
from lapwing.platform.ui.marks import StatusCount, StatusMark
from lapwing.platform.ui.navigation import Link, Listed
from lapwing.platform.ui.pages import Crumb, Flash, Frame, render, with_frame
from lapwing.platform.ui.tables import Column, Filter, Table

DONE = StatusMark("Done", "square", "blue", "Finished, with evidence that it worked")
ON_TRACK = StatusMark("On track", "circle", "green", "Will be done by its date")
AT_RISK = StatusMark("At risk", "diamond", "amber", "May be late; there is a way back")
OFF_TRACK = StatusMark("Off track", "triangle", "red", "Late, or will be")
NOT_STARTED = StatusMark("Not started", "ring", "grey", "Nobody has begun")
KEY = (DONE, ON_TRACK, AT_RISK, OFF_TRACK, NOT_STARTED)
_BY_VALUE = {mark.label.lower().replace(" ", "-"): mark for mark in KEY}


@dataclass(frozen=True)
class Task:
    """An invented row."""

    title: str
    owner: str
    due: dt.date | None
    status: str
    done: int

    @property
    def mark(self) -> StatusMark:
        return _BY_VALUE[self.status]


_NAMES = ("Repaint the lighthouse", "Count the boats", "Mend the harbour wall", "Write the tide tables")
_OWNERS = ("Harbour master", "Keeper of lights", "Clerk of tides")
TASKS = tuple(
    Task(
        f"{_NAMES[n % 4]}, part {n // 4 + 1}",
        _OWNERS[n % 3],
        dt.date(2026, 9, 1) + dt.timedelta(days=17 * n % 200) if n % 9 else None,
        tuple(_BY_VALUE)[n * 7 % 5],
        n * 13 % 101,
    )
    for n in range(1, 109)
)
TABLE: Table[Task] = Table(
    name="tasks",
    caption="Tasks of the harbour",
    columns=(
        Column("title", "Task", sort=True, filter=Filter(label="Task contains")),
        Column("owner", "Owner", sort=True, filter=Filter([(owner, owner) for owner in _OWNERS])),
        Column("due", "Due", sort=True),
        Column(
            "status",
            "Status",
            value=lambda task: task.mark.label,
            cell=lambda task: component("status_tag", task.mark, bare=True),
            filter=Filter([(mark.label, mark.label) for mark in KEY]),
        ),
        Column("done", "Done, %", numeric=True, sort=True),
    ),
    row_url=lambda task: f"#{task.title}",
    page_size=8,
    noun="task",
    order="due",
    hidden="Tasks of other harbours are not shown: you belong to this one.",
)


class SampleForm(Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", help_text="As it stands in the plan", max_length=200)
    note = forms.CharField(label="What changed", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    value = forms.DecimalField(label="Value", widget=forms.NumberInput(attrs={"suffix": "%", "width": 5}))
    due = DateField(label="Due by")
    status = forms.ChoiceField(
        label="Status", choices=[(mark.label, mark.label) for mark in KEY], widget=forms.RadioSelect
    )
    owner = forms.ChoiceField(label="Owner", choices=[("", "Choose an owner"), *((o, o) for o in _OWNERS)])
    kinds = forms.MultipleChoiceField(
        label="Evidence",
        choices=[("a", "A document"), ("b", "A figure")],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="The board has agreed this", required=False)
    file = forms.FileField(label="Document", required=False)


def _counts(*numbers: int) -> list[StatusCount]:
    return [
        StatusCount(mark, count, f"?status={mark.label}") for mark, count in zip(KEY, numbers, strict=True)
    ]


def _frame() -> Frame:
    return Frame(
        person="Ada Finch",
        role="Harbour master, Port Larkshire",
        sign_out_url="/sign-out",
        places=(Link("Larkshire", "#larkshire", True), Link("Wrenborough", "#wrenborough")),
        navigation=(Link("Plan", "#plan", True), Link("Measures", "#measures"), Link("My actions", "#mine")),
        search_url="#search",
        search_label="Search the plan",
        footer=(Link("Help", "#help"), Link("Accessibility", "#accessibility")),
        demonstration=True,
    )


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """The page. Shown only in demonstration and development; ``?errors=1`` shows the form refused."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    listing = TABLE.read(request, TASKS)
    if file := listing.download():
        return file
    with_frame(request, _frame())
    form = SampleForm(
        {"value": "many", "due-day": "31", "due-month": "2"} if "errors" in request.GET else None
    )
    context = {
        "listing": listing,
        "form": form,
        "key": KEY,
        "counts": _counts(41, 38, 12, 9, 8),
        "few": _counts(4, 5, 2, 1, 0),
        "needs": [{"text": "2 updates to check", "url": "#"}, {"text": "3 questions open", "url": "#"}],
        "entries": _entries(),
        "tabs": (Link("Trajectory", "#a", True), Link("Control chart", "#b"), Link("Table", "#c")),
        "sample_flashes": (
            Flash("The update is saved.", "success"),
            Flash("The file could not be read.", "error"),
            Flash("This plan was amended on 3 October.", "info"),
        ),
        "facts": (("Owner", "Harbour master"), ("Due", "by the end of the spring term"), ("Evidence", None)),
        "today": dt.date(2026, 11, 30),
        "conflict": _conflict(),
        "works": gallery_work(),
        "files": gallery_files(),
        "listed": (
            Listed("People", "#people", "Everybody who holds a role in the harbour."),
            Listed("Log of the gate", "#log", "Who came in, when, and by which gate."),
        ),
        "process_icons": gallery_process_icons(),
        **gallery_charts(),
    }
    return render(
        request,
        "ui/pages/gallery.html",
        context,
        title="Component gallery",
        caption="Every part of a page, with invented data",
        crumbs=(Crumb("Start", "/"), Crumb("For developers", "#")),
    )


def _entries() -> list[dict[str, object]]:
    return [
        {
            "mark": DONE,
            "title": "Survey the wall",
            "url": "#",
            "when": "by 31 Jan 2026",
            "note": "Seen by all crews.",
        },
        {
            "mark": OFF_TRACK,
            "title": "Order the stone",
            "when": "by 1 Apr 2026",
            "late": "12 days overdue",
        },
        {"mark": NOT_STARTED, "title": "Build it up", "when": "spring term 2027"},
    ]


def _conflict() -> Conflict:
    return Conflict(
        who="Bo Heron",
        when=dt.datetime(2026, 11, 30, 16, 5, tzinfo=dt.UTC),
        fields=(
            ConflictField("title", "Title", "Mend the harbour wall", "Mend the whole harbour wall"),
            ConflictField("due", "Due by", dt.date(2027, 3, 31), dt.date(2027, 4, 30)),
        ),
        carried=(("title", "Mend the whole harbour wall"), ("version", "4")),
    )
