"""Where packs are, under ``/p/<partnership>/``."""

from __future__ import annotations

from django.urls import path

from lapwing.insight.packs.views import asking, making, packs, templates, words

app_name = "packs"

urlpatterns = [
    path("plan/<str:plan>/packs/", packs.packs, name="packs-of-plan"),
    path("plan/<str:plan>/packs/new/", making.make, name="make"),
    path("plan/<str:plan>/packs/at-once/", making.at_once, name="at-once"),
    path("plan/<str:plan>/packs/of-cycle/<str:cycle>/", making.of_cycle, name="of-cycle"),
    path("pack/<str:pack>/", packs.pack, name="pack"),
    path("pack/<str:pack>/ask/", asking.ask, name="ask"),
    path("pack/<str:pack>/withdraw/", packs.withdraw, name="withdraw"),
    path("pack/<str:pack>/<str:pack_form>/file/", packs.file, name="file"),
    path("pack-words/", words.words, name="words"),
    path("pack-templates/", templates.templates, name="templates"),
    path("pack-templates/new/", templates.new, name="new-template"),
    path("pack-templates/<str:pack_template>/", templates.template, name="template"),
]
