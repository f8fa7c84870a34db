"""Every address. Each view declares its permission or that it is public; a test walks this list."""

from django.urls import include, path

from lapwing.platform.ui import errors

urlpatterns = [
    path("", include("lapwing.shell.web.urls")),
    path("", include("lapwing.platform.accounts.urls")),
    path("", include("lapwing.platform.access_log.urls")),
    path("", include("lapwing.platform.retention.urls")),
    path("", include("lapwing.platform.jobs.urls")),
    path("", include("lapwing.platform.exports.urls")),
    path("", include("lapwing.platform.imports.urls")),
    path("", include("lapwing.platform.accounts.sessions.urls")),
    path("", include("lapwing.platform.tokens.urls")),
    path("", include("lapwing.platform.notices.urls")),
    path("api/v1/", include("lapwing.shell.api.urls")),
    path("", include("lapwing.platform.saved_views.urls")),
    path("", include("lapwing.registry.urls")),
    path("p/<str:partnership>/", include("lapwing.platform.documents.urls")),
    path("p/<str:partnership>/", include("lapwing.platform.webhooks.urls")),
    path("p/<str:partnership>/", include("lapwing.contexts.governance.urls")),
    path("p/<str:partnership>/", include("lapwing.contexts.improvement.urls")),
    path("p/<str:partnership>/", include("lapwing.insight.escalation.urls")),
    path("p/<str:partnership>/", include("lapwing.insight.packs.urls")),
    path("p/<str:partnership>/", include("lapwing.insight.bundles.urls")),
    path("p/<str:partnership>/", include("lapwing.insight.public_version.urls")),
    path("published/", include("lapwing.insight.public_version.public_urls")),
]

handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.server_error
