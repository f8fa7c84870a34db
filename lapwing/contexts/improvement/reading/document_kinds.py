"""What a file is: a plan, a progress report of one, a list of contents, a press notice, or something else.

A plan promises: somebody, a date or a success stands beside its actions, and then it is a plan whatever else
stands in it. A progress report only tells of actions. The others hold none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lapwing.contexts.improvement.interchange import DocumentKind
from lapwing.contexts.improvement.reading.evening import evened
from lapwing.contexts.improvement.reading.grids.headers import ColumnTitle, Header, headers_of
from lapwing.contexts.improvement.reading.landmarks import Kind, landmarks_of
from lapwing.contexts.improvement.reading.lines import Line, lines_of
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.report_headings import report_heading
from lapwing.contexts.improvement.reading.tab_tables import tables_in
from lapwing.domain.due_dates import mentions_in
from lapwing.platform.extraction.document import Document

_PROMISES = frozenset({Role.DUE, Role.START, Role.SUCCESS})
_MEASURES = frozenset({Role.BASELINE, Role.TARGET})
_REPORT = re.compile(
    r"\b(?:progress|highlight|update|monitoring|exception|status) (?:report|update)\b"
    r"|\bprogress (?:against|since|on)\b|\b(?:update|report) on progress\b",
    re.I,
)
# What a report says of itself to those it is written for.
_TO_BOARD = re.compile(
    r"\breporting period\b|\bperiod (?:covered|of (?:this )?report)\b"
    r"|\bthis report (?:\w+ )?(?:updates?|tells|sets out|informs|provides|summarises|covers|describes)\b"
    r"|\b(?:is|are) asked to (?:note|approve|consider|agree|comment|discuss)\b"
    r"|\bpurpose of (?:this|the) report\b|\bto update the (?:\w+ ){0,3}board\b",
    re.I,
)
_LEADER = re.compile(r"(?:[.…·_]{3,}|(?:\.\s){3,}|\t|\s{3,})\s*\d{1,3}\s*$")
_CONTENTS = re.compile(r"^\W*(?:table of )?contents(?: page)?\W*$", re.I)
_PRESS = re.compile(
    r"\bpress (?:release|office|notice)\b|\bmedia (?:release|enquir\w+|office)\b|\bnews release\b"
    r"|\bfor immediate release\b|\bnotes? (?:to|for) editors\b|^\W*ends\W*$",
    re.I | re.M,
)
_QUOTED = re.compile(
    r"[“\"][^”\"]{15,}[”\"][^.\n]{0,60}\b(?:said|says|added|commented|explained)\b|\b(?:said|says|added|commented)\b[^.\n]{0,40}[:,]\s*[“\"]"
)
_NEWS = re.compile(
    r"^\W*(?:latest news|news|back to news|related news|news (?:and events|room)|newsroom)\W*$", re.I | re.M
)
_CONTACT = re.compile(
    r"\b(?:contact|enquiries|email|telephone|call)\b.{0,80}(?:@|\b0\d{2,4}[\s-]?\d{3})", re.I
)
_TOP = 12
_FEW = 4
_NOTICE = 3


def kind_of(document: Document) -> DocumentKind:
    """The kind of a document whose tables have been found (see ``text_grids``)."""
    lines = lines_of(document.text)
    tables = list(_tables(document, lines))
    titled = says_report(document)
    written = titled and bool(_TO_BOARD.search(document.text))
    if any(_promises(roles, titled=titled, written=written) for roles in tables):
        return "plan"
    if is_contents(document):
        return "contents"
    if any(_tells(roles) for roles in tables) or _report_headings(lines) >= 2:
        return "progress report"
    if _notice_signs(document.text, lines) >= _NOTICE:
        return "notice"
    marks = {mark.kind for mark in landmarks_of(evened(lines))}
    if tables or marks & {Kind.ACTION_TABLE, Kind.MEASURE_TABLE}:
        return "plan"
    return "progress report" if written else "other"


def _tables(document: Document, lines: Sequence[Line]) -> Iterator[frozenset[Role]]:
    """The roles of the columns of every table whose titles are known."""
    for grid in document.grids:
        for header in headers_of(grid):
            yield header.roles | ({Role.STATUS} if status_columns(header) else frozenset())
    for table in tables_in(lines):
        yield frozenset(role for role in table.roles if role)


def status_columns(header: Header) -> tuple[ColumnTitle, ...]:
    """The columns of statuses: those titled so, and those titled with nothing but a period."""
    return tuple(
        title for title in header.titles if title.role is Role.STATUS or (title.role is None and title.period)
    )


def _promises(roles: frozenset[Role], *, titled: bool, written: bool) -> bool:
    """Whether a table holds actions with what was promised of them. In what calls itself a report, a lead
    beside the progress is no promise; in one that is ``written`` to a board, nor is the date of an action."""
    acting = bool(roles & {Role.ACTION, Role.STEP})
    if acting and roles & _PROMISES:
        return not (written and Role.EVIDENCE in roles and Role.SUCCESS not in roles)
    if acting and Role.EVIDENCE not in roles:
        return not titled
    return (acting and Role.OWNER in roles and not titled) or roles >= _MEASURES


def _tells(roles: frozenset[Role]) -> bool:
    """Whether a table tells how actions stand."""
    named = roles & {Role.ACTION, Role.STEP, Role.REFERENCE}
    return bool(named and roles & {Role.EVIDENCE, Role.STATUS})


def says_report(document: Document) -> bool:
    """Whether the top of a document, or its name, calls it a report on progress."""
    top = [line for line in document.lines if line.strip()][:_TOP]
    return any(len(line) < 140 and _REPORT.search(line) for line in [document.name.replace("_", " "), *top])


def _report_headings(lines: Sequence[Line]) -> int:
    """How many headings name an action and its progress."""
    return sum(bool(report_heading(line.text)) for line in lines)


def is_contents(document: Document) -> bool:
    """Whether a document is nothing but a list of what stands on which page."""
    rows = list(_printed_rows(document))
    leading = sum(bool(_LEADER.search(row)) for row in rows)
    headed = any(_CONTENTS.match(row) for row in rows[:_TOP])
    return leading >= _FEW and leading >= len(rows) * (0.5 if headed else 0.8)


def _printed_rows(document: Document) -> Iterator[str]:
    """The lines as a person sees them: the cells of a row of a table beside each other."""
    for grid in document.grids:
        for number in range(grid.rows):
            if text := "   ".join(" ".join(cell.text.split()) for cell in grid.row(number)):
                yield text
    for _, line in document.outside_grids():
        if line.strip():
            yield line


def _notice_signs(text: str, lines: Sequence[Line]) -> int:
    """How much speaks for a press notice or a page of news."""
    top = [line.text.strip() for line in lines if not line.blank][:_TOP]
    dated = any(len(line) < 60 and _is_dateline(line) for line in top)
    quotes = min(2, len(_QUOTED.findall(text)))
    press = min(2, 2 * len(_PRESS.findall(text)))
    return press + quotes + dated + bool(_NEWS.search(text)) + bool(_CONTACT.search(text))


def _is_dateline(line: str) -> bool:
    bare = re.sub(
        r"^\W*(?:published|posted|date|released|updated|last updated)\b[\s:]*(?:on\b)?", "", line, flags=re.I
    )
    found = mentions_in(bare)
    return len(found) == 1 and not re.sub(
        r"[\W\d]+|mon|tues|wednes|thurs|fri|satur|sun|day",
        "",
        bare.replace(found[0].as_written, ""),
        flags=re.I,
    )
