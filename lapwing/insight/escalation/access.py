"""Who may do what with escalation."""

from __future__ import annotations

from lapwing.insight.escalation.models import EscalationRule
from lapwing.platform.access.rules import Rule

READ = "escalation.read"
SET = "escalation.set"

PERMISSIONS = {
    READ: "See what of the plan was escalated to groups, why, what they answered, and the rules for it.",
    SET: "Set the rules by which things of the plan are escalated to groups.",
}

escalation_rules = Rule(EscalationRule)
