"""The columns of the workbook: what the plan says, locked; what people write, open; and a hidden key."""

from __future__ import annotations

from lapwing.contexts.improvement.models import Confidence
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import SAYABLE
from lapwing.platform.imports.feeds import Column, Kind

SHEET = "Updates"
KEY = "key"
# As the words of the drop-downs stand in the workbook.
STATUS_WORDS: dict[str, Status] = {status.label: status for status in SAYABLE}
CONFIDENCE_WORDS: dict[str, str] = {str(each.label): each.value for each in Confidence}

LOCKED = (
    Column(name="number", title="Reference", is_locked=True),
    Column(name="action", title="Action", is_locked=True),
    Column(name="milestone", title="Milestone", is_locked=True),
    Column(name="due", title="Date now", is_locked=True),
    Column(name="first", title="First date", is_locked=True),
    Column(name="last", title="Standing last time", is_locked=True),
    Column(name="state", title="Where the update is", is_locked=True),
)
OPEN = (
    Column(
        name="status",
        title="How does it stand?",
        kind=Kind.CHOICE,
        choices=tuple(STATUS_WORDS),
    ),
    Column(name="done", title="What was done?", hint="Since last time. No names of children", is_long=True),
    Column(
        name="impact",
        title="What changed for children and families?",
        hint="Not what you did, but what is different because of it",
        is_long=True,
    ),
    Column(name="next_steps", title="What comes next?", hint="Who will do what, and by when", is_long=True),
    Column(
        name="mitigation",
        title="If at risk or off track: what is being done?",
        hint="Needed when it is off track",
        is_long=True,
    ),
    Column(
        name="forecast_on",
        title="By when will it be done?",
        kind=Kind.DAY,
        hint="A date. Needed when it is off track",
        example="31/12/2026",
    ),
    Column(
        name="confidence",
        title="How sure are you of that?",
        kind=Kind.CHOICE,
        choices=tuple(CONFIDENCE_WORDS),
    ),
)
COLUMNS = (*LOCKED, *OPEN, Column(name=KEY, title="Key", is_locked=True))
TITLES = {column.name: column.title for column in COLUMNS}
