"""What people are told of the work of groups."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import Delivery, Kind, Template

GROUPS = Kind(
    "groups",
    "The groups that you sit on",
    "A meeting is called, an action is agreed for you, or something is escalated to your group or asked.",
    Delivery.DIGEST,
)

MEETINGS = Kind(
    "meetings",
    "Meetings that are moved or withdrawn",
    "A meeting of a group that you sit on is on another day or at another time, or is not held.",
    Delivery.ONCE,
)

TEMPLATES = (
    Template(
        "meeting-called",
        GROUPS,
        line="{group} meets on {day}",
        subject="A group that you sit on meets",
        sentences=("A group that you sit on has a meeting. See when and where, and what is on its agenda.",),
        button="See the meeting",
    ),
    Template(
        "meeting-moved",
        MEETINGS,
        line="{group} meets on {day}, and not on {before}",
        subject="A meeting of yours is on another day",
        sentences=("A meeting to which you were called is on another day. See when and where.",),
        button="See the meeting",
    ),
    Template(
        "meeting-time",
        MEETINGS,
        line="{group} meets on {day} {at}",
        subject="A meeting of yours is at another time",
        sentences=("A meeting to which you were called is at another time of its day. See when and where.",),
        button="See the meeting",
    ),
    Template(
        "meeting-withdrawn",
        MEETINGS,
        line="{group} does not meet on {day}",
        subject="A meeting of yours is not held",
        sentences=("A meeting to which you were called was withdrawn. See when the group meets next.",),
        button="See the group",
    ),
    Template(
        "decision-given",
        GROUPS,
        line="{group} agreed something for you to do by {day}",
        subject="A group agreed something for you to do",
        sentences=("A group agreed that you do something by a day. See what, and say when it is done.",),
        button="See what was agreed",
    ),
    Template(
        "decision-due",
        GROUPS,
        line="What {group} agreed for you is due on {day}",
        subject="Something that a group agreed is due soon",
        sentences=("Something that a group agreed for you to do is due within a week.",),
        button="See what was agreed",
    ),
    Template(
        "decision-late",
        GROUPS,
        line="What {group} agreed for you was due on {day}, and is not closed",
        subject="Something that a group agreed is late",
        sentences=("The day of something that a group agreed for you to do has passed. Say what was done.",),
        button="See what was agreed",
    ),
    Template(
        "item-raised",
        GROUPS,
        line="Something was escalated to {group}, and needs an answer",
        subject="Something was escalated to a group of yours",
        sentences=("Something was escalated to a group for which you answer. It needs an answer.",),
        button="See what was escalated",
    ),
    Template(
        "decision-asked",
        GROUPS,
        line="{group} is asked for a decision",
        subject="A group of yours is asked for a decision",
        sentences=("A group for which you answer is asked for a decision. See what, and by which meeting.",),
        button="See what is asked",
    ),
    Template(
        "decision-asked-again",
        GROUPS,
        line="What {group} was asked to decide is open again: the decision was withdrawn",
        subject="What a group of yours was asked is open again",
        sentences=(
            "A group for which you answer had decided what it was asked, and the decision was withdrawn. "
            "It needs another.",
        ),
        button="See what is asked",
    ),
    Template(
        "item-late",
        GROUPS,
        line="What was escalated to {group} was to be answered by {day}, and is not",
        subject="What was escalated to your group is late",
        sentences=(
            "Something that was escalated to a group of yours has no answer, and its day has passed. "
            "It stays with the group until it is answered.",
        ),
        button="See what wants an answer",
    ),
    Template(
        "item-passed-on",
        GROUPS,
        line="What was escalated to your group had no answer in time, and is with {group} now",
        subject="Something escalated to your group was passed on",
        sentences=(
            "Something that was escalated to a group of yours had no answer by its day. "
            "The group above it has it now.",
        ),
        button="See what was passed on",
    ),
    Template(
        "question-given",
        GROUPS,
        line="A question about a board pack is yours to answer",
        subject="A question about a pack is yours to answer",
        sentences=("Somebody asked about a line of a pack, and the question was given to you.",),
        button="See the question",
    ),
    Template(
        "question-asked",
        GROUPS,
        line="Somebody asked about a board pack: answer it, or give it to somebody",
        subject="Somebody asked about a board pack",
        sentences=("Somebody asked about a line of a board pack. Answer it, or give it to somebody.",),
        button="See the question",
    ),
    Template(
        "question-answered",
        GROUPS,
        line="Your question about a board pack is answered",
        subject="Your question about a pack is answered",
        sentences=("A question that you asked about a line of a pack has its answer.",),
        button="See the answer",
    ),
    Template(
        "handed-over",
        GROUPS,
        line="{things} that groups want done or looked after: handed over to you",
        subject="Something was handed over to you",
        sentences=("What somebody else did for groups was handed over to you. See what it is.",),
        button="See what you do for groups",
    ),
    Template(
        "left-behind",
        GROUPS,
        line="Somebody left: {things} that they did for groups to be handed over",
        subject="Somebody left who had work for groups",
        sentences=(
            "The account of somebody was closed who had something to do for groups. "
            "Hand it over to somebody else.",
        ),
        button="Hand over",
    ),
)
