"""The invented plans with something told of every part: statuses, reports, judgements, actuals, answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from lapwing.contexts.improvement.interchange import (
    Action,
    Actual,
    LegendEntry,
    Measure,
    Plan,
    Series,
    StatusReport,
    from_json,
)
from lapwing.contexts.improvement.reading.own import read_own
from lapwing.contexts.improvement.rules import Status
from lapwing.platform.extraction.extract import extract

_INVENTED = Path(__file__).resolve().parents[5] / "shell" / "demonstration"
_STATUSES = tuple(status.value for status in Status)
_JUDGED = ("not yet", "partly", "met")


def told(name: str) -> Plan:
    """An invented plan as it may look after a year."""
    plan = from_json((_INVENTED / f"{name}.json").read_text())
    return replace(
        plan,
        quarter_basis="calendar",
        actions=tuple(_action(action, at) for at, action in enumerate(plan.actions)),
        measures=tuple(_measure(measure) for measure in plan.measures),
        questions=tuple(
            replace(question, answer="It is.\nAgreed in May." if at % 2 else None)
            for at, question in enumerate(plan.questions)
        ),
        legend=(LegendEntry(word="Amber", status="at risk", meaning="May slip", colour="FFC000"),),
    )


def read_back(data: bytes, name: str) -> Plan:
    """The plan in a file of Lapwing's own."""
    return read_own(extract(data, name))


def _action(action: Action, at: int) -> Action:
    return replace(
        action,
        accountable=("Director of Children’s Services",) if at % 3 == 0 else (),
        governance="Inclusion Group" if at % 4 == 0 else None,
        rationale="Families told us so.\nInspectors did too." if at % 5 == 0 else None,
        progress="Two of three are done." if at % 2 else None,
        milestones=tuple(
            replace(
                milestone,
                status=_STATUSES[(at + number) % len(_STATUSES)],
                reports=(
                    StatusReport(
                        as_written="Amber",
                        status="at risk",
                        period="September 2025",
                        on=date(2025, 9, 30),
                        note="Late",
                    ),
                )
                if number == 1
                else (),
            )
            for number, milestone in enumerate(action.milestones)
        ),
        success_criteria=tuple(
            replace(each, status=_JUDGED[number % 3]) for number, each in enumerate(action.success_criteria)
        ),
    )


def _measure(measure: Measure) -> Measure:
    return replace(measure, series=tuple(_series(series) for series in measure.series))


def _series(series: Series) -> Series:
    return replace(
        series,
        actuals=(
            Actual(from_=date(2025, 4, 1), to=date(2025, 4, 30), value=70.1, numerator=82, denominator=117),
            Actual(
                from_=None, to=date(2025, 5, 31), value=-0.25, source="entered", note="From the dashboard"
            ),
        ),
    )
