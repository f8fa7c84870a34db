"""``lapwing plan compare`` and ``plan import --into``: later versions of a plan that is saved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from lapwing.shell.cli import words
from lapwing.shell.cli.failures import Refused, ending
from lapwing.shell.cli.session import acting_for

if TYPE_CHECKING:
    from lapwing.contexts.improvement.comparing import Comparison, Difference, Doubt
    from lapwing.contexts.improvement.files import FileReading
    from lapwing.contexts.improvement.models import Plan
    from lapwing.contexts.improvement.versions import Later
    from lapwing.platform.access.actor import Actor

_KINDS = ("changed", "moved", "added", "removed", "reported")


def compare_with(plan_ref: str, found: FileReading, email: str | None, *, as_json: bool) -> None:
    """Print how the document in a file differs from a saved plan. Saves nothing."""
    with acting_for(email, "plan compare") as actor:
        from lapwing.contexts.improvement import versions

        row = _plan(actor, plan_ref)
        comparison = versions.compared(row, _later(found, row).plan)
    if as_json:
        click.echo(json.dumps(_plainly(comparison), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_told(comparison)))


def import_into(plan_ref: str, found: FileReading, email: str | None, *, accept_all: bool) -> None:
    """Take the version in a file in, or print what it would change. Raises Refused."""
    if not accept_all:
        compare_with(plan_ref, found, email, as_json=False)
        click.echo(
            "Nothing is saved. Add --accept-all to take all of it in, or send the file on the page "
            "“Bring a plan in” and accept one by one.",
            err=True,
        )
        return
    with acting_for(email, "plan import") as actor:
        from django.utils import timezone

        from lapwing.contexts.improvement import versions
        from lapwing.contexts.improvement.commands import RefusedError
        from lapwing.contexts.improvement.imports import PlanRefusedError
        from lapwing.contexts.improvement.taking.settled import undecided

        row = _plan(actor, plan_ref)
        later = _later(found, row)
        comparison = versions.compared(row, later.plan)
        try:
            taken = versions.take_version(
                actor=actor,
                now=timezone.now(),
                plan_ref=row.ref,
                later=later.plan,
                document=later.document,
                choices=versions.Choices(frozenset(set(comparison.by_id) - set(undecided(comparison)))),
            )
        except (RefusedError, PlanRefusedError) as error:
            nothing = not comparison.differences
            raise Refused("Nothing differs." if nothing else f"Nothing is saved: {ending(error)}") from error
    click.echo(f"{words.counted(len(taken.done), 'change')} taken in as version {taken.version.number}.")
    for each in taken.left:
        click.echo(f"Left: {words.short(each.difference.now or each.difference.was)} ({each.why})", err=True)
    for doubt in comparison.doubts:
        click.echo(_asked(comparison, doubt), err=True)


def _plan(actor: Actor, ref: str) -> Plan:
    from lapwing.contexts.improvement import access

    try:
        return access.fetch_plan(actor, access.EXPORT, ref)
    except (access.NotVisible, ValueError) as error:
        raise Refused(f"There is no plan “{ref}”. See `lapwing plan list`.") from error


def _later(found: FileReading, row: Plan) -> Later:
    """The version in a file; of a progress report, the plan with what it tells."""
    from lapwing.contexts.improvement import interchange
    from lapwing.contexts.improvement.comparing import with_updates
    from lapwing.contexts.improvement.exports import exported
    from lapwing.contexts.improvement.imports import DocumentText
    from lapwing.contexts.improvement.reading.progress_reports import updates_in
    from lapwing.contexts.improvement.versions import Later

    text = found.document.text if found.document else interchange.to_json(found.plan)
    document = DocumentText(found.name, text)
    if found.plan.document == "progress report" and found.document:
        told, unknown = with_updates(exported(row), updates_in(found.document))
        return Later(told, document, True, unknown)
    if found.is_empty:
        raise Refused(words.nothing_in(found))
    return Later(found.plan, document)


def _told(comparison: Comparison) -> Iterator[str]:
    if not comparison.differences:
        yield "Nothing differs."
    for kind in _KINDS:
        found = [each for each in comparison.differences if each.kind == kind]
        if found:
            yield f"{kind.capitalize()} ({len(found)})"
            yield from (f"  {line}" for each in found for line in _lines(comparison, each))
    for doubt in comparison.doubts:
        yield _asked(comparison, doubt)


def _lines(comparison: Comparison, difference: Difference) -> Iterator[str]:
    from lapwing.contexts.improvement.comparing.fields import label_of

    yield words.short(f"{difference.part}: {_title(comparison, difference)}")
    if difference.field:
        was, now = (" / ".join(text.splitlines()) or "nothing" for text in (difference.was, difference.now))
        yield f"  {label_of(difference.part, difference.field)}: {was} -> {now}"


def _title(comparison: Comparison, difference: Difference) -> str:
    from lapwing.contexts.improvement.presenters.comparison import side_of, title_of

    return title_of(*side_of(comparison, difference))


def _asked(comparison: Comparison, doubt: Doubt) -> str:
    from lapwing.contexts.improvement.presenters.comparison import title_of

    was, now = title_of(comparison.before, doubt.before), title_of(comparison.after, doubt.after)
    return f"To decide: is “{words.short(now)}” the former “{words.short(was)}”? Left until that is said."


def _plainly(comparison: Comparison) -> dict[str, object]:
    return {
        "differences": [
            {
                "id": each.id,
                "kind": each.kind.value,
                "part": each.part.value,
                "title": _title(comparison, each),
                "field": each.field or None,
                "was": each.was or None,
                "now": each.now or None,
            }
            for each in comparison.differences
        ],
        "to_decide": [_asked(comparison, doubt) for doubt in comparison.doubts],
    }
