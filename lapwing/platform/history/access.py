"""Who may read the history."""

PERMISSIONS = {
    "history.read": "Read who changed which record, when and why.",
}
