"""Meetings, decisions, what was raised, and what was asked of packs."""

from .base import About, Kept, KeptVoidable
from .decision import Decision, DecisionQuerySet, DecisionState
from .meeting import AgendaItem, Attendance, Came, Meeting, MinutesState
from .raised import EscalatedItem, PackQuestion

__all__ = [
    "About",
    "AgendaItem",
    "Attendance",
    "Came",
    "Decision",
    "DecisionQuerySet",
    "DecisionState",
    "EscalatedItem",
    "Kept",
    "KeptVoidable",
    "Meeting",
    "MinutesState",
    "PackQuestion",
]
