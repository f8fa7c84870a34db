"""Addresses of the way in."""

from django.urls import path

from lapwing.platform.ui.gallery import gallery

from . import health, search, views

urlpatterns = [
    path("", views.home, name="home"),
    path("p/<str:partnership>/", views.partnership, name="partnership"),
    path("p/<str:partnership>/search/", search.search, name="search"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("kit/", gallery, name="kit"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
]
