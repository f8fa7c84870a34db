"""How sensitive what governance holds is: what colleagues decided, by posts and names of people in office."""

from __future__ import annotations

from lapwing.platform.access.data_classes import WORKING

TABLES = {
    "governance_meeting": WORKING,
    "governance_attendance": WORKING,
    "governance_agendaitem": WORKING,
    "governance_decision": WORKING,
    "governance_escalateditem": WORKING,
    "governance_packquestion": WORKING,
    "governance_risk": WORKING,
    "governance_riskscore": WORKING,
    "governance_toldtofamilies": WORKING,
}
