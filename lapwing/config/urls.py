"""Every address. Each view declares its permission or that it is public; a test walks this list."""

from django.urls import include, path

urlpatterns = [
    path("", include("lapwing.shell.web.urls")),
    path("", include("lapwing.platform.accounts.urls")),
    path("", include("lapwing.registry.urls")),
    path("p/<str:partnership>/", include("lapwing.contexts.improvement.urls")),
]
