"""Every read of a plan. Each starts from what the actor may see and gives frozen dataclasses.

``on`` is today, the day lateness is worked out for; with ``as_at`` the plan is shown as it was recorded at
the end of that day in England, and late or not on that day (the wording of actions and milestones is
today's). References are the opaque ones of addresses; one that is unknown or not the actor's raises
``NotVisible``. The number of SQL queries does not grow with the plan.
"""

from lapwing.platform.access.rules import NotVisible

from .about import about_plan
from .actions import action_page, late, list_actions, list_milestones, milestone_page
from .as_at import change_list, changes, usual_since
from .calendar import calendar, feed
from .continued import Continued, continued
from .cycles import cycle_page, reporting
from .dependencies import dependencies, dependencies_about
from .documents import source_page, source_text
from .evidence import (
    evidence_of_criterion,
    evidence_of_update,
    evidence_page,
    evidence_seen,
    evidence_to_accept,
    lines_of_evidence,
    list_evidence,
)
from .following import FollowedLine, followed, is_followed
from .heat import heat
from .histories import action_history, measure_history, milestone_history, plan_history
from .measures import list_measures, measure_page
from .mine import my_actions
from .my_updates import cycle_head, left_to_write, my_updates
from .over_time import over_time
from .overview import list_plans, overview
from .owners import owner_roles, people_holding
from .publication import publication_page, publication_standing, terms
from .questions import questions
from .requests import list_requests, request_page
from .search import search
from .standing import plan_head
from .steps import steps_page
from .then_and_now import then_and_now
from .tree import tree
from .update_lines import last_comment
from .updates import to_check, update_page, updates_about
from .wall import wall

__all__ = [
    "Continued",
    "FollowedLine",
    "NotVisible",
    "about_plan",
    "action_history",
    "action_page",
    "calendar",
    "change_list",
    "changes",
    "continued",
    "cycle_head",
    "cycle_page",
    "dependencies",
    "dependencies_about",
    "evidence_of_criterion",
    "evidence_of_update",
    "evidence_page",
    "evidence_seen",
    "evidence_to_accept",
    "feed",
    "followed",
    "heat",
    "is_followed",
    "last_comment",
    "late",
    "left_to_write",
    "lines_of_evidence",
    "list_actions",
    "list_evidence",
    "list_measures",
    "list_milestones",
    "list_plans",
    "list_requests",
    "measure_history",
    "measure_page",
    "milestone_history",
    "milestone_page",
    "my_actions",
    "my_updates",
    "over_time",
    "overview",
    "owner_roles",
    "people_holding",
    "plan_head",
    "plan_history",
    "publication_page",
    "publication_standing",
    "questions",
    "reporting",
    "request_page",
    "search",
    "source_page",
    "source_text",
    "steps_page",
    "terms",
    "then_and_now",
    "to_check",
    "tree",
    "update_page",
    "updates_about",
    "usual_since",
    "wall",
]
