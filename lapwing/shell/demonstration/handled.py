"""What people brought in, took out, kept and were told: so that these pages show something to a newcomer.

Each goes the way it goes for people: by the same commands, as the person who would do it, at that time.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.figures.feed import FIGURES
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.whole_plan import WHOLE_PLAN
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.platform.exports.commands import address_of, request_export, told_as
from lapwing.platform.imports.commands import bring_in, send_file
from lapwing.platform.notices.telling import notify
from lapwing.platform.saved_views.commands import save_view
from lapwing.registry.actors import actor_for
from lapwing.shell.demonstration.happenings import FOLDER, Figure
from lapwing.shell.demonstration.settling import morning

# The figures recorded on this day came in as a file, not one by one.
FILED_ON = date(2026, 11, 11)
FILE_OF_THE_MONTH = "Figures for October 2026.csv"
WAITING = "alderbrook-waiting-figures.csv"
WAITING_NAME = "Therapy and waits, October.csv"
_TITLES = ("Measure", "Series", "From", "To", "Value", "Numerator", "Denominator", "Source", "Note")


def came_in_a_file(figure: Figure) -> bool:
    """Whether a figure of the area with the file was brought in by it."""
    return figure.recorded_on == FILED_ON


def handle(plan: Plan, manager: User, filed: Sequence[Figure], *, now: datetime) -> None:
    """What the manager of a plan did with files and lists, as far as it had happened by ``now``.

    Within ``acting``, by a system user.
    """
    today = timezone.localdate(now)
    if filed and today >= FILED_ON:
        with acting(actor_for(manager, FILED_ON), purpose="demonstration") as actor:
            bring_figures_in(plan, filed, by=actor, now=morning(FILED_ON))
    with acting(actor_for(manager, today), purpose="demonstration") as actor:
        leave_figures_waiting(plan, by=actor, now=now - timedelta(hours=20))
        take_plan_out(plan, by=actor, now=now - timedelta(hours=2))
        keep_views(plan, by=actor, now=now - timedelta(days=3))


def bring_figures_in(plan: Plan, figures: Iterable[Figure], *, by: Actor, now: datetime) -> None:
    """The figures of a month as a file, brought in whole."""
    sent = send_file(
        by=by,
        now=now,
        feed=FIGURES,
        partnership_id=plan.partnership_id,
        place=plan.ref,
        name=FILE_OF_THE_MONTH,
        data=written(figures),
        source="Monthly return",
        waiting=True,
    )
    bring_in(by=by, now=now, ref=sent.ref, version=sent.version, waiting=True)


def leave_figures_waiting(plan: Plan, *, by: Actor, now: datetime) -> None:
    """A file with mistakes of the usual kinds, looked at and left for later."""
    send_file(
        by=by,
        now=now,
        feed=FIGURES,
        partnership_id=plan.partnership_id,
        place=plan.ref,
        name=WAITING_NAME,
        data=(FOLDER / WAITING).read_bytes(),
        source="Trust therapy system",
        waiting=True,
    )


def take_plan_out(plan: Plan, *, by: Actor, now: datetime) -> None:
    """The plan as tables, for the papers of the board, and the notice that it is ready."""
    export = request_export(
        kind=WHOLE_PLAN.code,
        by=by,
        partnership=plan.partnership,
        parameters={"plan": plan.ref},
        reason="Appendix to the papers of the November board",
        now=now,
    )
    if export.can_be_fetched:  # what is made in the background says so by itself
        notify(
            people=[export.user_id],
            template="export-ready",
            partnership_id=plan.partnership_id,
            url=address_of(export),
            now=now,
            key=told_as(export),
            title=export.label,
        )


def keep_views(plan: Plan, *, by: Actor, now: datetime) -> None:
    """Two ways of looking that a programme manager comes back to before each board."""
    place = {"partnership": plan.partnership.ref, "plan": plan.ref}
    for name, table, query in (
        ("Overdue, longest first", "milestones", "due=overdue&sort=stands"),
        ("Off path", "measures", "stands=Off+path"),
    ):
        save_view(
            by=by,
            partnership_id=plan.partnership_id,
            base=reverse("partnership", args=[plan.partnership.ref]),
            name=name,
            page=reverse(f"improvement:{table}", kwargs=place),
            table=table,
            query=query,
            now=now,
        )


def written(figures: Iterable[Figure]) -> bytes:
    """Figures as a file with the columns that Lapwing asks for."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(_TITLES)
    for each in figures:
        lines.writerow(
            (
                each.measure,
                each.series,
                *(f"{day:%d/%m/%Y}" if day else "" for day in (each.from_, each.to)),
                *("" if n is None else f"{n:g}" for n in (each.value, each.numerator, each.denominator)),
                each.source,
                each.note,
            )
        )
    return out.getvalue().encode()
