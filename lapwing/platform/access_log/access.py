"""Who may read the log of what was read."""

READ = "access_log.read"

PERMISSIONS = {
    READ: "See who looked at which records, when and on which page.",
}

# It says what colleagues did, and whose records they opened.
PERSONAL = frozenset({READ})
