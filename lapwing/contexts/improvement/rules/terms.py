"""What a plan calls those parts that a partnership may name: "workstream" for a group, say. No Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 40


class Term(StrEnum):
    """The parts that may be called something else. Actions, milestones and measures keep their names."""

    GROUP = "group"
    OBJECTIVE = "objective"


@dataclass(frozen=True)
class Word:
    """A term for one and for several, in small letters as within a sentence."""

    one: str
    many: str

    @property
    def titled(self) -> str:
        """For one, as a title begins."""
        return self.one[:1].upper() + self.one[1:]

    @property
    def many_titled(self) -> str:
        """For several, as a title begins."""
        return self.many[:1].upper() + self.many[1:]

    @property
    def with_article(self) -> str:
        """a group, an objective: by the letter it begins with."""
        return f"{'an' if self.one[:1].lower() in 'aeio' else 'a'} {self.one}"


DEFAULT: Mapping[Term, Word] = {
    Term.GROUP: Word("group", "groups"),
    Term.OBJECTIVE: Word("objective", "objectives"),
}
# Words that mean another part of a plan already.
TAKEN = frozenset(
    {"plan", "action", "milestone", "measure", "owner", "update", "area for improvement", "finding"}
)


@dataclass(frozen=True)
class Terms:
    """The words of one plan."""

    group: Word = DEFAULT[Term.GROUP]
    objective: Word = DEFAULT[Term.OBJECTIVE]


LAPWINGS = Terms()


def terms_of(stored: Mapping[str, Sequence[str]]) -> Terms:
    """The words as they are kept: those that were not changed are Lapwing's."""
    return Terms(**{term.value: Word(*stored[term.value]) for term in Term if term.value in stored})
