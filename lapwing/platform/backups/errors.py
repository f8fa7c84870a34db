class BackupError(Exception):
    """A backup could not be made, read or restored; the message says why and what to do."""
