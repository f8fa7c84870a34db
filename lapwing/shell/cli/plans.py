"""``lapwing plan``: read, import and export plans, and say how they stand."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from lapwing.contexts.improvement.interchange import to_json
from lapwing.contexts.improvement.publishing.files import Ending
from lapwing.shell.cli import words
from lapwing.shell.cli.exporting import kinds, one_of, put
from lapwing.shell.cli.failures import Refused, ending
from lapwing.shell.cli.files import plan_file
from lapwing.shell.cli.session import acting_for, partnership_named
from lapwing.shell.cli.versions import compare_with, import_into

if TYPE_CHECKING:
    from lapwing.contexts.improvement.queries.pages import LateList


class Day(click.ParamType):  # type: ignore[type-arg]  # not generic in every click
    """A date written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2026-04-30.", param, ctx)


FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
PLAN = click.argument("plan_ref", metavar="PLAN")
AS_PERSON = click.option("--as", "email", metavar="EMAIL", help="Act as this person (else the command line).")


@click.group()
def plan() -> None:
    """Read, import and export improvement plans, and see how they stand."""


@plan.command("read")
@FILE
@click.option("--json", "as_json", is_flag=True, help="Print the plan in the interchange form.")
@click.option(
    "--explain", is_flag=True, help="Print how blocks, columns and fields were recognised, with their lines."
)
def read(file: str, as_json: bool, explain: bool) -> None:
    """Say what FILE holds, saving nothing. Needs no database.

    FILE may be Word, PDF, Excel, CSV, a web page, Markdown, text, or the interchange form.
    """
    found = plan_file(file)
    if explain:
        # an explanation beside JSON goes where it does not spoil it
        click.echo("\n".join(words.explanation(found)), err=as_json)
    if as_json:
        click.echo(to_json(found.plan))
    elif not explain:
        click.echo("\n".join(words.summary(found.plan)))
    for told in words.beside(found):
        # beside what was asked for, so that a program still gets its JSON
        click.echo(told, err=True)


@plan.command("import")
@FILE
@click.option("--partnership", metavar="P", help="The partnership's reference, name or local area.")
@click.option("--into", metavar="PLAN", help="Take FILE in as a later version of this plan.")
@click.option("--accept-all", is_flag=True, help="With --into: accept everything that differs.")
@click.option("--again", is_flag=True, help="Import it although the same document was imported before.")
@AS_PERSON
def import_(
    file: str, partnership: str | None, into: str | None, accept_all: bool, again: bool, email: str | None
) -> None:
    """Save the plan in FILE (any kind that `plan read` takes) and print its reference.

    With --into, FILE is a later version, or a progress report, of a plan that is saved already: what
    differs is printed, and taken in only with --accept-all.
    """
    if (partnership is None) == (into is None):
        raise click.UsageError("Give --partnership for a new plan, or --into for a version of one.")
    found = plan_file(file)
    if partnership is None:
        import_into(str(into), found, email, accept_all=accept_all)
        return
    if found.is_empty:
        raise Refused(words.nothing_in(found))
    with acting_for(email, "plan import") as actor:
        from django.utils import timezone

        from lapwing.contexts.improvement.imports import (
            AlreadyImportedError,
            DocumentText,
            PlanRefusedError,
            import_plan,
        )

        try:
            row = import_plan(
                plan=found.plan,
                partnership=partnership_named(partnership),
                actor=actor,
                now=timezone.now(),
                document=DocumentText(found.name, found.document.text) if found.document else None,
                again=again,
            )
        except AlreadyImportedError as error:
            raise Refused(f"{error} Add --again to import it once more.") from error
        except PlanRefusedError as error:
            raise Refused(f"{found.name} cannot be saved: {ending(error)}") from error
    click.echo(row.ref)


@plan.command("compare")
@PLAN
@FILE
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
@AS_PERSON
def compare(plan_ref: str, file: str, as_json: bool, email: str | None) -> None:
    """Say what the document in FILE changes of a saved PLAN. Saves nothing."""
    compare_with(plan_ref, plan_file(file), email, as_json=as_json)


@plan.command("export")
@PLAN
@kinds
@click.option(
    "--output",
    metavar="FILE",
    help="Where to write it: a file, a folder, or - to pass it on. JSON is printed unless this is given; "
    "the others are written here, under the plan's title.",
)
@click.option("--as-at", type=Day(), help="As it was recorded at the end of this day.")
@AS_PERSON
def export(
    plan_ref: str, endings: tuple[Ending, ...], output: str | None, as_at: date | None, email: str | None
) -> None:
    """Take a saved plan out as Word, PDF, Excel, or (unless said otherwise) JSON."""
    ending = one_of(endings)
    with acting_for(email, "plan export") as actor:
        from lapwing.contexts.improvement.exports import export_plan

        _refuse_unknown(plan_ref)
        made = export_plan(actor=actor, plan_ref=plan_ref, as_at=as_at)
    put(made, ending, output)


@plan.command("overdue")
@PLAN
@click.option("--on", type=Day(), help="The day to work lateness out for (today, unless given).")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@AS_PERSON
def overdue(plan_ref: str, on: date | None, as_json: bool, email: str | None) -> None:
    """List what is overdue on a day, as now known. Missed starts and occurrences are listed apart."""
    with acting_for(email, "plan overdue") as actor:
        from lapwing.contexts.improvement import queries

        _refuse_unknown(plan_ref)
        late = queries.late(actor=actor, plan_ref=plan_ref, on=on or _today())
        click.echo(_overdue_json(late) if as_json else "\n".join(words.overdue(late)))


@plan.command("status")
@PLAN
@click.option("--on", type=Day(), help="The day to work lateness out for (today, unless given).")
@click.option("--as-at", type=Day(), help="As it was recorded at the end of this day.")
@AS_PERSON
def status(plan_ref: str, on: date | None, as_at: date | None, email: str | None) -> None:
    """Say how a plan stands."""
    with acting_for(email, "plan status") as actor:
        from lapwing.contexts.improvement import queries

        _refuse_unknown(plan_ref)
        page = queries.overview(actor=actor, plan_ref=plan_ref, on=on or _today(), as_at=as_at)
        click.echo("\n".join(words.status(page)))


@plan.command("list")
@AS_PERSON
def list_(email: str | None) -> None:
    """List the plans and their references."""
    with acting_for(email, "plan list") as actor:
        from lapwing.contexts.improvement import queries

        found = queries.list_plans(actor=actor)
        for line in found:
            click.echo(f"{line.ref}  {line.title} ({line.partnership})")
        if not found:
            click.echo("There are no plans yet.")


def _refuse_unknown(plan_ref: str) -> None:
    from lapwing.contexts.improvement.models import Plan

    if "\0" in plan_ref or not Plan.objects.in_force().filter(ref=plan_ref).exists():
        raise Refused(f"There is no plan “{plan_ref}”. See `lapwing plan list`.")


def _today() -> date:
    from django.utils import timezone

    return timezone.localdate()


def _overdue_json(late: LateList) -> str:
    return json.dumps(
        {
            "on": late.plan.on.isoformat(),
            "count": len(late.overdue),
            "overdue": [
                {
                    "milestone": line.ref,
                    "action": line.action_number,
                    "text": line.text,
                    "due": line.last_due.isoformat() if line.last_due else None,
                    "days": line.days_overdue,
                }
                for line in late.overdue
            ],
            "missed_starts": len(late.missed_starts),
            "missed_occurrences": len(late.missed_occurrences),
            "undated": len(late.undated),
        },
        ensure_ascii=False,
        indent=1,
    )
