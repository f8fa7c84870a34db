"""What people are told of things that rules escalated."""

from __future__ import annotations

from lapwing.contexts.governance.public import GROUPS
from lapwing.platform.notices.catalogue import WORK, Template

TEMPLATES = (
    Template(
        "escalated-of-yours",
        WORK,
        line="Something that you own was escalated to {group}",
        subject="Something of the plan that you own was escalated",
        sentences=("A rule escalated something of the plan that you own to a group. See what, and why.",),
        button="See what was escalated",
    ),
    Template(
        "escalated-to-members",
        GROUPS,
        line="Something was escalated to {group}, on which you sit",
        subject="Something was escalated to a group that you sit on",
        sentences=("A rule escalated something of the plan to a group that you sit on. See what, and why.",),
        button="See what was escalated",
    ),
)
