"""From a file as it was sent to the plan in it, read in a process apart."""

from lapwing.contexts.improvement.files.reading import FileReading, Step, read_file

__all__ = ["FileReading", "Step", "read_file"]
