"""What the reader recognised and why, for a person who asks it to explain itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from lapwing.contexts.improvement.interchange import Span


@dataclass(frozen=True)
class Step:
    """One thing that was recognised. ``step`` names the kind (``table``, ``column``, ``action``)."""

    step: str
    lines: Span | None
    text: str

    def __str__(self) -> str:
        if self.lines is None:
            return f"{self.step}: {self.text}"
        first, last = self.lines
        place = f"line {first}" if first == last else f"lines {first}-{last}"
        return f"{place}: {self.step}: {self.text}"


@dataclass
class Trace:
    """A gatherer of steps, in the order in which they were taken."""

    steps: list[Step] = field(default_factory=list)

    def add(self, step: str, lines: Span | None, text: str) -> None:
        """Record what was recognised on some lines, and why, in one sentence."""
        self.steps.append(Step(step, lines, text))
