"""Files given out: always as attachments, to those whom the owner of the purpose lets read them."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.documents import storing
from lapwing.platform.documents.access import OPEN
from lapwing.platform.documents.errors import MissingContentError
from lapwing.platform.documents.keeping import open_version, picture_key, void_version
from lapwing.platform.documents.looks import was_noted
from lapwing.platform.documents.models import File, FileVersion, Pictures, State
from lapwing.platform.documents.presenting import file_page, may_have_pending, partnership_ref
from lapwing.platform.documents.purposes import PURPOSES, may_change, may_read
from lapwing.platform.ui.forms import Form, sent
from lapwing.platform.ui.pages import Crumb, render

# Nothing in what is given out may run, load or be drawn in this site's name.
_NOTHING = "sandbox; default-src 'none'; frame-ancestors 'none'"


@requires(OPEN)
@require_safe
def download(request: ActorRequest, partnership: Model, file: str) -> HttpResponseBase:
    """The version in force, as an attachment."""
    found = _fetch(request, partnership, file)
    version = found.current
    if version is None:
        return _say(request, "This file was taken out", "No version of it is in force any more.")
    return _give(request, version)


@requires(OPEN)
@require_safe
def download_version(request: ActorRequest, partnership: Model, file: str, number: int) -> HttpResponseBase:
    """One version, in force or not, as an attachment."""
    found = _fetch(request, partnership, file)
    return _give(request, _version(found, number))


@requires(OPEN)
@require_safe
def about(request: ActorRequest, partnership: Model, file: str) -> HttpResponse:
    """A file's versions, and what its pages look like."""
    found = _fetch(request, partnership, file)
    _note(found, ReadKind.RECORD)
    return render(
        request,
        "documents/about.html",
        {"it": file_page(request.actor, found, partnership_ref(partnership))},
        title="About this file",
        heading=found.name,
        # the step back says what it is, where there is one
        caption="" if (crumbs := _crumbs(found)) else _label(found),
        crumbs=crumbs,
        width="reading",
    )


@requires(OPEN)
@require_safe
def picture(request: ActorRequest, partnership: Model, file: str, number: int, page: int) -> HttpResponseBase:
    """The picture of a page, drawn by Lapwing itself: the one thing of a file that is shown in a page."""
    found = _fetch(request, partnership, file)
    version = _version(found, number)
    if version.pictures != Pictures.READY or not version.gives_out or not 1 <= page <= version.pages:
        raise NotVisible("No such picture")
    try:
        content = storing.fetch(picture_key(version, page))
    except MissingContentError as error:
        raise NotVisible("No such picture") from error
    if not was_noted(request.GET.get("look", ""), request.actor, found):
        _note(found, ReadKind.RECORD)
    return _guarded(FileResponse(content, content_type="image/webp"))


class TakeOutForm(Form):
    """Why a version is taken out."""

    reason = forms.CharField(
        label="Why is it taken out?",
        help_text="It stays on record, with this reason beside it.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is taken out"},
    )


@requires(OPEN)
@require_http_methods(["GET", "POST"])
def take_out(request: ActorRequest, partnership: Model, file: str, number: int) -> HttpResponse:
    """Take a version out, with a reason. The one before it is in force then."""
    found = _fetch(request, partnership, file)
    version = _version(found, number)
    if not may_change(request.actor, found) or version.voided_at is not None:
        raise NotVisible("No such version")
    back = redirect("file-about", partnership=partnership_ref(partnership), file=found.ref)
    form = TakeOutForm(sent(request))
    if form.is_valid():
        void_version(
            by=request.actor, version=version, reason=form.cleaned_data["reason"], now=timezone.now()
        )
        messages.success(request, f"Version {version.number} was taken out.")
        return back
    return render(
        request,
        "documents/take_out.html",
        {"form": form, "button": "Take this version out", "cancel_url": back["Location"]},
        title=f"Take version {version.number} out",
        caption=found.name,
        crumbs=(*_crumbs(found), Crumb("About this file", back["Location"])),
        width="reading",
    )


def _fetch(request: ActorRequest, partnership: Model, ref: str) -> File:
    """The file of an address. Raises NotVisible alike for unknown, elsewhere and forbidden."""
    found = File.objects.filter(partnership_id=partnership.pk, ref=ref).first()
    if found is None or not may_read(request.actor, found):
        raise NotVisible("No such file")
    return found


def _version(file: File, number: int) -> FileVersion:
    found = file.versions.filter(number=number).first()
    if found is None:
        raise NotVisible("No such version")
    found.file = file
    return found


def _give(request: ActorRequest, version: FileVersion) -> HttpResponseBase:
    if version.removed_at is not None:
        return _say(
            request, "This file was removed", f"Its content is gone for good: {version.removed_reason}"
        )
    if version.state == State.QUARANTINED:
        return _say(
            request,
            "This file is held back",
            "Malware was found in it, so nobody can download it.",
            "Ask whoever sent it for a clean copy.",
        )
    if version.state == State.PENDING and not may_have_pending(request.actor, version):
        return _say(
            request,
            "This file is being checked",
            "It is being looked through for malware, which takes a minute or two. Try again then.",
        )
    try:
        content = open_version(version)
    except MissingContentError:
        return _say(
            request,
            "This file cannot be found",
            "It should be here and is not. Those who run Lapwing can see that; tell them if it is urgent.",
        )
    _note(version.file, ReadKind.DOWNLOAD)
    answer = FileResponse(
        content,
        as_attachment=True,
        filename=version.download_name,
        content_type=version.of_kind.media_type,
    )
    answer["Content-Length"] = str(version.size)
    return _guarded(answer)


def _guarded(answer: FileResponse) -> FileResponse:
    answer.block_size = storing.BLOCK
    answer["Content-Security-Policy"] = _NOTHING
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store, private"
    return answer


def _say(request: ActorRequest, title: str, *lines: str) -> HttpResponse:
    return render(request, "ui/pages/error.html", {"lines": lines}, title=title, width="reading", status=409)


def _note(file: File, what: ReadKind) -> None:
    note_read(kind=kind_of(File), ids=[file.pk], what=what, partnership_id=file.partnership_id)


def _label(file: File) -> str:
    purpose = PURPOSES.of(file.purpose)
    return purpose.label if purpose else ""


def _crumbs(file: File) -> tuple[Crumb, ...]:
    purpose = PURPOSES.of(file.purpose)
    place = purpose.place(file) if purpose else ""
    return (Crumb(purpose.label, place),) if purpose and place else ()
