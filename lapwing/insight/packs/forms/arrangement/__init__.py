"""Lays a pack out as a document: the same for Word, PDF and the page."""

from __future__ import annotations

from lapwing.insight.packs.forms.arrangement.laid_out import document_of
from lapwing.insight.packs.forms.arrangement.order import pictures_in

__all__ = ["document_of", "pictures_in"]
