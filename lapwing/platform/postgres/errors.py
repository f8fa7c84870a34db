"""What can go wrong with the embedded server, in words for the person at the terminal."""


class PostgresError(Exception):
    """The embedded server cannot be used as things stand; the message says what would make it possible."""
