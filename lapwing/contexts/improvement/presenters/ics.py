"""Calendar entries as an iCalendar file (RFC 5545): all-day events with addresses that never change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.urls import reverse
from icalendar import Calendar, Event

from lapwing.contexts.improvement.feeds import Feed, FeedEntry
from lapwing.contexts.improvement.presenters.words import shortened

_LEAD = {"start": "Start: ", "due": "Due: ", "point": "Due: ", "occurrence": "Due: "}


def as_ical(feed: Feed, base_url: str) -> bytes:
    """The file. ``base_url`` is the site's own address, for the links back to the milestones."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lapwing//SEND improvement plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{feed.title}: improvement plan")
    calendar.add("refresh-interval;value=duration", "PT12H")
    for event in _events(feed.entries, feed, base_url):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(entries: Iterable[FeedEntry], feed: Feed, base_url: str) -> Iterable[Event]:
    stamp = datetime.combine(feed.on, datetime.min.time(), UTC)
    for item in entries:
        entry = item.entry
        path = reverse("improvement:milestone", args=[feed.partnership_ref, entry.milestone_ref])
        event = Event()
        event.add("uid", f"{entry.uid}@lapwing")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        number = f"{entry.action_number} " if entry.action_number else ""
        event.add("summary", f"{_LEAD[entry.kind]}{number}{shortened(entry.title, 120)}")
        event.add("description", _description(item))
        event.add("url", base_url.rstrip("/") + path)
        event.add("transp", "TRANSPARENT")
        yield event


def _description(item: FeedEntry) -> str:
    entry = item.entry
    lines = (
        entry.title,
        f"As written: {entry.as_written}" if entry.as_written else "",
        f"Status: {entry.status}",
        f"Owners: {', '.join(entry.owners)}" if entry.owners else "",
        item.plan_title,
    )
    return "\n".join(line for line in lines if line)
