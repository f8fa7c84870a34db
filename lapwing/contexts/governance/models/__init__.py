"""Meetings, decisions, what was raised, what was asked of packs, risks, and what families were told."""

from .base import About, Kept, KeptVoidable
from .decision import Decision, DecisionQuerySet, DecisionState
from .meeting import AgendaItem, Attendance, Came, Meeting, MinutesState
from .raised import EscalatedItem, ItemKind, PackQuestion
from .risk import Risk, RiskKind, RiskQuerySet, RiskScore
from .told import Channel, ToldToFamilies

__all__ = [
    "About",
    "AgendaItem",
    "Attendance",
    "Came",
    "Channel",
    "Decision",
    "DecisionQuerySet",
    "DecisionState",
    "EscalatedItem",
    "ItemKind",
    "Kept",
    "KeptVoidable",
    "Meeting",
    "MinutesState",
    "PackQuestion",
    "Risk",
    "RiskKind",
    "RiskQuerySet",
    "RiskScore",
    "ToldToFamilies",
]
