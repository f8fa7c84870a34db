"""Reads Lapwing's own documents back exactly: known by the visible titles of their tables, and by nothing else."""

from lapwing.contexts.improvement.reading.own.reading import is_own, read_own

__all__ = ["is_own", "read_own"]
