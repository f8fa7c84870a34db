"""What a person should see in a flattened plan though it is read as printed: references, owners, wording."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from lapwing.contexts.improvement.interchange import Action, Finding, Objective
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.owners import Posts
from lapwing.domain.due_dates import MONTH

_FULL = re.compile(r"(?<![\d.])[1-9]\d?(?:\.[1-9]\d?){2}(?![\d.]*\d)")
_SHORT = re.compile(r"\bactions?\s+(?P<ref>[1-9]\d?\.[1-9]\d?)(?![\d.]*\d)", re.I)
_SUBJECT = re.compile(r"^(?:The\s+)?(?P<who>[A-Z][^.]{1,60}?)\s+will\b")
_SHARED_LETTERS = 5


def ask_about_references(actions: Sequence[Action], doubts: Doubts) -> None:
    """Numbers in the text that are no action's, and shortened ones that could be several."""
    known = list(dict.fromkeys(action.ref for action in actions if action.ref))
    for action in actions:
        text = " ".join([action.text, *(milestone.text for milestone in action.milestones)])
        named = dict.fromkeys([*_FULL.findall(text), *_SHORT.findall(text)])
        if unknown := [ref for ref in named if ref not in known]:
            _ask_dangling(action, unknown, known, doubts)


def _ask_dangling(action: Action, unknown: Sequence[str], known: Sequence[str], doubts: Doubts) -> None:
    """One question for an action: what each number may be short for. A single number gives its choices."""
    meant = [[each for each in known if f".{each}.".find(f".{ref}.") >= 0] for ref in unknown]
    listed = "; ".join(
        f"{ref} ({', '.join(could) or 'nothing like it'})" for ref, could in zip(unknown, meant, strict=True)
    )
    text = f"The text speaks of actions by numbers that none has. Which are meant? {listed}"
    doubts.add("ref.dangling", action.key, text, choices=tuple(meant[0]) if len(unknown) == 1 else ())


def ask_about_cross_references(
    findings: Iterable[Finding], objectives: Sequence[Objective], doubts: Doubts
) -> None:
    """Objectives that a finding names and the plan does not have."""
    known = {objective.ref for objective in objectives}
    for finding in findings:
        for ref in finding.objectives:
            if known and ref not in known:
                text = "Findings name objectives that the plan does not have. Which are meant?"
                doubts.add(
                    "ref.dangling",
                    f"finding {finding.ref or finding.text[:40]}",
                    text,
                    cause="objectives",
                    raw=f"{finding.ref or finding.text[:40]}: {ref}",
                )


def ask_about_owners(actions: Sequence[Action], posts: Posts, doubts: Doubts) -> None:
    """Owners at another organisation than the one that is to act, and a lone acronym as the only owner."""
    for action in actions:
        acting = _SUBJECT.match(action.text)
        who = acting["who"] if acting else ""
        wanted = set(re.findall(r"\w+", who)) & posts.organisations
        owning = {word for owner in action.owners for word in re.findall(r"\w+", owner)}
        if wanted and action.owners and not wanted & owning:
            text = f"“{who}” is to act, but the owner is {action.owners[0]}. Is that right?"
            doubts.add("owner.organisation", action.key, text, choices=("yes", "no"))
        if len(action.owners) == 1 and action.owners[0] in posts.acronyms:
            text = f"The only owner is “{action.owners[0]}”, without an organisation. At which organisation?"
            doubts.add("owner.organisation", action.key, text)


def ask_about_joint_owners(
    lone_ands: Iterable[str], actions: Sequence[Action], posts: Posts, doubts: Doubts
) -> None:
    """Posts joined by *and*: two owners, or one with two hats? ``lone_ands`` are cells with a lone ``&``."""
    for key in lone_ands:
        text = "“&” stands on a line of its own between two owners, who are read as two. Is that right?"
        doubts.add("owner.split", key, text, choices=("two owners", "one owner"))
    for action in actions:
        if unnamed := [owner for owner in action.owners if not posts.names_post(owner)]:
            text = "Some owners name a team or an organisation and no post. Is each of them one owner?"
            doubts.add("owner.split", action.key, text, cause="no post", raw=", ".join(unnamed))
        for owner in action.owners:
            halves = re.split(r"\s+(?:&|and)\s+", owner)
            if len(halves) > 1 and halves[-1] in posts.acronyms:
                text = f"“{owner}” is read as one owner. Is it one person with two posts, or two people?"
                doubts.add(
                    "owner.split",
                    action.key,
                    text,
                    cause=owner,
                    choices=("one owner", "two owners"),
                    raw=owner,
                )


def ask_about_wording(findings: Sequence[Finding], objectives: Sequence[Objective], doubts: Doubts) -> None:
    """The same finding printed twice with one word that differs (both are kept as printed)."""
    for objective in objectives:
        for quoted in objective.findings:
            for finding in findings:
                for first, second in _swapped(_plain(finding.text), _plain(quoted)):
                    text = f"The same finding is printed with “{first}” and with “{second}”. Which is right?"
                    doubts.add(
                        "text.disagrees",
                        f"objective {objective.ref}",
                        text,
                        choices=(first, second),
                        raw=quoted,
                    )


def _plain(text: str) -> list[str]:
    return re.findall(r"[\w’'-]+", text)


def _swapped(first: Sequence[str], second: Sequence[str]) -> list[tuple[str, str]]:
    """The pair of alike words that is all that differs between two texts; nothing for other differences."""
    if len(first) != len(second):
        return []
    matcher = difflib.SequenceMatcher(
        None, [w.casefold() for w in first], [w.casefold() for w in second], autojunk=False
    )
    if matcher.quick_ratio() < 0.8:
        return []
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if len(changes) != 1 or changes[0][0] != "replace" or changes[0][2] - changes[0][1] != 1:
        return []
    _, at, _, start, end = changes[0]
    pair = first[at], second[start]
    alike = end - start == 1 and pair[0][:_SHARED_LETTERS].casefold() == pair[1][:_SHARED_LETTERS].casefold()
    return [pair] if alike and min(map(len, pair)) > _SHARED_LETTERS * 2 else []


_SPLIT_DATE = re.compile(rf"\b(?:by|in|from|until)\n(?:the )?{MONTH}\s+\S+|{MONTH}\n(?:20)?\d\d\b", re.I)


def note_mended(mended: Iterable[str], cells: Iterable[Sequence[Line]], doubts: Doubts) -> None:
    """Tells which words and dates were joined over a line end: a hyphen that belonged there is missed."""
    texts = ("\n".join(line.text.strip() for line in cell if not line.blank) for cell in cells)
    dates = [" / ".join(match.group().split("\n")) for text in texts for match in _SPLIT_DATE.finditer(text)]
    joined = ", ".join(dict.fromkeys([*mended, *dates]))
    if joined:
        text = "Words broken over a line end were joined without the hyphen, and dates broken over two lines."
        doubts.add("note.joined", "plan", text, raw=joined)
