"""What a program is told when something is not done."""

from __future__ import annotations

from lapwing.shell.api.shapes.basics import Shape
from lapwing.shell.api.shapes.figures import ActualOut


class FaultOut(Shape):
    detail: str
    pointer: str | None = None
    parameter: str | None = None


class ProblemOut(Shape):
    """Problem details (RFC 9457). ``type`` keeps its meaning; ``detail`` is for people."""

    type: str
    title: str
    status: int
    detail: str
    request: str
    errors: list[FaultOut] | None = None
    current: ActualOut | None = None
