"""Addresses where a plan is made, changed, reported on and read in."""

from __future__ import annotations

from django.urls import URLPattern, path

from lapwing.contexts.improvement.edit_views import actuals, actuals_files, imports, questions, reports
from lapwing.contexts.improvement.edit_views.pending import pending

_ADDRESSES = {
    # bringing a plan in, or starting an empty one
    "import": "import/",
    "import-draft": "import/<str:plan_draft>/",
    "plan-new": "plans/new/",
    # the plan and its frame
    "plan-edit": "plan/<str:plan>/edit/",
    "outline": "plan/<str:plan>/outline/",
    "taken-out": "plan/<str:plan>/taken-out/",
    "area-new": "plan/<str:plan>/areas/new/",
    "area-edit": "area/<str:area>/edit/",
    "group-new": "plan/<str:plan>/groups/new/",
    "group-edit": "group/<str:group>/edit/",
    "objective-new": "plan/<str:plan>/objectives/new/",
    "objective-edit": "objective/<str:objective>/edit/",
    "take-out": "take-out/<str:kind>/<str:ref>/",
    "move": "move/<str:kind>/<str:ref>/",
    # actions, milestones and success criteria
    "action-new": "plan/<str:plan>/actions/new/",
    "action-edit": "action/<str:action>/edit/",
    "action-owners": "action/<str:action>/owners/",
    "milestone-new": "action/<str:action>/milestones/new/",
    "milestone-edit": "milestone/<str:milestone>/edit/",
    "milestone-dates": "milestone/<str:milestone>/dates/",
    "occurrences": "milestone/<str:milestone>/occurrences/",
    "criterion-new": "action/<str:action>/criteria/new/",
    "criterion-edit": "criterion/<str:success_criterion>/edit/",
    "criterion-judge": "criterion/<str:success_criterion>/judge/",
    # what people say
    "report": "milestone/<str:milestone>/report/",
    "report-occurrence": "occurrence/<str:occurrence>/report/",
    "report-take-back": "report/<str:status_report>/take-back/",
    # measures and their figures
    "measure-new": "plan/<str:plan>/measures/new/",
    "measure-edit": "measure/<str:measure>/edit/",
    "measure-same": "measure/<str:measure>/same/",
    "series-new": "measure/<str:measure>/series/new/",
    "series-edit": "series/<str:series>/edit/",
    "baseline": "series/<str:series>/baseline/",
    "targets": "series/<str:series>/targets/",
    "targets-resolve": "series/<str:series>/targets/resolve/",
    "comparators": "series/<str:series>/comparators/",
    "actual-new": "series/<str:series>/actuals/new/",
    "actual-take-back": "actual/<str:actual>/take-back/",
    "measure-actuals-file": "measure/<str:measure>/actuals/file/",
    "plan-actuals-file": "plan/<str:plan>/actuals/file/",
    "measure-actuals-template": "measure/<str:measure>/actuals/template.csv",
    "plan-actuals-template": "plan/<str:plan>/actuals/template.csv",
    # what the document leaves open
    "answer": "question/<str:question>/",
    "answer-take-back": "question/<str:question>/take-back/",
    # who owns what, and what colours mean
    "owner-roles": "owners/",
    "owner-role-new": "owners/new/",
    "owner-role-edit": "owners/<str:owner_role>/edit/",
    "owner-role-join": "owners/<str:owner_role>/join/",
    "owner-role-part": "owners/<str:owner_role>/part/",
    "holder-new": "owners/<str:owner_role>/holders/new/",
    "holder-end": "holder/<str:role_holder>/end/",
    "colour-key": "key/",
    "colour-key-edit": "key/<str:colour>/",
}

_VIEWS = {
    "import": imports.send,
    "import-draft": imports.draft,
    "report": reports.report,
    "report-occurrence": reports.report_occurrence,
    "report-take-back": reports.take_back,
    "actual-new": actuals.record,
    "actual-take-back": actuals.take_back,
    "measure-actuals-file": actuals_files.of_measure,
    "plan-actuals-file": actuals_files.of_plan,
    "measure-actuals-template": actuals_files.template_of_measure,
    "plan-actuals-template": actuals_files.template_of_plan,
    "answer": questions.answer,
    "answer-take-back": questions.take_back,
}

urlpatterns: list[URLPattern] = [
    path(route, _VIEWS.get(name, pending), name=name) for name, route in _ADDRESSES.items()
]
