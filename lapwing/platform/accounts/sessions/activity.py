"""What does not count as using Lapwing: pages that ask for news by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest
from django.urls import Resolver404, resolve

View = TypeVar("View", bound=Callable[..., object])

# Sent by lapwing/session.js with what a page asks for by itself.
HEADER = "Lapwing-Background"


def background(view: View) -> View:
    """Mark a view that is only ever asked by a page itself, such as the progress of a job."""
    view.is_background = True  # type: ignore[attr-defined]
    return view


def is_background(request: HttpRequest) -> bool:
    """Whether nobody need be there for this request. Who says so without need is signed out the earlier."""
    if request.headers.get(HEADER) == "1":
        return True
    try:
        return bool(getattr(resolve(request.path_info).func, "is_background", False))
    except Resolver404:
        return False
