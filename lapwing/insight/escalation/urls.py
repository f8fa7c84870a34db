"""Where escalations and their rules are, under ``/p/<partnership>/``."""

from __future__ import annotations

from django.urls import path

from lapwing.insight.escalation.views import escalations, rules

app_name = "escalation"

urlpatterns = [
    path("plan/<str:plan>/escalations/", escalations.escalations, name="escalations"),
    path("plan/<str:plan>/escalation-rules/", rules.rules, name="rules"),
    path("plan/<str:plan>/escalation-rules/new/", rules.new, name="rule-new"),
    path("plan/<str:plan>/escalation-rules/usual/", rules.usual, name="rules-usual"),
    path("escalation-rule/<str:escalation_rule>/", rules.change, name="rule"),
    path("escalation-rule/<str:escalation_rule>/switch/", rules.switch, name="rule-switch"),
    path("escalation-rule/<str:escalation_rule>/history/", rules.history, name="rule-history"),
]
