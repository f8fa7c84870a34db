"""Every page of a feed: its name, where it is, what shows it, and how it may be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from lapwing.platform.imports.feeds import Feed
from lapwing.platform.imports.views.common import FeedView
from lapwing.platform.imports.views.looking import columns, line, marked, one, problems
from lapwing.platform.imports.views.sending import send, sent_files, template, workbook

Pages = Mapping[str, tuple[str, FeedView, list[str]]]

PAGES: Pages = {
    "imports": ("", sent_files, ["GET"]),
    "send": ("send/", send, ["GET", "POST"]),
    "import": ("<str:data_import>/", one, ["GET", "POST"]),
    "columns": ("<str:data_import>/columns/", columns, ["GET", "POST"]),
    "line": ("<str:data_import>/line/<int:line>/", line, ["GET", "POST"]),
}
_OF_ANY_FILE: Pages = {
    "template": ("template.csv", template, ["GET"]),
    "problems-csv": ("<str:data_import>/problems.csv", partial(problems, ending="csv"), ["GET"]),
    "problems-xlsx": ("<str:data_import>/problems.xlsx", partial(problems, ending="xlsx"), ["GET"]),
}
_OF_OWN_WORKBOOK: Pages = {
    "workbook": ("workbook.xlsx", workbook, ["GET"]),
    "marked": ("<str:data_import>/marked.xlsx", marked, ["GET"]),
}


def pages_of(feed: Feed) -> Pages:
    """The pages of one feed; those without a part of the address first, which would be taken for one."""
    further = _OF_OWN_WORKBOOK if feed.workbook is not None else _OF_ANY_FILE
    return {**further, **PAGES}
