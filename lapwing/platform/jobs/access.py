"""Who may look after what runs in the background."""

PERMISSIONS = {
    "jobs.operate": "See what runs in the background, what failed and why, and run it again.",
}
