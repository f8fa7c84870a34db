"""Addresses where a change of a date, a baseline or a target is asked for and decided."""

from __future__ import annotations

from django.urls import path

from lapwing.contexts.improvement.edit_views import asking, asking_further, requests

urlpatterns = [
    path("plan/<str:plan>/requests/", requests.requests, name="requests"),
    path("request/<str:change_request>/", requests.one, name="request"),
    path("request/<str:change_request>/decide/", requests.decide, name="request-decide"),
    path("request/<str:change_request>/take-back/", requests.take_back, name="request-take-back"),
    path("milestone/<str:milestone>/ask/", asking.dates, name="ask-dates"),
    path("occurrence/<str:occurrence>/ask/", asking_further.turn, name="ask-turn"),
    path("ask-to-take-out/<str:kind>/<str:ref>/", asking_further.take_out, name="ask-take-out"),
    path("series/<str:series>/ask-baseline/", asking.baseline, name="ask-baseline"),
    path("series/<str:series>/ask-targets/", asking.targets, name="ask-targets"),
    path("series/<str:series>/next-target/", asking.next_target, name="next-target"),
]
