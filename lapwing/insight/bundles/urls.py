"""Where monitoring events and bundles are, under ``/p/<partnership>/``."""

from __future__ import annotations

from django.urls import path

from lapwing.insight.bundles import views

app_name = "bundles"

urlpatterns = [
    path("plan/<str:plan>/monitoring/", views.events, name="events"),
    path("plan/<str:plan>/monitoring/new/", views.new, name="event-new"),
    path("monitoring/<str:monitoring_event>/", views.event, name="event"),
    path("monitoring/<str:monitoring_event>/change/", views.change, name="event-change"),
    path("monitoring/<str:monitoring_event>/take-out/", views.take_out, name="event-take-out"),
    path("monitoring/<str:monitoring_event>/bundle/", views.make, name="make"),
    path("bundle/<str:bundle>/file/", views.file, name="file"),
    path("bundle/<str:bundle>/withdraw/", views.withdraw, name="withdraw"),
]
