"""What is read as printed but a person should see: copies, stale numbers, clashing dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lapwing.contexts.improvement.interchange import Action, Area, Measure
from lapwing.contexts.improvement.reading.cells import plain_text
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.words import OPENERS
from lapwing.domain.due import read_due

_REFERENCE = re.compile(
    r"(?:\(\s*(?:from|see|as in|in|per)?\s*|\b(?:actions?|objectives?)\s+)"
    r"(?P<ref>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\b(?!\s*%)"
)
_QUARTER = re.compile(r"\bQ(?P<quarter>[1-4])(?:[\s-]*(?P<year>20\d\d))?", re.IGNORECASE)
_BOARD = re.compile(
    r"(?:[A-Z][\w’']*\s+(?:(?:and|&)\s+)?)+(?:[a-z]+\s+)?[Bb]oards?\b(?:\s+for\s+[A-Z]\w*(?:\s+(?:and|&)\s+[A-Z]\w*)*)?"
)
_PLAIN_BOARD = frozenset({"board", "boards", "partnership", "strategic", "strategy", "and", "for", "the"})
_LEAST_COPIED = 5


def ask_about_oddities(
    lines: Sequence[Line],
    areas: Sequence[Area],
    actions: Sequence[Action],
    measures: Sequence[Measure],
    doubts: Doubts,
) -> None:
    """Adds a doubt for each; nothing that was read is changed."""
    _ask_copied_criteria(actions, doubts)
    _ask_copied_passages(areas, doubts)
    _ask_references(actions, doubts)
    _ask_pairs(actions, doubts)
    _ask_joint_owners(actions, doubts)
    _ask_early_starts(actions, measures, doubts)
    _ask_clashing_dates(actions, measures, doubts)
    _ask_board_names(lines, areas, doubts)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _ask_copied_criteria(actions: Iterable[Action], doubts: Doubts) -> None:
    where: dict[str, list[str]] = {}
    for action in actions:
        for criterion in action.success_criteria:
            if len(criterion.text.split()) >= _LEAST_COPIED:
                where.setdefault(_plain(criterion.text), []).append(action.key)
    for keys in where.values():
        for key in keys if len(set(keys)) > 1 else ():
            text = (
                "Some criteria of these actions are the same, word for word. Does each belong to its action?"
            )
            doubts.add("text.repeated", key, text, cause="criteria")


def _ask_copied_passages(areas: Iterable[Area], doubts: Doubts) -> None:
    passages = [
        (area.ref or area.title, text, _plain(text))
        for area in areas
        for text in (*area.recommendations, *area.narrative)
    ]
    for at, (ref, text, plain) in enumerate(passages):
        for other_ref, _, other in passages[:at]:
            if plain in other or other in plain:
                question = (
                    "Passages of the report are printed more than once, whole or in part. Which are meant?"
                )
                doubts.add("text.repeated", other_ref, question, cause="passages", raw=text)
                doubts.add("text.repeated", ref, question, cause="passages", raw=text)


def _ask_references(actions: Sequence[Action], doubts: Doubts) -> None:
    """Numbers of actions inside the text of an action: its own, or one that no action has."""
    known = {action.ref for action in actions if action.ref}
    for action in actions:
        for ref in {match["ref"] for match in _REFERENCE.finditer(action.text)}:
            if ref == action.ref:
                text = f"Action {ref} refers to {ref}, its own number. Was it numbered differently before?"
                doubts.add("ref.dangling", action.key, text, cause=f"{ref} itself")
            elif ref not in known:
                text = f"The text refers to {ref}, and no action has that number. Which is meant?"
                doubts.add("ref.dangling", action.key, text, cause=ref)


def _ask_pairs(actions: Sequence[Action], doubts: Doubts) -> None:
    """One action opens with *1:* and the next with *2:*: together they may be one."""
    for first, second in pairwise(actions):
        labels = [
            action.milestones[0].label or "" for action in (first, second) if len(action.milestones) == 1
        ]
        numbers = [int(label[:-1]) for label in labels if label[:-1].isdigit()]
        if len(numbers) == 2 and numbers[1] == numbers[0] + 1:
            inside = " and ".join(labels)
            text = f"Actions {first.ref} and {second.ref} are numbered {inside} inside. Are they one pair?"
            doubts.add("text.pair", first.key, text, cause=first.key)
            doubts.add("text.pair", second.key, text, cause=first.key)


def _ask_joint_owners(actions: Sequence[Action], doubts: Doubts) -> None:
    """An owner whose title joins two, one of which stands alone elsewhere: one person, or two."""
    where: dict[str, list[str]] = {}
    for action in actions:
        for owner in action.owners:
            where.setdefault(owner, []).append(action.key)
    for owner in where:
        alone = [half.strip() for half in re.split(r"\s(?:&|and)\s", owner) if half.strip() in where]
        for half in alone if alone != [owner] else ():
            for key in dict.fromkeys([*where[owner], *where[half]]):
                text = (
                    f"“{half}” stands alone, and in “{owner}” together with another. Is it one post or two?"
                )
                doubts.add("owner.alias", key, text, cause=f"{half} in {owner}", raw=f"{half} | {owner}")


def _ask_early_starts(actions: Sequence[Action], measures: Iterable[Measure], doubts: Doubts) -> None:
    dates = [p.earliest for action in actions for m in action.milestones for p in m.due.points if p.earliest]
    if not dates:
        return
    for measure, by in _times(measures):
        points = read_due(by).points
        if by.casefold().startswith(("from", "since")) and points:
            starts = points[0].earliest
            if starts is not None and starts <= min(dates):
                text = "These figures count from the plan’s first date or before. Is the past to be counted?"
                doubts.add("due.before-plan", measure.key, text, cause="start", raw=by)


def _ask_clashing_dates(actions: Iterable[Action], measures: Iterable[Measure], doubts: Doubts) -> None:
    dues = {
        action.key: [point.as_written for milestone in action.milestones for point in milestone.due.points]
        for action in actions
    }
    for measure, by in _times(measures):
        promised = _QUARTER.search(by)
        for key in measure.actions:
            due = [match for each in dues.get(key, ()) if (match := _QUARTER.search(each))]
            if promised and due and all(match["quarter"] != promised["quarter"] for match in due):
                text = f"A criterion says “{by}”, but its action is due {due[0].group()}. Which is meant?"
                doubts.add("due.conflict", key, text, raw=by)


def _times(measures: Iterable[Measure]) -> Iterator[tuple[Measure, str]]:
    for measure in measures:
        for series in measure.series:
            for target in series.targets:
                if target.by_as_written:
                    yield measure, target.by_as_written


def _ask_board_names(lines: Iterable[Line], areas: Sequence[Area], doubts: Doubts) -> None:
    """Names that seem to mean the group that answers for the areas: they share its telling words."""
    groups = list(dict.fromkeys(area.governance_group for area in areas if area.governance_group))
    telling = {word for group in groups for word in _plain(group).split()} - _PLAIN_BOARD
    names = dict.fromkeys(groups)
    for line in lines:
        for name in _boards_in(" ".join(plain_text(cell) for cell in line.text.split("\t"))):
            if set(_plain(name).split()) & telling:
                names.setdefault(name)
    if len(names) > 1:
        for area in areas:
            doubts.add(
                "group.alias",
                area.ref or area.title,
                f"These names seem to mean one board: {'; '.join(names)}. Do they, and which is its name?",
                cause="boards",
                choices=tuple(names),
            )


def _boards_in(text: str) -> Iterator[str]:
    for match in _BOARD.finditer(text):
        words = match.group().split()
        while words and (words[0].casefold() in OPENERS or words[0].endswith(("’s", "'s"))):
            words = words[1:]
        if len(words) > 1:
            yield " ".join(words)
