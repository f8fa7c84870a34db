"""What may be said of evidence: what each form has to hold, and who may accept it. No Django."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.contexts.improvement.rules.statuses import Labelled

# Letters of a title, as its column holds them.
LONGEST_TITLE = 200


# Why a judgement was taken back. Everybody who reads the plan reads it: why the evidence was withdrawn may be
# kept to some roles.
EVIDENCE_WITHDRAWN = "The evidence that it rested on was withdrawn."


class EvidenceState(Labelled):
    GIVEN = "given", "Waits to be accepted"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"


@dataclass(frozen=True)
class Accepting:
    """Who wants to accept, in relation to a piece of evidence.

    ``owns``: owns its action, or stands in for who does. ``owned``: did so since the day before it was given.
    """

    checks: bool
    gave: bool
    owns: bool
    owned: bool = False


def why_not_accepted(state: EvidenceState, who: Accepting) -> str:
    """A sentence for a person: why they may not accept or return it; empty when they may."""
    if state is EvidenceState.ACCEPTED:
        return "It is accepted already."
    if state is EvidenceState.RETURNED:
        return "It was returned, and waits until it is given anew."
    if who.gave:
        return "You gave it yourself: somebody else has to accept it."
    if who.owns:
        return "You own the action: somebody who does not has to accept its evidence."
    if who.owned:
        return "You owned the action when it was given: somebody who did not has to accept it."
    return "" if who.checks else "Only those who check updates accept evidence."


@dataclass(frozen=True)
class Held:
    """What was given with evidence, as far as it matters for its form."""

    file: bool = False
    link: bool = False
    measure: bool = False
    words: bool = False
    meeting: bool = False


# The field that each form needs, and what is said without it.
NEEDED: dict[str, tuple[str, str]] = {
    "file": ("file", "Choose the file"),
    "link": ("link", "Enter the address of the page"),
    "measure": ("actual_ref", "Choose the figure"),
    "quote": ("words", "Enter what was said, in the family's own words"),
    "minutes": ("meeting_ref", "Choose the meeting, or enter the passage of minutes that are kept elsewhere"),
}
_OF_FIELD = {"actual_ref": "measure", "meeting_ref": "meeting"}


def missing(form: str, held: Held) -> tuple[str, str] | None:
    """The field that is missing for a form of evidence, and what to say of it; None when nothing is."""
    if form == "minutes" and held.words:
        return None
    field, said = NEEDED[form]
    return None if getattr(held, _OF_FIELD.get(field, field)) else (field, said)


def title_of_minutes(called: str, longest: int = LONGEST_TITLE) -> str:
    """What minutes are called, as a title of at most so many letters.

    ``called`` is “Minutes of” a group, a comma and the day. The day stays whole: the group's name is cut, at
    a word's end, or within a word where that would leave less than half of the room.
    """
    if len(called) <= longest:
        return called
    name, comma, day = called.rpartition(", ")
    end = f" …{comma}{day}" if comma else " …"
    name, room = name or called, longest - len(end)
    cut = name[: room + 1].rpartition(" ")[0]
    return (cut if 2 * len(cut) >= room else name[:room]).rstrip(" ,;:–-") + end
