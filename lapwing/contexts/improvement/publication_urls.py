"""Addresses where it is said by when a plan is to be published, and that it was."""

from __future__ import annotations

from django.urls import path

from lapwing.contexts.improvement.edit_views import publication

urlpatterns = [
    path("plan/<str:plan>/publication/", publication.page, name="publication"),
    path("plan/<str:plan>/publication/report/", publication.report, name="publication-report"),
    path("plan/<str:plan>/publication/said/", publication.say, name="publication-say"),
    path(
        "publication/<str:plan_publication>/take-back/", publication.take_back, name="publication-take-back"
    ),
    path("publication-terms/", publication.terms, name="publication-terms"),
    path("publication-terms/<str:plan_kind>/", publication.term, name="publication-term"),
]
