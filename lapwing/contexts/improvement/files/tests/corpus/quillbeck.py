"""A web page without tables: headings, labels in bold, and who and when in brackets after numbered actions."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Part, Promise, Specimen, When

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Quillbeck SEND improvement plan</title></head><body>
<nav><a href="/">Home</a> <a href="/offer">Local offer</a></nav>
<main><h1>Quillbeck local area partnership SEND improvement plan</h1>
<p>You can read below what we will do.</p>
<h2>Priority 1: Listening to families</h2>
<h3>Action 1.1: Set up a parent panel for each locality</h3>
<p><strong>Lead:</strong> Participation Manager</p><p><strong>By when:</strong> March 2026</p>
<p><strong>Success criteria:</strong></p><ul><li>Four panels meet each term</li><li>Parents set the agenda</li></ul>
<h3>Action 1.2: Answer each complaint within ten days</h3>
<p><strong>Lead:</strong> Complaints Manager and Casework Lead</p><p><strong>By when:</strong> January 2026</p>
<p><strong>Success criteria:</strong></p><ul><li>Families say that the answer was clear</li></ul>
<h2>Priority 2: Moving on</h2>
<p>2.1 Name a transition worker for each special school (Lead: Head of Adult Care; by September 2026)</p>
<ul><li>Agree the post by March 2026</li><li>Tell every family in Year 9</li></ul>
<p>2.2 Publish a calendar of open days (Lead: Post-16 Manager; by May 2026)</p>
</main><footer><p>Is this page useful? Yes No</p></footer></body></html>
"""


def _month(words: str, first: str, last: str) -> tuple[When, ...]:
    return (When(words, first, last),)


SPECIMEN = Specimen(
    file="quillbeck.html",
    layout="web page: headings, labels, brackets, no table",
    build=_PAGE.encode,
    title="Quillbeck local area partnership SEND improvement plan",
    questions=1,
    promises=(
        Promise(
            ref="1.1",
            text="Set up a parent panel for each locality",
            group="Listening to families",
            owners=("Participation Manager",),
            due=_month("March 2026", "2026-03-01", "2026-03-31"),
            criteria=("Four panels meet each term", "Parents set the agenda"),
        ),
        Promise(
            ref="1.2",
            text="Answer each complaint within ten days",
            group="Listening to families",
            owners=("Complaints Manager", "Casework Lead"),
            due=_month("January 2026", "2026-01-01", "2026-01-31"),
            criteria=("Families say that the answer was clear",),
        ),
        Promise(
            ref="2.1",
            text="Name a transition worker for each special school Agree the post by March 2026 Tell every family "
            "in Year 9",
            group="Moving on",
            owners=("Head of Adult Care",),
            parts=(
                Part("Agree the post by March 2026", None, _month("March 2026", "2026-03-01", "2026-03-31")),
                Part(
                    "Tell every family in Year 9",
                    None,
                    _month("September 2026", "2026-09-01", "2026-09-30"),
                ),
            ),
        ),
        Promise(
            ref="2.2",
            text="Publish a calendar of open days",
            group="Moving on",
            owners=("Post-16 Manager",),
            due=_month("May 2026", "2026-05-01", "2026-05-31"),
        ),
    ),
)
