"""Who may look after the tokens of a partnership's people."""

PERMISSIONS = {
    "tokens.manage": "See which people have API tokens for the partnership, and end them. Shows no token.",
}

# Names of colleagues.
PERSONAL = frozenset({"tokens.manage"})
