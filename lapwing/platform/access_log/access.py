"""Who may read the log of what was read."""

PERMISSIONS = {
    "access_log.read": "See who looked at which records, when and on which page.",
}

# It says what colleagues did, and whose records they opened.
PERSONAL = frozenset({"access_log.read"})
