"""Addresses where updates are written, read, checked and signed off, and where their steps are set."""

from __future__ import annotations

from django.urls import path

from lapwing.contexts.improvement.update_book.feed import UPDATES
from lapwing.contexts.improvement.views.updates import checking, reading, steps, together, unsaying, writing
from lapwing.platform.imports.urls import feed_urls

urlpatterns = [
    path("to-check/", checking.to_check, name="updates-to-check"),
    # ``kind`` is a word of queries.update_units: action, milestone or occurrence
    path("cycle/<str:cycle>/update/<str:kind>/<str:ref>/", writing.write, name="update-write"),
    path("cycle/<str:cycle>/updates-together/", together.write, name="updates-together"),
    path(
        "cycle/<str:cycle>/updates-together/<int:said_at>/undo/", together.undo, name="undo-updates-together"
    ),
    path("plan/<str:plan>/steps/", steps.steps, name="update-steps"),
    path("plan/<str:plan>/steps/edit/", steps.change, name="update-steps-edit"),
    path("plan/<str:plan>/steps/leads/", steps.leads, name="update-leads"),
    *feed_urls(UPDATES),
    path("update/<str:update>/", reading.update, name="update"),
    path("update/<str:update>/decide/", reading.decide, name="update-decide"),
    path("update/<str:update>/withdraw-words/", unsaying.withdraw_words, name="update-withdraw-words"),
    path("update/<str:update>/take-back/", writing.take_back, name="update-take-back"),
]
