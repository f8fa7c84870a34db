"""Everything that stands in a bundle, as files with their paths; stored ones are named, not read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.insight.bundles.governed import governed_of, requests_of
from lapwing.insight.bundles.index import Head, table
from lapwing.insight.bundles.models import Bundle
from lapwing.insight.bundles.parts import Stored, Written
from lapwing.insight.bundles.paths import PACKS, ending_of, packed_name
from lapwing.insight.packs.access import READ as READ_PACKS
from lapwing.insight.packs.collecting.suppliers import Suppliers, suppliers_of
from lapwing.insight.packs.models import PackFile, PackState
from lapwing.platform.access.actor import Actor
from lapwing.platform.documents.models import File
from lapwing.platform.ui.filters import day, moment
from lapwing.registry.models import Partnership

NOTES = (
    "The plan, its figures and dates, signed-off updates, changes asked for, decisions, risks and what "
    "families were told stand as they had been recorded at the end of the day, or when all was gathered if "
    "that was on the day itself.",
    "Of decisions, risks, escalations and what families were told, those are in it that are about nothing of "
    "another plan.",
    "Evidence with its files, who owns an action, and the number and words of the action beside an update or "
    "evidence, are as they were when the bundle was made.",
    "People are named by their seat, or by their role and agency. What people wrote is as they wrote it.",
    "Evidence is in it that had been accepted by the day and has not been withdrawn since; what was given "
    "with an update, only where that update had been signed off.",
    "It is for those who look at the plan from outside, and not for publication: small numbers of children "
    "are not hidden in it.",
)
# Who supplied evidence, where nothing of what was typed is known to be no person's name.
NOT_NAMED = "A person, who is not named"
_PLAN_FORMS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "json": "JSON"}


@dataclass(frozen=True)
class Collected:
    head: Head
    written: tuple[Written, ...]
    stored: tuple[Stored, ...]
    kept_evidence: tuple[str, ...]


def collect(bundle: Bundle, actor: Actor, built_by: str, now: datetime) -> Collected:
    """What a bundle holds at this moment, as whoever asked for it may read it. Raises NotVisible."""
    partnership, as_at = bundle.partnership, bundle.as_at
    found = improvement.inspected(
        actor=actor, plan_ref=bundle.event.plan_ref, as_at=as_at, with_kept=bundle.with_kept
    )
    known = suppliers_of(partnership, (owner for action in found.plan.actions for owner in action.owners))
    evidence, stored = _evidence(found.evidence, known, partnership, as_at)
    notes = [
        *NOTES,
        _about_kept(bundle.with_kept, found.evidence),
    ]
    packs, about_packs = _packs(bundle, actor)
    governed, about_governed = governed_of(partnership, actor, as_at, found.things)
    notes += [note for note in (about_packs, about_governed) if note]
    return Collected(
        head=Head(
            title=f"Inspection bundle: {found.title}",
            facts=(
                ("Plan", found.title),
                ("As at", day(as_at)),
                ("Gathered", moment(now)),
                ("For", f"{bundle.event}, {day(bundle.event.held_on)}"),
                ("Organisations", bundle.event.organisations),
                ("Made by", f"{built_by}, {partnership.name}"),
                ("Bundle", f"{bundle.number} ({bundle.ref})"),
            ),
            notes=tuple(notes),
        ),
        written=(
            *(
                Written(f"plan/plan.{ending}", f"The plan, {_PLAN_FORMS[ending]}", content)
                for ending, content in found.files.items()
            ),
            _updates(found.updates, partnership, as_at),
            evidence,
            _moves(found.moves),
            *_measures(found.plan.measures),
            requests_of(partnership, found.requests, as_at),
            *governed,
        ),
        stored=(*packs, *stored),
        kept_evidence=tuple(each.ref for each in found.evidence if each.kept_to),
    )


def _about_kept(with_kept: bool, evidence: Iterable[improvement.InspectedEvidence]) -> str:
    if not with_kept:
        return "Evidence that is kept to some roles is not in it."
    roles = sorted({role for each in evidence for role in each.kept_to})
    if not roles:
        return "No evidence that is kept to some roles is in it."
    return f"It holds evidence that is kept to {', '.join(roles)}: give it to nobody else."


def _updates(rows: Sequence[improvement.InspectedUpdate], partnership: Partnership, as_at: date) -> Written:
    people = [who for row in rows for who in (row.submitted_by_id, row.signed_off_by_id)]
    posts = governance.posts_of(partnership, people, as_at)
    headings = (
        "Cycle",
        "Action",
        "About",
        "Owners",
        "Stands",
        "What was done",
        "Impact on children and families",
        "Next steps",
        "Mitigation",
        "Forecast",
        "Confidence",
        "Submitted",
        "Submitted by",
        "Signed off",
        "Signed off by",
    )
    content = table(
        headings,
        (
            (
                row.cycle,
                row.action,
                row.about,
                row.owners,
                row.status,
                row.done,
                row.impact,
                row.next_steps,
                row.mitigation,
                row.forecast_on,
                row.confidence,
                row.submitted_on,
                posts.called(row.submitted_by_id),
                row.signed_off_on,
                posts.called(row.signed_off_by_id),
            )
            for row in rows
        ),
    )
    return Written("updates/signed-off.csv", "Updates that were signed off", content)


def _evidence(
    rows: Sequence[improvement.InspectedEvidence],
    known: Suppliers,
    partnership: Partnership,
    as_at: date,
) -> tuple[Written, list[Stored]]:
    """The list of evidence, and its files: each beside its line by number."""
    files = File.objects.in_bulk([row.file_id for row in rows if row.file_id])
    posts = governance.posts_of(partnership, (row.accepted_by_id for row in rows), as_at)
    lines: list[tuple[object, ...]] = []
    stored = []
    for number, row in enumerate(rows, start=1):
        file = files.get(row.file_id) if row.file_id else None
        path = ""
        if file is not None and file.current is not None:
            # by number alone: people put names of children into names of files
            path = f"evidence/{number:03}{ending_of(file.current.name)}"
            stored.append(Stored(path, f"Evidence {number}: {row.title}", file))
        lines.append(
            (
                number,
                row.action,
                row.about,
                row.kind,
                row.form,
                row.title,
                row.words,
                row.on,
                row.supplied_by and (known.called(row.supplied_by) or NOT_NAMED),
                row.link,
                row.measure,
                row.value,
                row.unit,
                row.accepted_on,
                posts.called(row.accepted_by_id),
                "; ".join(row.kept_to),
                path or ("the file is not there any more" if row.file_id else ""),
            )
        )
    headings = (
        "Number",
        "Action",
        "Evidence of",
        "Kind",
        "Form",
        "Title",
        "Words",
        "Date",
        "Supplied by",
        "Link",
        "Measure",
        "Value",
        "Unit",
        "Accepted",
        "Accepted by",
        "Kept to",
        "File in this bundle",
    )
    return Written("evidence/accepted.csv", "Evidence that was accepted", table(headings, lines)), stored


def _moves(rows: Sequence[improvement.InspectedMove]) -> Written:
    headings = ("Action", "Milestone", "Was", "Was due", "Replaced", "Became", "Due then", "Reason")
    content = table(
        headings,
        (
            (
                row.action,
                row.milestone,
                row.was,
                row.was_due,
                row.replaced_on,
                row.now,
                row.now_due,
                row.reason,
            )
            for row in rows
        ),
    )
    return Written("plan/date-changes.csv", "Dates that were changed, with the reason", content)


def _measures(measures: Iterable[improvement.PlanMeasure]) -> tuple[Written, Written]:
    """The figures of the measures and their targets."""
    figures: list[tuple[object, ...]] = []
    targets: list[tuple[object, ...]] = []
    for measure in measures:
        for line in measure.series:
            of = (measure.key, measure.name, line.label, line.unit)
            figures.extend(
                (*of, each.from_, each.to, each.value, each.numerator, each.denominator, each.note)
                for each in line.actuals
            )
            targets.extend((*of, each.by_as_written, each.as_written, each.latest) for each in line.targets)
    name = ("Measure", "In words", "Series", "Unit")
    return (
        Written(
            "measures/figures.csv",
            "Figures of the measures",
            table((*name, "From", "To", "Value", "Numerator", "Denominator", "Note"), figures),
        ),
        Written(
            "measures/targets.csv",
            "Targets of the measures",
            table((*name, "By, as written", "Target, as written", "By"), targets),
        ),
    )


def _packs(bundle: Bundle, actor: Actor) -> tuple[list[Stored], str]:
    """The built files of the plan's packs up to the day, unless whoever asked may not have them."""
    if not actor.may(READ_PACKS, bundle.partnership_id):
        return [], "Board packs are not in it: whoever made it may not read them."
    rows = (
        PackFile.objects.filter(
            partnership_id=bundle.partnership_id,
            pack__plan_ref=bundle.event.plan_ref,
            pack__as_at__lte=bundle.as_at,
            pack__state=PackState.READY,
        )
        .select_related("pack", "file")
        .order_by("pack__number", "id")
    )
    return [
        Stored(
            f"{PACKS}/{packed_name(row.name)}",
            f"Board pack {row.pack.number} as at {day(row.pack.as_at)}, {row.get_form_display()}",
            row.file,
        )
        for row in rows
    ], ""
