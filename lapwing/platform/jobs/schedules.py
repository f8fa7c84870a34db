"""When a task runs by the clock, in words: the five fields of cron are for machines."""

from __future__ import annotations


def schedule_in_words(cron: str) -> str:
    """ "Each day at 2:40am"; the fields themselves where they say something rarer than is used here."""
    minute, hour, day, month, weekday = cron.split()
    if (month, weekday) != ("*", "*"):
        return cron
    if (hour, day) == ("*", "*"):
        return _within_the_hour(minute) or cron
    if not (minute.isdigit() and hour.isdigit()):
        return cron
    at = f"{int(hour) % 12 or 12}:{int(minute):02}{'am' if int(hour) < 12 else 'pm'}"
    if day == "*":
        return f"Each day at {at}"
    return f"On the first of each month at {at}" if day == "1" else cron


def _within_the_hour(minute: str) -> str:
    if minute == "*":
        return "Each minute"
    if minute.startswith("*/"):
        return f"Every {minute[2:]} minutes"
    return f"Each hour at {minute} past" if minute.isdigit() else ""
