"""What a person should know of the document as a whole: said once, in one note, with nothing to answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lapwing.contexts.improvement.interchange import Action
from lapwing.contexts.improvement.reading.columns import plain_title
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.front_matter import FrontMatter
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.tab_tables import tables_in

_SHORT = re.compile(r"\b[A-Z]{3,7}\b")
# Short forms of the law, the health service and of plans themselves that every reader of one knows.
_KNOWN = frozenset(
    [
        "SEND",
        "SEN",
        "EHC",
        "EHCP",
        "EHCPS",
        "CYP",
        "NHS",
        "ICB",
        "CAMHS",
        "CQC",
        "ADHD",
        "SENCO",
        "SENCOS",
        "DCO",
        "SRO",
        "KPI",
        "KPIS",
        "RAG",
        "BRAG",
        "TBC",
        "TBA",
        "TBD",
        "PDF",
        "URL",
        "DMO",
        "DSCO",
        "SALT",
        "SENDIASS",
        "DFE",
    ]
)
_PART = re.compile(r"\b(?:appendix|annex)\s+(?:\d{1,2}|[A-Z])\b", re.I)
_DEAD_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\(#?\)")
_TAG = re.compile(r"<(?:p|ul|ol|li|br)\b", re.I)
_WITH_NUMBER = re.compile(r"\b([A-Z][A-Za-z]{2,})( ?)(\d+)\b")
_OFTEN = 5


def note_document(
    lines: Sequence[Line],
    front: FrontMatter,
    actions: Sequence[Action],
    glossary: Mapping[str, str],
    doubts: Doubts,
) -> None:
    """One ``note.document`` for all of it; none when there is nothing to say or no action was found."""
    text = "\n".join(line.text for line in lines)
    told = [
        *_undated(front),
        *_short_forms(text, glossary),
        *_missing_parts(lines, text),
        *_titles(lines),
        *_marks(actions),
        *_spellings(actions),
    ]
    if _TAG.search(text):
        told.append("Cells hold HTML; its paragraphs and lists were read, its tags left out.")
    if actions and told:
        doubts.add("note.document", "plan", "About the document itself.", raw="\n".join(told))


def _undated(front: FrontMatter) -> Iterator[str]:
    """An inspection that the plan dates only by its month has no days until a person gives them."""
    if front.inspection.as_written and front.inspection.from_ is None:
        yield f"The inspection is dated only “{front.inspection.as_written}”; its days are left open."


def _short_forms(text: str, glossary: Mapping[str, str]) -> Iterator[str]:
    """Acronyms that nothing explains, and one that swaps the letters of another used often."""
    shouted = {
        word for line in text.splitlines() if line.isupper() and " " in line.strip() for word in line.split()
    }
    met = Counter(word for word in _SHORT.findall(text) if word not in shouted)
    words = set(re.findall(r"\b[a-z]{3,7}\b", text))
    slips = {
        short: often
        for short, times in met.items()
        for often, many in met.items()
        if times == 1 and many >= _OFTEN and short != often and sorted(short) == sorted(often)
    }
    unexplained = [
        short
        for short in met
        if short not in _KNOWN | glossary.keys() | slips.keys()
        and short.lower() not in words
        and not re.search(rf"\({short}\)|\b{short}\s*\([A-Z][a-z]", text)
    ]
    if unexplained:
        yield f"Short forms that the document does not explain: {', '.join(unexplained)}."
    for short, often in slips.items():
        yield f"“{short}” looks like a slip for {often}. It is kept as printed."


def _missing_parts(lines: Sequence[Line], text: str) -> Iterator[str]:
    headed = {match.group().casefold() for line in lines if (match := _PART.match(line.text.strip()))}
    for part in dict.fromkeys(match.group() for match in _PART.finditer(text)):
        if part.casefold() not in headed:
            yield f"The document speaks of {part.lower()} and does not hold it."
    for name in dict.fromkeys(_DEAD_LINK.findall(text)):
        yield f"The link “{name}” leads nowhere."


def _titles(lines: Sequence[Line]) -> Iterator[str]:
    """Columns of one meaning that are titled differently from table to table."""
    titled: dict[Role, dict[str, str]] = {}
    for table in tables_in(lines):
        for title, role in zip(table.titles, table.roles, strict=False):
            if role:
                titled.setdefault(role, {}).setdefault(plain_title(title), title)
    for titles in titled.values():
        if len(titles) > 1:
            yield f"One column has several titles: {', '.join(titles.values())}."


def _marks(actions: Sequence[Action]) -> Iterator[str]:
    """The parts of actions are numbered in more than one style."""
    labels = [m.label for action in actions for m in action.milestones if m.label and len(m.label) < 10]
    styles = {re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", label)): label for label in reversed(labels)}
    if len(styles) > 1:
        yield f"Parts of actions are marked in several ways: {' '.join(reversed(styles.values()))}"


def _spellings(actions: Sequence[Action]) -> Iterator[str]:
    """Names written with and without a space before their number."""
    met: dict[str, dict[str, None]] = {}
    for action in actions:
        for text in (action.text, *(milestone.text for milestone in action.milestones)):
            for match in _WITH_NUMBER.finditer(text):
                met.setdefault((match[1] + match[3]).casefold(), {})[match.group()] = None
    for spellings in met.values():
        if len(spellings) > 1:
            listed = " and ".join(f"“{name}”" for name in spellings)
            yield f"{listed} look like one name. They are kept as printed."
