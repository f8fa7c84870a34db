"""Doubts met while reading, gathered so that a person is asked once per cause, not once per cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from lapwing.contexts.improvement.interchange import Question


@dataclass(frozen=True)
class Doubt:
    """One place that is not certain. ``cause`` joins doubts that one answer settles (same code and cause)."""

    code: str
    where: str
    text: str
    cause: str = ""
    choices: tuple[str, ...] = ()
    raw: str | None = None


@dataclass
class Doubts:
    """A gatherer: steps of reading add to it, the pipeline turns it into questions at the end."""

    found: list[Doubt] = field(default_factory=list)

    def add(
        self,
        code: str,
        where: str,
        text: str,
        *,
        cause: str = "",
        choices: tuple[str, ...] = (),
        raw: str | None = None,
    ) -> None:
        """Record a doubt about ``where`` (a key). The first with a cause gives its text and choices."""
        self.found.append(Doubt(code, where, text, cause, choices, raw))

    def questions(self) -> tuple[Question, ...]:
        """One question per code and cause, in the order first met, naming every place it touches once.

        The cells in doubt are shown one to a line, a cell that repeats only once.
        """
        joined: dict[tuple[str, str], list[Doubt]] = {}
        for doubt in self.found:
            joined.setdefault((doubt.code, doubt.cause or doubt.where), []).append(doubt)
        return tuple(
            Question(
                code=same[0].code,
                where=tuple(dict.fromkeys(doubt.where for doubt in same)),
                text=same[0].text,
                choices=same[0].choices,
                raw="\n".join(dict.fromkeys(doubt.raw for doubt in same if doubt.raw)) or None,
            )
            for same in joined.values()
        )
