"""One way to make a page: a template, its context, and the frame around it (who, where, navigation)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from lapwing.platform.ui.navigation import Link
from lapwing.platform.ui.undoing import undo_url

Width = Literal["work", "reading"]


@dataclass(frozen=True)
class Staying:
    """What a page must know to warn before its person is signed out: seconds left, and whom to ask."""

    idle: int
    whole: int
    # The warning comes so many seconds before the end.
    warn: int
    # Tells the accounts that use one browser apart; says nothing else.
    account: str
    state_url: str
    stay_url: str
    sign_in_url: str


@dataclass(frozen=True)
class Notices:
    """The way to what the person was told, and how much of it is new ("3", "99+"; empty for nothing)."""

    url: str
    new: str = ""


@dataclass(frozen=True)
class Frame:
    """What stands around a page. ``person`` None means that nobody is signed in."""

    home_url: str = "/"
    person: str | None = None
    # What the person is here, in words: "Programme manager, Larkshire Council".
    role: str | None = None
    account_links: tuple[Link, ...] = ()
    sign_in_url: str | None = None
    sign_out_url: str | None = None
    # None where nobody is warned: nobody is signed in, or the page is shown as somebody else's.
    staying: Staying | None = None
    # The partnerships that the person may switch between; the one in view is current.
    places: tuple[Link, ...] = ()
    navigation: tuple[Link, ...] = ()
    # The main page that this one is listed on, when it is not in the bar itself.
    above: Link | None = None
    search_url: str | None = None
    search_label: str = "Search"
    notices: Notices | None = None
    footer: tuple[Link, ...] = ()
    demonstration: bool = False
    # The page is the same for everybody, and others may keep it: nothing said to one browser stands on it.
    for_everybody: bool = False

    @property
    def place(self) -> Link | None:
        """The partnership in view."""
        return next((place for place in self.places if place.current), None)


@dataclass(frozen=True)
class Crumb:
    """A step back. The page itself is not among them."""

    label: str
    url: str


@dataclass(frozen=True)
class Flash:
    """A line said once after something was done."""

    text: str
    kind: Literal["success", "error", "info"]
    undo_url: str = ""


FrameProvider = Callable[[HttpRequest], Frame]
_provider: FrameProvider = lambda request: Frame()  # noqa: E731


def use_frame(provider: FrameProvider) -> None:
    """Says how the frame is found for a request. Called once, by the shell, when it is ready."""
    global _provider
    _provider = provider


def with_frame(request: HttpRequest, frame: Frame) -> None:
    """Sets the frame of one request by hand: for errors, and for pages shown as nobody."""
    request._lapwing_frame = frame  # type: ignore[attr-defined]


def frame_for(request: HttpRequest) -> Frame:
    """The frame of a request, worked out once."""
    found: Frame | None = getattr(request, "_lapwing_frame", None)
    if found is None:
        found = _provider(request)
        with_frame(request, found)
    return found


def _flashes(request: HttpRequest) -> list[Flash]:
    if not hasattr(request, "_messages"):
        return []
    kinds: dict[int, Literal["success", "error", "info"]] = {
        messages.SUCCESS: "success",
        messages.ERROR: "error",
        messages.WARNING: "error",
    }
    return [
        Flash(str(m.message), kinds.get(m.level, "info"), undo_url(m.extra_tags))
        for m in messages.get_messages(request)
    ]


def _above(frame: Frame, crumbs: Sequence[Crumb]) -> tuple[Crumb, ...]:
    """The step back that a page need not name: to the main page on which its own is listed."""
    over = frame.above
    if over is None or any(crumb.url == over.url for crumb in crumbs):
        return ()
    return (Crumb(over.label, over.url),)


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    title: str,
    heading: str | None = None,
    caption: str | None = None,
    crumbs: Sequence[Crumb] = (),
    width: Width = "work",
    status: int = 200,
) -> HttpResponse:
    """A whole page. ``title`` names the browser tab and, unless ``heading`` differs, the h1.

    Nothing personal in ``title``: it lands in histories and on shared screens. A form with errors anywhere in
    the context puts "Error: " before it, so that a screen reader says so first. Pages of a signed-in person
    are never stored by browsers.
    """
    given = dict(context or {})
    frame = frame_for(request)
    failed = any(getattr(value, "is_lapwing_form", False) and value.errors for value in given.values())
    page = {
        "frame": frame,
        "title": f"Error: {title}" if failed else title,
        "heading": heading or title,
        "caption": caption,
        "crumbs": (*_above(frame, crumbs), *crumbs),
        "width": width,
        "flashes": [] if frame.for_everybody else _flashes(request),
    }
    response = HttpResponse(render_to_string(template, given | {"page": page}, request), status=status)
    if frame.person:
        response["Cache-Control"] = "no-store"
    return response


def render_partial(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A piece of a page for htmx, without the frame; never stored, and varying by how it was asked for."""
    response = HttpResponse(render_to_string(template, dict(context or {}), request), status=status)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "HX-Request"
    return response
