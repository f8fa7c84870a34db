"""A web page: tables with lists in their cells, inside the wrapping of a site for sharing documents."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Part, Promise, Specimen, When

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Harrowmere SEND plan - read online</title>
<style>td { padding: 2px }</style><script>track("page");</script></head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/upload">Upload</a></li><li>Log in</li></ul></nav>
<div class="toolbar"><button>Download</button> <button>Share</button> <span>12 pages</span> <span>1,204 views</span></div>
<main>
<h1>Harrowmere Local Area Partnership SEND Action Plan</h1>
<p>Agreed by the Harrowmere SEND Board.</p>
<h2>Priority 1: Joint working</h2>
<table>
<thead><tr><th>Action number</th><th>What&#8217;s next</th><th>Lead officer</th><th>By when</th><th>Measures of success</th></tr></thead>
<tbody>
<tr><td>1.1</td>
<td><p>Bring health and education advice together:</p><ol type="a"><li>agree one timetable</li><li>share one address for requests</li></ol></td>
<td>Designated Clinical Officer<br>SEND Operations Manager</td><td>Q1 2026</td>
<td><ul><li>Advice arrives within six weeks</li><li>Families are asked only once</li></ul></td></tr>
<tr><td>1.2</td><td>Hold a joint panel every fortnight</td><td>SEND Operations Manager</td><td>Q3 2026</td>
<td><ul><li>Every decision is made within the limit</li></ul></td></tr>
</tbody></table>
<h2>Priority 2: Listening</h2>
<table>
<thead><tr><th>Action number</th><th>What&#8217;s next</th><th>Lead officer</th><th>By when</th><th>Measures of success</th></tr></thead>
<tbody>
<tr><td>2.1</td><td>Pay parents who sit on panels</td><td>Participation Manager</td><td>Q2 2026</td>
<td><ul><li>Four parents sit on each panel</li><li>Parents say they are heard</li></ul></td></tr>
</tbody></table>
</main>
<aside><h3>Similar documents</h3><ul><li>Action plan for a garden centre</li><li>Marketing plan template</li></ul></aside>
<footer>Uploaded by guest. Report this document. Terms, privacy, cookies.</footer>
</body></html>
"""

_Q1 = (When("Q1 2026", "2026-01-01", "2026-03-31"),)

SPECIMEN = Specimen(
    file="harrowmere.html",
    layout="web page: lists in cells, share-site wrapping",
    build=_PAGE.encode,
    title="Harrowmere Local Area Partnership SEND Action Plan",
    local_area="Harrowmere",
    promises=(
        Promise(
            ref="1.1",
            text="Bring health and education advice together: a. agree one timetable b. share one address for requests",
            group="Joint working",
            owners=("Designated Clinical Officer", "SEND Operations Manager"),
            parts=(
                Part("agree one timetable", "a.", _Q1),
                Part("share one address for requests", "b.", _Q1),
            ),
            criteria=("Advice arrives within six weeks", "Families are asked only once"),
        ),
        Promise(
            ref="1.2",
            text="Hold a joint panel every fortnight",
            group="Joint working",
            owners=("SEND Operations Manager",),
            due=(When("Q3 2026", "2026-07-01", "2026-09-30"),),
            criteria=("Every decision is made within the limit",),
        ),
        Promise(
            ref="2.1",
            text="Pay parents who sit on panels",
            group="Listening",
            owners=("Participation Manager",),
            due=(When("Q2 2026", "2026-04-01", "2026-06-30"),),
            criteria=("Four parents sit on each panel", "Parents say they are heard"),
        ),
    ),
)
