"""The plan that stands in the tables of a document."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import LegendEntry
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.pieces import PartialPlan
from lapwing.contexts.improvement.reading.trace import Trace
from lapwing.platform.extraction.document import Document


@dataclass(frozen=True)
class GridReading:
    """``left`` are lines inside the spans of what was read that no field carries."""

    plan: PartialPlan = PartialPlan()
    legend: tuple[LegendEntry, ...] = ()
    left: tuple[Line, ...] = ()


def read_grids(document: Document, trace: Trace, doubts: Doubts) -> GridReading:
    """The actions and the structure around them that the tables of a document hold."""
    return GridReading()
