"""Reads Lapwing's own documents back exactly: known by the visible titles of their tables alone."""

from lapwing.contexts.improvement.reading.own.reading import is_own, read_own

__all__ = ["is_own", "read_own"]
