"""Addresses where evidence is given, read and accepted."""

from __future__ import annotations

from django.urls import path

from lapwing.contexts.improvement.edit_views import evidence as giving
from lapwing.contexts.improvement.views import evidence

urlpatterns = [
    path("plan/<str:plan>/evidence/", evidence.evidence, name="evidence"),
    path("plan/<str:plan>/evidence/to-accept/", evidence.to_accept, name="evidence-to-accept"),
    path("evidence/<str:evidence>/", evidence.one, name="evidence-one"),
    path("evidence/<str:evidence>/change/", giving.change, name="evidence-change"),
    path("evidence/<str:evidence>/withdraw/", giving.withdraw, name="evidence-withdraw"),
    path("evidence/<str:evidence>/accept/", giving.accept, name="evidence-accept"),
    path("evidence/<str:evidence>/return/", giving.give_back, name="evidence-return"),
    path("action/<str:action>/evidence/", giving.give_of_action, name="give-evidence-of-action"),
    path("milestone/<str:milestone>/evidence/", giving.give_of_milestone, name="give-evidence"),
    path(
        "criterion/<str:success_criterion>/evidence/",
        giving.give_of_criterion,
        name="give-evidence-of-criterion",
    ),
]
