"""The easy-read version: few sentences, one idea each, with a picture beside every one, drawn by us.

It keeps to what easy-read guidance has in common ("Making written information easier to understand for people
with learning disabilities", Department of Health, 2010): short sentences, one idea to a line, large type, the
picture to the left of its words, nothing in columns, and few facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lapwing.insight.packs import shapes
from lapwing.insight.public_version.content import EasyLine
from lapwing.insight.public_version.standing import State, Steps
from lapwing.platform.ui.filters import plural

MOST_NEXT = 3
# Lines of one's own, which are there when they have words.
OWN = tuple(f"easy:own:{number}" for number in range(1, 5))

# Each a drawing of 64 by 64, in lines that also print in black and white; its name is what it shows.
SYMBOLS: dict[str, tuple[str, str]] = {
    "people": (
        "People",
        '<circle cx="22" cy="20" r="9"/><path d="M6 54c0-13 7-21 16-21s16 8 16 21"/>'
        '<circle cx="45" cy="26" r="7"/><path d="M44 38c8 0 14 6 14 16"/>',
    ),
    "plan": (
        "A plan",
        '<path d="M14 6h26l10 10v42H14z"/><path d="M40 6v10h10M22 28h20M22 38h20M22 48h12"/>',
    ),
    "done": ("Something done", '<circle cx="32" cy="32" r="25"/><path d="M20 33l9 9 16-19"/>'),
    "going": ("Work going on", '<path d="M8 32h42M38 18l14 14-14 14"/>'),
    "late": ("A clock", '<circle cx="32" cy="32" r="25"/><path d="M32 16v17l11 7"/>'),
    "next": (
        "A calendar",
        '<path d="M8 14h48v42H8z"/><path d="M8 26h48M20 6v14M44 6v14M20 38h6M38 38h6M20 47h6"/>',
    ),
    "figures": ("A chart", '<path d="M8 8v48h48"/><path d="M18 46V34M30 46V24M42 46V14"/>'),
    "help": (
        "A heart",
        '<path d="M32 54C16 42 8 33 8 23a12 12 0 0 1 24-4 12 12 0 0 1 24 4c0 10-8 19-24 31z"/>',
    ),
    "school": ("A school", '<path d="M6 26L32 10l26 16v30H6z"/><path d="M26 56V40h12v16M16 34h4M44 34h4"/>'),
    "talk": ("Talking", '<path d="M8 10h48v32H30L18 54V42H8z"/><path d="M18 22h28M18 31h18"/>'),
}


def proposed(local_area: str, steps: Steps | None, due: shapes.DueSection | None) -> tuple[EasyLine, ...]:
    """A beginning, from what is counted and what is due next; a person words it, and another approves it."""
    return (
        *_about(local_area),
        *(_standing(steps) if steps is not None else ()),
        *(_next(due.lines) if due is not None else ()),
        EasyLine("easy:tell", "talk", "Tell us what you think."),
        *(EasyLine(key, "people", "") for key in OWN),
    )


def _about(local_area: str) -> Iterator[EasyLine]:
    yield EasyLine("easy:who", "people", "Some children and young people need extra help to learn.")
    yield EasyLine("easy:where", "help", f"We want this help to get better in {local_area or 'our area'}.")
    yield EasyLine("easy:plan", "plan", "We have a plan to make it better.")


def _standing(steps: Steps) -> Iterator[EasyLine]:
    """Every step is in one of these lines, but for those of which nothing is known."""
    if steps.total:
        yield EasyLine("easy:steps", "figures", f"The plan has {plural(steps.total, 'step')}.")
    if done := steps.counts.get(State.DONE, 0):
        yield EasyLine("easy:done", "done", f"{plural(done, 'step')} {_be(done)} done.")
    if checking := steps.counts.get(State.BEING_CHECKED, 0):
        words = f"We are checking {plural(checking, 'step')} that {_be(checking)} done."
        yield EasyLine("easy:checking", "done", words)
    if going := steps.counts.get(State.ON_TRACK, 0):
        yield EasyLine("easy:going", "going", f"{plural(going, 'step')} {_be(going)} going well.")
    if late := steps.late:
        yield EasyLine("easy:late", "late", f"{plural(late, 'step')} {_be(late)} late.")
    if turns := steps.turns:
        words = f"We were late {plural(turns, 'time')} with things that we do again and again."
        yield EasyLine("easy:turns", "late", words)
    if more := steps.more_work:
        other = "other " if late else ""
        words = f"{plural(more, f'{other}step')} {'needs' if more == 1 else 'need'} more work."
        yield EasyLine("easy:more", "going", words)
    if waiting := steps.counts.get(State.NOT_STARTED, 0):
        yield EasyLine("easy:waiting", "plan", f"{plural(waiting, 'step')} {_has(waiting)} not started.")


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _be(number: int) -> str:
    return "is" if number == 1 else "are"


def _next(lines: Sequence[shapes.DueLine]) -> Iterator[EasyLine]:
    if lines:
        yield EasyLine("easy:next", "next", "This is what we will do next:")
    for number, line in enumerate(lines[:MOST_NEXT], start=1):
        yield EasyLine(f"easy:next:{number}", "going", line.text)
