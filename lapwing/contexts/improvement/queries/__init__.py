"""Every read of a plan. Each starts from what the actor may see and gives frozen dataclasses.

``on`` is today, the day lateness is worked out for; with ``as_at`` the plan is shown as it was recorded at
the end of that day in England, and late or not on that day. References are the opaque ones of addresses; one
that is unknown or not the actor's raises ``NotFound``. The number of SQL queries does not grow with the plan.

    list_plans(*, actor) -> tuple[PlanLine, ...]
    overview(*, actor, plan_ref, on, as_at=None, compared_with=None) -> Overview
    tree(*, actor, plan_ref, on, as_at=None) -> Tree
    list_actions(*, actor, plan_ref, on, as_at=None) -> ActionList
    list_milestones(*, actor, plan_ref, on, as_at=None) -> MilestoneList
    late(*, actor, plan_ref, on, as_at=None) -> LateList
    action_page(*, actor, action_ref, on, as_at=None) -> ActionPage
    milestone_page(*, actor, milestone_ref, on, as_at=None) -> MilestonePage
    list_measures(*, actor, plan_ref, on, as_at=None) -> MeasureList
    measure_page(*, actor, measure_ref, on, as_at=None) -> MeasurePage
    my_actions(*, actor, on) -> MyActions
    calendar(*, actor, plan_ref, on, as_at=None) -> CalendarPage
    feed(*, actor, plan_ref, on) -> tuple[CalendarEntry, ...]
    questions(*, actor, plan_ref, on) -> QuestionPage
    search(*, actor, plan_ref, words, on, limit=50) -> SearchResults
    owner_roles(*, actor, plan_ref, on) -> tuple[OwnerRoleLine, ...]
    source_text(*, actor, plan_ref, first, last, around=10) -> SourceText
"""
