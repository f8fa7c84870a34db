"""A chart ready for a page with those comparators drawn that fit, whatever else it draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from markupsafe import Markup

from lapwing.platform.ui.beside import Beside
from lapwing.platform.ui.chart_types import DataTable, Drawing, KeyEntry
from lapwing.platform.ui.control_frame import Controlled
from lapwing.platform.ui.trajectory_frame import Trajectory

Told = TypeVar("Told", Trajectory, Controlled)


def drawing_beside(
    told: Told,
    beside: Beside,
    *,
    title: str,
    subtitle: str,
    summary: str,
    pictures: Callable[[Told, str], tuple[Markup, Markup]],
    key: Callable[[Told], Iterable[KeyEntry]],
    table: DataTable,
) -> Drawing:
    """The drawing of what is told. ``table`` has all comparators, and the words say which are not drawn.

    ``pictures`` gives the wide and the narrow one, named by its second argument.
    """
    summary = " ".join((summary, *beside.in_words(told.said)))
    drawn_of = replace(told, comparators=beside.drawn)
    wide, narrow = pictures(drawn_of, f"Chart. {title}. {summary}")
    return Drawing(
        title=title,
        subtitle=subtitle,
        summary=summary,
        wide=wide,
        narrow=narrow,
        table=table,
        key=tuple(key(drawn_of)),
    )
