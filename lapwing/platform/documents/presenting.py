"""Files and their versions as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.urls import reverse

from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.platform.documents.looks import word_of_look
from lapwing.platform.documents.models import File, FileVersion, Pictures, State
from lapwing.platform.documents.purposes import may_change, megabytes
from lapwing.platform.ui.marks import StatusMark

_MARKS = {
    State.PENDING: StatusMark("Being checked", "ring", "grey", "It is being looked through for malware."),
    State.CLEAN: StatusMark("Checked", "square", "green", "It was looked through, and nothing was found."),
    State.QUARANTINED: StatusMark("Held back", "triangle", "red", "Malware was found in it."),
    State.NOT_SCANNED: StatusMark("Not scanned", "ring", "grey", "Nothing looks through files here."),
}


@dataclass(frozen=True)
class PagePicture:
    """The picture of a page, with words for those who do not see it."""

    url: str
    words: str


@dataclass(frozen=True)
class VersionLine:
    """One version in a list. ``url`` is "" when it is not given out."""

    number: int
    name: str
    url: str
    about_url: str
    what: str
    size: str
    mark: StatusMark
    macros: bool
    sha256: str
    when: datetime
    who: str
    in_force: bool
    scan_words: str
    taken_out: str
    removed: str
    take_out_url: str


@dataclass(frozen=True)
class FilePage:
    """A file with its versions, the latest first, and pictures of the one in force."""

    file: File
    versions: tuple[VersionLine, ...]
    pictures: tuple[PagePicture, ...]
    pages_in_all: int
    picture_words: str

    @property
    def in_force(self) -> VersionLine | None:
        return next((version for version in self.versions if version.in_force), None)


def file_page(actor: Actor, file: File, partnership_ref: str) -> FilePage:
    """What the page about a file shows: three queries."""
    rows = list(file.versions.order_by("-number"))
    names = _names(rows)
    current = next((row for row in rows if row.number == file.number), None)
    changes = may_change(actor, file)
    return FilePage(
        file,
        tuple(_line(row, file, partnership_ref, names, changes, actor) for row in rows),
        pictures_of(current, file, partnership_ref, word_of_look(actor, file)) if current else (),
        current.pages_in_all if current else 0,
        _picture_words(current) if current else "",
    )


def file_lines(actor: Actor, files: Iterable[File], partnership_ref: str) -> list[VersionLine]:
    """The versions in force of several files, for the component ``file_list``: two queries."""
    by_id = {file.pk: file for file in files}
    rows = [
        row
        for row in FileVersion.objects.filter(file__in=by_id).order_by("file__name", "file_id")
        if row.number == by_id[row.file_id].number
    ]
    names = _names(rows)
    return [_line(row, by_id[row.file_id], partnership_ref, names, False, actor) for row in rows]


def pictures_of(version: FileVersion, file: File, partnership_ref: str, look: str) -> tuple[PagePicture, ...]:
    """The pictures of a version, in the order of its pages; ``look`` says that this one is noted."""
    if version.pictures != Pictures.READY or not version.gives_out:
        return ()
    place = {"partnership": partnership_ref, "file": file.ref, "number": version.number}
    return tuple(
        PagePicture(
            f"{reverse('file-picture', kwargs=place | {'page': page})}?look={look}",
            picture_words(version, page),
        )
        for page in range(1, version.pages + 1)
    )


def picture_words(version: FileVersion, page: int) -> str:
    """What a picture shows: "Page 1 of 4 of Plan.pdf"."""
    if version.pages_in_all <= 1:
        return version.name
    return f"Page {page} of {version.pages_in_all} of {version.name}"


def _picture_words(version: FileVersion) -> str:
    if version.state == State.PENDING:
        return "The preview is made when the file has been checked."
    if version.pictures == Pictures.WAITING:
        return "The preview is being made. Look again in a moment."
    if version.pictures == Pictures.FAILED:
        return "No preview could be made of this file. Download it to look at it."
    return ""


def _line(
    row: FileVersion, file: File, partnership_ref: str, names: Mapping[int, str], changes: bool, actor: Actor
) -> VersionLine:
    place = {"partnership": partnership_ref, "file": file.ref}
    numbered = place | {"number": row.number}
    is_given = row.gives_out or may_have_pending(actor, row)
    return VersionLine(
        number=row.number,
        name=row.name,
        url=reverse("file-version", kwargs=numbered) if is_given else "",
        about_url=reverse("file-about", kwargs=place),
        what=row.of_kind.short,
        size=megabytes(row.size),
        mark=_MARKS[State(row.state)],
        macros=row.macros,
        sha256=row.sha256,
        when=row.uploaded_at,
        who=names.get(row.uploaded_by_id, ""),
        in_force=row.number == file.number,
        scan_words=row.scan_words,
        taken_out=row.voided_reason,
        removed=row.removed_reason,
        take_out_url=(
            reverse("file-version-take-out", kwargs=numbered) if changes and row.voided_at is None else ""
        ),
    )


def may_have_pending(actor: Actor, version: FileVersion) -> bool:
    """Who sent a file may have it back while it is being checked."""
    is_theirs = actor.user_id is not None and actor.user_id == version.uploaded_by_id
    return is_theirs and version.state == State.PENDING and version.removed_at is None


def _names(rows: Iterable[FileVersion]) -> dict[int, str]:
    people = {row.uploaded_by_id for row in rows}
    return dict(User.objects.filter(pk__in=people).values_list("pk", "name"))


def partnership_ref(partnership: Model) -> str:
    """The reference of a partnership, of which this layer knows no more."""
    return str(getattr(partnership, "ref"))  # noqa: B009
