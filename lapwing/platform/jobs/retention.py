"""How long what ran in the background is kept."""

from __future__ import annotations

from lapwing.platform.jobs.keeping import EFFECTS_KEPT, FAILED_JOBS_KEPT, FINISHED_JOBS_KEPT, WORK_KEPT
from lapwing.platform.retention.kinds import Cleared, lasting

CLEARED = (
    Cleared(
        "Work in the background",
        lasting(WORK_KEPT, "after its end"),
        "A person can come back to what came of it.",
    ),
    Cleared(
        "Jobs of the queue",
        f"{lasting(FINISHED_JOBS_KEPT)}, those that failed {lasting(FAILED_JOBS_KEPT)}",
        "Whoever operates Lapwing can see what went wrong and run it again. They hold numbers alone.",
    ),
    Cleared(
        "Keys of what was done once",
        lasting(EFFECTS_KEPT),
        "A form that is sent twice, or a job that runs twice, is counted once.",
    ),
)
