"""What forms over a record that others may be editing have in common."""

from __future__ import annotations

from lapwing.platform.editing.pages import EditForm

__all__ = ["EditForm"]
