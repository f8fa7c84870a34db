"""Where the improvement plan is read, under ``/p/<partnership>/``; where it is edited is in ``edit_urls``."""

from __future__ import annotations

from django.urls import path

from lapwing.contexts.improvement import (
    edit_urls,
    evidence_urls,
    publication_urls,
    request_urls,
    update_urls,
)
from lapwing.contexts.improvement.publishing.files import KINDS
from lapwing.contexts.improvement.views import (
    actions,
    calendar,
    changes,
    cycles,
    documents,
    feed,
    following,
    history,
    measures,
    mine,
    my_updates,
    over_time,
    overview,
    questions,
    search,
    settings,
    tree,
    wall,
)

app_name = "improvement"

urlpatterns = [
    path("plans/", overview.plans, name="plans"),
    path("following/", following.following, name="following"),
    path("follow/<str:kind>/<str:ref>/", following.follow, name="follow"),
    path("my-actions/", mine.my_actions, name="my-actions"),
    path("my-updates/", my_updates.my_updates, name="my-updates"),
    path("my-updates/<str:cycle>/", my_updates.my_updates, name="my-updates-in"),
    # where the main navigation leads: straight on to the one plan, or a choice between several
    path("measures/", overview.section, {"section": "measures"}, name="all-measures"),
    path("calendar/", overview.section, {"section": "calendar"}, name="all-calendar"),
    path("questions/", overview.section, {"section": "questions"}, name="all-questions"),
    path("plan/<str:plan>/", overview.overview, name="overview"),
    path("plan/<str:plan>/tree/", tree.tree, name="tree"),
    path("plan/<str:plan>/late/", actions.late, name="late"),
    path("plan/<str:plan>/actions/", actions.actions, name="actions"),
    path("plan/<str:plan>/milestones/", actions.milestones, name="milestones"),
    path("plan/<str:plan>/measures/", measures.measures, name="measures"),
    path("plan/<str:plan>/calendar/", calendar.calendar, name="calendar"),
    path("plan/<str:plan>/timeline/", over_time.slipped, name="timeline"),
    path("plan/<str:plan>/heat-map/", over_time.heat, name="heat"),
    path("plan/<str:plan>/dependencies/", over_time.dependencies, name="dependencies"),
    path("plan/<str:plan>/wall/", wall.wall, name="wall"),
    path("plan/<str:plan>/screens/", wall.screens, name="screens"),
    path("plan/<str:plan>/screens/<str:display>/end/", wall.end, name="screen-end"),
    path("screen/<str:token>/", wall.screen, name="screen"),
    path("plan/<str:plan>/planned/", over_time.planned, name="planned"),
    path("plan/<str:plan>/load/", over_time.load, name="load"),
    path("plan/<str:plan>/questions/", questions.questions, name="questions"),
    path("plan/<str:plan>/changes/", changes.changes, name="changes"),
    path("plan/<str:plan>/search/", search.search, name="search-plan"),
    path("plan/<str:plan>/history/", history.plan, name="plan-history"),
    path("plan/<str:plan>/settings/", settings.settings, name="settings"),
    path("plan/<str:plan>/settings/changes/", settings.changes, name="settings-changes"),
    path("plan/<str:plan>/key/", overview.key, name="key"),
    path("plan/<str:plan>/source/", documents.source, name="source"),
    path("plan/<str:plan>/save-as/", documents.save_as, name="save-as"),
    *(
        path(f"plan/<str:plan>/export.{each}", documents.export, {"ending": each}, name=f"export-{each}")
        for each in KINDS
    ),
    path("plan/<str:plan>/reporting/", cycles.reporting, name="reporting"),
    path("cycle/<str:cycle>/", cycles.cycle, name="cycle"),
    path("action/<str:action>/", actions.action, name="action"),
    path("action/<str:action>/history/", history.action, name="action-history"),
    path("milestone/<str:milestone>/", actions.milestone, name="milestone"),
    path("milestone/<str:milestone>/history/", history.milestone, name="milestone-history"),
    path("measure/<str:measure>/", measures.measure, name="measure"),
    path("measure/<str:measure>/history/", history.measure, name="measure-history"),
    path("calendar/subscription/", feed.subscription, name="feed"),
    path("calendar/subscription/make/", feed.make, name="make-feed"),
    path("calendar/subscription/end/", feed.end, name="end-feed"),
    path("calendar/<str:token>.ics", feed.entries, name="feed-file"),
    *edit_urls.urlpatterns,
    *request_urls.urlpatterns,
    *evidence_urls.urlpatterns,
    *update_urls.urlpatterns,
    *publication_urls.urlpatterns,
]
