"""Dependencies follow what they are about while a plan is looked at: they name milestones by their place."""

from __future__ import annotations

from dataclasses import replace

from lapwing.contexts.improvement.interchange import Dependency, End, Milestone, Plan


def follow(before: Plan, after: Plan) -> Plan:
    """The plan after an edit, with the dependencies that it had before naming the same things as then.

    One about something that was taken out, or is no longer one milestone, goes with it.
    """
    if not before.dependencies or before.actions == after.actions:
        return after
    found = (_followed(each, before, after) for each in before.dependencies)
    return replace(after, dependencies=tuple(each for each in found if each is not None))


def _followed(each: Dependency, before: Plan, after: Plan) -> Dependency | None:
    waiting, needed = _end(each.waiting, before, after), _end(each.needed, before, after)
    return replace(each, waiting=waiting, needed=needed) if waiting and needed else None


def _end(end: End, before: Plan, after: Plan) -> End | None:
    then = {action.key: action.milestones for action in before.actions}
    now = {action.key: action.milestones for action in after.actions}
    if end.milestone is None:
        return end if end.action in now else None
    own = then.get(end.action, ())
    if not 1 <= end.milestone <= len(own):
        return None
    if found := _place_of(own[end.milestone - 1], after):
        return found
    # corrected where it stands
    return end if len(now.get(end.action, ())) == len(own) else None


def _place_of(milestone: Milestone, plan: Plan) -> End | None:
    """Where this very milestone stands: edits leave alone what they are not about."""
    for action in plan.actions:
        for at, each in enumerate(action.milestones, start=1):
            if each is milestone:
                return End(action=action.key, milestone=at)
    return None
