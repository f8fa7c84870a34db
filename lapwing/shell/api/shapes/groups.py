"""Governance groups: their people without their names, their meetings, and what they are asked to decide."""

from __future__ import annotations

from datetime import date

from lapwing.shell.api.shapes.basics import Shape


class GovernanceGroupOut(Shape):
    """A board or group. ``reports_to`` is another; ``capacity`` is as what whoever the token acts for sits on
    it (chair, deputy-chair, lead, secretary, member, attends), and empty where they do not.
    """

    ref: str
    name: str
    short_name: str
    kind: str
    reports_to: str | None
    capacity: str


class GroupPersonOut(Shape):
    """Somebody who can be asked to act on a decision of a group: nobody's name is given.

    ``who_kind`` and ``who_ref`` are what a decision sends: a person, or a seat whose holder cannot answer by
    an account. ``who`` is their post and agency, as of one who acts; ``role`` what they hold in the
    partnership. ``capacity`` is empty for whoever does not sit on the group; ``mine``: it is whoever the
    token acts for.
    """

    who_kind: str
    who_ref: str
    who: str
    role: str
    capacity: str
    mine: bool


class MeetingItemOut(Shape):
    """A line of an agenda. ``about`` is the reference of what ``about_kind`` says, for whoever may see it."""

    ref: str
    title: str
    about_kind: str
    about: str


class MeetingOut(Shape):
    """A meeting with its agenda. ``minutes`` are none, draft or agreed: once agreed, its decisions stay."""

    ref: str
    group: str
    held_on: date
    minutes: str
    items: list[MeetingItemOut]


class AskedOut(Shape):
    """What a group is asked to decide and has not answered. ``meeting``: at which, where that was said.

    ``about`` is the reference of what ``about_kind`` says, for whoever may see it.
    """

    ref: str
    group: str
    words: str
    reason: str
    options: str
    recommendation: str
    meeting: str
    asked_on: date
    about_kind: str
    about: str
    version: int


class GovernanceGroupPage(Shape):
    items: list[GovernanceGroupOut]
    next: str | None


class GroupPersonPage(Shape):
    items: list[GroupPersonOut]
    next: str | None


class MeetingPage(Shape):
    items: list[MeetingOut]
    next: str | None


class AskedPage(Shape):
    items: list[AskedOut]
    next: str | None
