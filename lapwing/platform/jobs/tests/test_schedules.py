"""The clock of a task in words."""

from __future__ import annotations

import pytest
from procrastinate.contrib.django import app

from lapwing.platform.jobs.schedules import schedule_in_words


@pytest.mark.parametrize(
    ("cron", "words"),
    [
        ("* * * * *", "Each minute"),
        ("*/10 * * * *", "Every 10 minutes"),
        ("7 * * * *", "Each hour at 7 past"),
        ("40 2 * * *", "Each day at 2:40am"),
        ("5 12 * * *", "Each day at 12:05pm"),
        ("30 0 1 * *", "On the first of each month at 12:30am"),
    ],
)
def test_a_schedule_reads_as_a_person_would_say_it(cron: str, words: str) -> None:
    assert schedule_in_words(cron) == words


@pytest.mark.parametrize("cron", ["0 6 * * 1", "0 0 1 1 *", "1,31 * * * *", "0 */2 * * *", "0 5 15 * *"])
def test_what_is_rarer_is_left_as_it_is_written(cron: str) -> None:
    assert schedule_in_words(cron) == cron


def test_every_task_of_ours_has_words() -> None:
    crons = {each.cron for each in app.periodic_registry.periodic_tasks.values()}
    assert {cron for cron in crons if schedule_in_words(cron) == cron} == set()
