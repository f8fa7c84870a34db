"""Every form that posts carries the key by which a second sending is known, or has a reason for none."""

from __future__ import annotations

import re
from pathlib import Path

LAPWING = Path(__file__).resolve().parents[1] / "lapwing"
FORM = re.compile(r"<form\b(?=[^>]*method=\"post\").*?(?:</form>|\Z)", re.S)

VERSION = "names the version that its page had: the second finds another, and is told"
STEP = "sets what is so, and does so again: twice is once"
SECRET = "takes a secret that counts once, of people who are not signed in yet"
SHOWN = "proves who somebody is: a second proof changes nothing"
# The templates with forms that need no key, and why.
NEEDS_NONE = {
    "contexts/improvement/templates/improvement/edit/moves.html": VERSION,
    "contexts/improvement/templates/improvement/edit/reading.html": "a draft that is gone is said to be",
    "contexts/improvement/templates/improvement/review/_edits.html": "a draft that is gone is said to be",
    "contexts/improvement/templates/improvement/review/_macros.html": VERSION,
    "contexts/improvement/templates/improvement/version/compare.html": STEP,
    "platform/accounts/sessions/templates/sessions/sessions.html": STEP,
    "platform/accounts/sessions/templates/sessions/unsent.html": "what was kept holds the key that it had",
    "platform/accounts/templates/accounts/_passkey.html": SHOWN,
    "platform/accounts/templates/accounts/confirm.html": SHOWN,
    "platform/accounts/templates/accounts/recovery_code.html": SECRET,
    "platform/accounts/templates/accounts/second_factor.html": SECRET,
    "platform/accounts/templates/accounts/sign_in.html": SHOWN,
    "platform/imports/templates/imports/columns.html": VERSION,
    "platform/imports/templates/imports/row.html": VERSION,
    "platform/imports/templates/imports/rows.html": VERSION,
    "platform/imports/templates/imports/step.html": VERSION,
    "platform/notices/templates/notices/notices.html": STEP,
    "platform/notices/templates/notices/stop.html": STEP,
    "platform/ui/templates/layouts/_header.html": "signs out",
    "platform/ui/templates/layouts/_staying.html": STEP,
    "platform/ui/templates/ui/components/table_views.html": "a view of a name is kept once, under that name",
    "platform/ui/templates/ui/pages/gallery.html": "saves nothing",
    "registry/templates/registry/accept.html": SECRET,
}


def forms() -> list[tuple[str, str]]:
    """Every form of ours that posts: the template's path and the form as it is written."""
    return [
        (str(path.relative_to(LAPWING)), form)
        for path in sorted(LAPWING.rglob("templates/**/*.html"))
        for form in FORM.findall(path.read_text())
    ]


def test_every_form_is_counted_once_or_says_why_not() -> None:
    found = {path for path, form in forms() if "sent_once_field()" not in form}
    assert found == set(NEEDS_NONE)


def test_a_form_that_relies_on_a_version_sends_one() -> None:
    without = [
        (path, form)
        for path, form in forms()
        if NEEDS_NONE.get(path) == VERSION
        # the kit draws it with the fields of a VersionedForm
        and not re.search(r"name=\"version\"|field\(\"version\"\)|ui\.fields\(form\)", form)
    ]
    assert without == []


def test_there_are_forms() -> None:
    assert len(forms()) > 40
