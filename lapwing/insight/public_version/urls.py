"""Where public versions are made, worded and approved, under ``/p/<partnership>/``."""

from __future__ import annotations

from django.urls import path

from lapwing.insight.public_version.views import deciding, making

app_name = "public_version"

urlpatterns = [
    path("plan/<str:plan>/public/", making.of_plan, name="of-plan"),
    path("pack/<str:pack>/public/", making.make, name="make"),
    path("public-version/<str:public_version>/", making.version, name="version"),
    path("public-version/<str:public_version>/words/<str:public_part>/", making.words, name="words"),
    path("public-version/<str:public_version>/figures/", making.again, name="again"),
    path("public-version/<str:public_version>/send/", deciding.send, name="send"),
    path("public-version/<str:public_version>/return/", deciding.give_back, name="return"),
    path("public-version/<str:public_version>/approve/", deciding.approve, name="approve"),
    path("public-version/<str:public_version>/withdraw/", deciding.withdraw, name="withdraw"),
    path("public-version/<str:public_version>/feedback/", deciding.feedback, name="feedback"),
    path("public-version/<str:public_version>/history/", deciding.history, name="history"),
    path("public-settings/", deciding.settings, name="settings"),
]
