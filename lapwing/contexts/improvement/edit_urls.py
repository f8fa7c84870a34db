"""Addresses where a plan is made, changed, reported on and read in."""

from __future__ import annotations

from django.urls import path

from lapwing.contexts.improvement.edit_views import (
    actions,
    actuals,
    comparing,
    criteria,
    cycles,
    dependencies,
    frame,
    imports,
    key,
    measures,
    milestones,
    ordering,
    outline,
    owners,
    plans,
    questions,
    recalculations,
    reports,
    reviewing,
    series,
    starting,
    together,
    versions,
)
from lapwing.contexts.improvement.figures.feed import FIGURES
from lapwing.platform.imports.urls import feed_urls

urlpatterns = [
    # bringing a plan in, or starting an empty one
    path("import/", imports.send, name="import"),
    path("import/<str:plan_draft>/", imports.draft, name="import-draft"),
    path("import/<str:plan_draft>/edit/", reviewing.edit, name="import-edit"),
    path("import/<str:plan_draft>/change/", reviewing.change, name="import-change"),
    path("import/<str:plan_draft>/compare/<str:plan>/", comparing.compare, name="import-compare"),
    path("plan/<str:plan>/saved/", imports.saved, name="plan-saved"),
    path("plans/new/", plans.new, name="plan-new"),
    # starting one from an earlier plan
    path("plans/start/", starting.ways, name="plan-start"),
    path("plan/<str:plan>/start-next/", starting.from_plan, name="start-next"),
    path("plan/<str:plan>/started/", starting.started, name="plan-started"),
    path("plan/<str:plan>/started/undo/", starting.undo, name="plan-started-undo"),
    # later versions
    path("plan/<str:plan>/versions/", versions.all_versions, name="versions"),
    path("version/<str:plan_version>/", versions.version, name="plan-version"),
    path("version/<str:plan_version>/undo/", versions.undo, name="version-undo"),
    # the plan and its frame
    path("plan/<str:plan>/edit/", plans.edit, name="plan-edit"),
    path("plan/<str:plan>/outline/", outline.outline, name="outline"),
    path("plan/<str:plan>/taken-out/", ordering.taken_out, name="taken-out"),
    path("plan/<str:plan>/areas/new/", frame.area_new, name="area-new"),
    path("area/<str:area>/edit/", frame.area_edit, name="area-edit"),
    path("plan/<str:plan>/findings/new/", frame.finding_new, name="finding-new"),
    path("finding/<str:finding>/edit/", frame.finding_edit, name="finding-edit"),
    path("plan/<str:plan>/groups/new/", frame.group_new, name="group-new"),
    path("group/<str:group>/edit/", frame.group_edit, name="group-edit"),
    path("plan/<str:plan>/objectives/new/", frame.objective_new, name="objective-new"),
    path("objective/<str:objective>/edit/", frame.objective_edit, name="objective-edit"),
    path("take-out/<str:kind>/<str:ref>/", ordering.take_out, name="take-out"),
    path("move/<str:kind>/<str:ref>/", ordering.move, name="move"),
    # actions, milestones and success criteria
    path("plan/<str:plan>/actions/new/", actions.new, name="action-new"),
    path("action/<str:action>/edit/", actions.edit, name="action-edit"),
    path("action/<str:action>/owners/", actions.owners, name="action-owners"),
    path("action/<str:action>/milestones/new/", milestones.new, name="milestone-new"),
    path("plan/<str:plan>/milestones/report/", together.report_together, name="report-together"),
    path("plan/<str:plan>/late/report/", together.report_late_together, name="report-late-together"),
    path("plan/<str:plan>/reports/<int:said_at>/undo/", together.undo_together, name="undo-together"),
    path("milestone/<str:milestone>/edit/", milestones.edit, name="milestone-edit"),
    path("milestone/<str:milestone>/dates/", milestones.dates, name="milestone-dates"),
    path("milestone/<str:milestone>/occurrences/", milestones.occurrences, name="occurrences"),
    path("action/<str:action>/criteria/new/", criteria.new, name="criterion-new"),
    path("criterion/<str:success_criterion>/edit/", criteria.edit, name="criterion-edit"),
    path("criterion/<str:success_criterion>/judge/", criteria.judge, name="criterion-judge"),
    # what waits for what
    path("plan/<str:plan>/dependencies/new/", dependencies.new, name="dependency-new"),
    path("dependency/<str:dependency>/take-back/", dependencies.take_back, name="dependency-take-back"),
    # what people say
    path("milestone/<str:milestone>/report/", reports.report, name="report"),
    path("occurrence/<str:occurrence>/report/", reports.report_occurrence, name="report-occurrence"),
    path("report/<str:status_report>/take-back/", reports.take_back, name="report-take-back"),
    # the rhythm of reporting, and the turns of its cycles
    path("plan/<str:plan>/reporting/rhythm/", cycles.rhythm, name="rhythm"),
    path("plan/<str:plan>/cycles/new/", cycles.new, name="cycle-new"),
    path("cycle/<str:cycle>/dates/", cycles.dates, name="cycle-dates"),
    path("cycle/<str:cycle>/open/", cycles.open_now, name="cycle-open"),
    path("cycle/<str:cycle>/more-time/", cycles.more_time, name="cycle-more-time"),
    path("cycle/<str:cycle>/close/", cycles.close, name="cycle-close"),
    path("cycle/<str:cycle>/sign-off/", cycles.sign_off, name="cycle-sign-off"),
    path("cycle/<str:cycle>/report/", cycles.report, name="cycle-report"),
    path("cycle/<str:cycle>/take-out/", cycles.take_out, name="cycle-take-out"),
    # measures and their figures
    path("plan/<str:plan>/measures/new/", measures.new, name="measure-new"),
    path("measure/<str:measure>/edit/", measures.edit, name="measure-edit"),
    path("measure/<str:measure>/same/", measures.same, name="measure-same"),
    path("measure/<str:measure>/series/new/", measures.series_new, name="series-new"),
    path("series/<str:series>/edit/", measures.series_edit, name="series-edit"),
    path("series/<str:series>/baseline/", series.baseline, name="baseline"),
    path("series/<str:series>/targets/", series.targets, name="targets"),
    path("series/<str:series>/targets/resolve/", series.resolve, name="targets-resolve"),
    path("series/<str:series>/comparators/", series.comparators, name="comparators"),
    path("series/<str:series>/actuals/new/", actuals.record, name="actual-new"),
    path("actual/<str:actual>/take-back/", actuals.take_back, name="actual-take-back"),
    path("series/<str:series>/limits/", recalculations.recalculate, name="recalculate"),
    path(
        "recalculation/<str:recalculation>/take-back/",
        recalculations.take_back,
        name="recalculation-take-back",
    ),
    # files of figures: their own pages
    *feed_urls(FIGURES),
    # what the document leaves open
    path("question/<str:question>/", questions.answer, name="answer"),
    path("question/<str:question>/take-back/", questions.take_back, name="answer-take-back"),
    # who owns what, and what colours mean
    path("owners/", owners.roles, name="owner-roles"),
    path("owners/new/", owners.new, name="owner-role-new"),
    path("owners/<str:owner_role>/edit/", owners.edit, name="owner-role-edit"),
    path("owners/<str:owner_role>/join/", owners.join, name="owner-role-join"),
    path("owners/<str:owner_role>/part/", owners.part, name="owner-role-part"),
    path("owners/<str:owner_role>/holders/new/", owners.holder_new, name="holder-new"),
    path("owners/handing-over/<str:person>/", owners.hand_over, name="hand-over"),
    path("holder/<str:role_holder>/end/", owners.holder_end, name="holder-end"),
    path("key/", key.key, name="colour-key"),
    path("key/<str:colour>/", key.edit, name="colour-key-edit"),
]
