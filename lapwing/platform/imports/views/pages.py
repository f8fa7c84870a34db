"""Every page of a feed: its name, where it is, what shows it, and how it may be asked for."""

from __future__ import annotations

from functools import partial

from lapwing.platform.imports.views.common import FeedView
from lapwing.platform.imports.views.looking import columns, line, one, problems
from lapwing.platform.imports.views.sending import send, sent_files, template

PAGES: dict[str, tuple[str, FeedView, list[str]]] = {
    "imports": ("", sent_files, ["GET"]),
    "send": ("send/", send, ["GET", "POST"]),
    "template": ("template.csv", template, ["GET"]),
    "import": ("<str:data_import>/", one, ["GET", "POST"]),
    "columns": ("<str:data_import>/columns/", columns, ["GET", "POST"]),
    "line": ("<str:data_import>/line/<int:line>/", line, ["GET", "POST"]),
    "problems-csv": ("<str:data_import>/problems.csv", partial(problems, ending="csv"), ["GET"]),
    "problems-xlsx": ("<str:data_import>/problems.xlsx", partial(problems, ending="xlsx"), ["GET"]),
}
