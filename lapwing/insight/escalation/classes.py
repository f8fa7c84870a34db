"""How sensitive what escalation holds is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import WORKING

TABLES = {"escalation_escalationrule": WORKING, "escalation_escalation": WORKING}
