"""Who may read the history."""

PERMISSIONS = {
    "history.read": "Read who changed which record, when and why.",
}

# The history holds what people wrote and who wrote it.
PERSONAL = frozenset({"history.read"})
