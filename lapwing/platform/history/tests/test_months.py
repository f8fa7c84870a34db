from django.db import connection
from procrastinate.contrib.django import app

from lapwing.platform.access.acting import current_actor
from lapwing.platform.access.actor import NOBODY
from lapwing.platform.history.jobs import make_coming_months
from lapwing.platform.jobs.system import as_system


def months_that_stand_ready(ahead: int) -> int:
    """How many of this month and the next ``ahead`` have a partition."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(to_regclass(to_char(now() AT TIME ZONE 'UTC' + make_interval(months => step),"
            " '\"history_entry_\"YYYY_MM'))) FROM generate_series(0, %s) AS step",
            [ahead],
        )
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def test_this_month_and_the_three_after_it_stand_ready(db: None) -> None:
    make_coming_months(0)
    assert months_that_stand_ready(ahead=3) == 4


def test_months_that_are_there_are_not_made_again(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT history_make_months(12)")
        assert months_that_stand_ready(ahead=12) == 13
        cursor.execute("SELECT history_make_months(12)")
        assert cursor.fetchone() == (0,)


def test_the_worker_runs_it_every_night() -> None:
    names = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert "lapwing.platform.history.jobs.make_coming_months" in names


def test_a_job_acts_as_its_system_user(db: None) -> None:
    @as_system("Reminders")
    def who() -> str:
        return current_actor().name

    assert who() == "Reminders"
    assert current_actor() is NOBODY
