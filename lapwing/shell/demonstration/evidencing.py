"""The evidence that owners gave of a plan, and what was asked to be changed in it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lapwing.contexts.improvement.commands.dates import DueDetails
from lapwing.contexts.improvement.commands.request_shapes import in_words, kept
from lapwing.contexts.improvement.models import (
    Actual,
    ChangeRequest,
    DuePoint,
    Evidence,
    RequestKind,
    StatusReport,
)
from lapwing.platform.accounts.models import User
from lapwing.shell.demonstration.replay import Found
from lapwing.shell.demonstration.settling import morning

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Asked:
    """Another date that was asked for; ``decided_on`` None while it waits."""

    action: str
    milestone: int
    wanted: str
    latest: date
    reason: str
    asked_by: str
    asked_on: date
    decided_on: date | None = None
    approved: bool | None = None
    said: str = ""


REQUESTS = {
    "Alderbrook": (
        Asked(
            "1.1.2",
            3,
            "by June 2027",
            date(2027, 6, 30),
            "The first children were funded a term late, and a year has to pass before it can be told.",
            "sunil.mehta",
            date(2026, 11, 16),
        ),
        Asked(
            "1.2.2",
            4,
            "by September 2027",
            date(2027, 9, 30),
            "Two of the five people left in spring.",
            "bronwen.pugh",
            date(2026, 5, 18),
            date(2026, 5, 26),
            False,
            "The Board keeps this date. Say first what four months more for the backlog bring.",
        ),
    )
}


def write_evidence(found: Found, manager: User, until: date) -> None:
    """What was given and asked for up to a day. Within ``acting``, by a system user."""
    area = found.plan.local_area
    path = FOLDER / f"{area.lower()}-evidence.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if date.fromisoformat(row["given_on"]) <= until:
                    _give(found, row, until)
    for asked in REQUESTS.get(area, ()):
        if asked.asked_on <= until:
            _ask(found, asked, manager, until)


def _give(found: Found, row: dict[str, str], until: date) -> None:
    milestone = found.milestones[row["action"], int(row["milestone"])]
    given, by = morning(date.fromisoformat(row["given_on"])), found.people[row["given_by"]]
    decided = date.fromisoformat(row["decided_on"]) if row["decided_on"] else None
    is_decided = decided is not None and decided <= until
    accepted = is_decided and not row["returned_reason"]
    series = found.series[row["measure"], row["series"]] if row["measure"] else None
    actual = Actual.objects.standing().filter(series=series).last() if series else None
    if series is not None and actual is None:
        return
    Evidence.objects.create(
        partnership_id=milestone.partnership_id,
        created_at=given,
        created_by=by,
        action=milestone.action,
        milestone=milestone,
        **{name: row[name] for name in ("kind", "form", "title", "words", "supplied_by")},
        on=date.fromisoformat(row["on"]),
        read_by=row["read_by"].split() if row["read_by"] else [],
        series=series,
        value=_value(actual),
        accepted_at=morning(decided) if accepted and decided else None,
        accepted_by=found.people[row["decided_by"]] if accepted else None,
        returned_at=morning(decided) if is_decided and not accepted and decided else None,
        returned_by=found.people[row["decided_by"]] if is_decided and not accepted else None,
        returned_reason=row["returned_reason"] if is_decided else "",
        report=StatusReport.objects.standing()
        .filter(milestone=milestone, status="evidenced", recorded_at=morning(decided), evidence_accepted=None)
        .first()
        if accepted and decided
        else None,
    )


def _value(actual: Actual | None) -> float | None:
    if actual is None:
        return None
    if actual.value is not None or actual.numerator is None or not actual.denominator:
        return actual.value
    return round(100 * actual.numerator / actual.denominator, 1)


def _ask(found: Found, asked: Asked, manager: User, until: date) -> None:
    milestone = found.milestones[asked.action, asked.milestone]
    before = [
        DueDetails(as_written=each.as_written, role=each.role, earliest=each.earliest, latest=each.latest)
        for each in DuePoint.objects.standing().filter(milestone=milestone)
    ]
    wanted = [DueDetails(as_written=asked.wanted, earliest=asked.latest.replace(day=1), latest=asked.latest)]
    is_decided = asked.decided_on is not None and asked.decided_on <= until
    ChangeRequest.objects.create(
        partnership_id=milestone.partnership_id,
        plan=found.plan,
        kind=RequestKind.DATE,
        milestone=milestone,
        before=kept(before),
        wanted=kept(wanted),
        before_words=in_words(RequestKind.DATE, before),
        wanted_words=in_words(RequestKind.DATE, wanted),
        reason=asked.reason,
        asked_at=morning(asked.asked_on),
        asked_by=found.people[asked.asked_by],
        decided_at=morning(asked.decided_on) if is_decided and asked.decided_on else None,
        decided_by=manager if is_decided else None,
        approved=asked.approved if is_decided else None,
        decided_reason=asked.said if is_decided else "",
    )
