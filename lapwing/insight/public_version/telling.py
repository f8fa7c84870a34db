"""What stands around the figures of a version, on the page and on paper alike."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.insight.public_version.content import Public, Row, Series
from lapwing.insight.public_version.drawing import Chart, chart_of, newest

NOTHING = "There are no figures yet."
GAPS = "Where the line has a gap, no figure is shown."
COLUMNS = ("When", "Figure", "How many")
# Below a chart, a longer table is folded on the page and stands at the end on paper.
LONGEST_OPEN = 6
_BETTER = {"higher": "Higher is better.", "lower": "Lower is better."}


@dataclass(frozen=True)
class Told:
    """A line of a measure as it is shown. ``heading`` is empty where the measure's name says it all; ``aims``
    lists the targets, where there are several; ``is_long`` says that its table is put away."""

    name: str
    heading: str
    about: str
    newest: Row | None
    chart: Chart | None
    gaps: str
    aims: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_long: bool


def told_of(series: Series, measure: str) -> Told:
    """How a line of the measure of this name is shown."""
    heading = series.label if series.label != measure else ""
    name = f"{measure}: {heading}" if heading else measure
    chart = chart_of(series, name)
    width = 3 if series.is_counted else 2
    return Told(
        name=name,
        heading=heading,
        about=about_series(series),
        newest=newest(series) if chart else None,
        chart=chart,
        gaps=GAPS if chart and chart.has_gaps else "",
        aims=f"Targets: {', '.join(step.words for step in series.steps)}." if len(series.steps) > 1 else "",
        # without counts there is no column for them
        columns=COLUMNS[:width],
        rows=tuple((row.period, row.figure, row.counted)[:width] for row in series.rows),
        is_long=chart is not None and len(series.rows) > LONGEST_OPEN,
    )


def about_series(series: Series) -> str:
    """What the figures count, which way is better, and what is aimed at."""
    target = f"Next target: {series.target}." if series.target and series.target != "No target" else ""
    return " ".join(filter(None, (_unit(series.unit), _BETTER.get(series.better, ""), target)))


def about(content: Public) -> list[str]:
    """Where it comes from, and what is not in it."""
    return [
        f"{content.partnership} publishes this. It tells of “{content.plan}” as it stood on {content.as_at}.",
        "It names nobody, and leaves out what could let a child be known.",
    ]


def _unit(unit: str) -> str:
    """What is counted, in words: "% of plans" is a share of plans."""
    if unit.startswith("% of "):
        return f"Share of {unit.removeprefix('% of ')}."
    return f"In {unit}." if unit and unit != "%" else ""
