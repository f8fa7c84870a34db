"""What breaks in the running service: nothing is lost, nothing doubled, and people read what to do."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.utils import timezone

from lapwing.contexts.improvement import access
from lapwing.platform.postgres import database_urls
from tests.crowd import Crowd
from tests.person import Answer, Person, at_once
from tests.service import Service

pytestmark = pytest.mark.slow
MANAGER = "priya.sandhu@demo.lapwing.example"
SENT_TWICE = "This was sent twice. It was counted once."
LOOK_FIRST = "look before you send it again"
PATIENCE = 180
QUEUE = "SELECT id, task_name, status, attempts FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
ADMINISTRATOR = """
SELECT person.email, partnership.ref, organisation.ref FROM registry_membership AS membership
JOIN accounts_user AS person ON person.id = membership.user_id
JOIN registry_partnership AS partnership ON partnership.id = membership.partnership_id
JOIN registry_organisation AS organisation ON organisation.id = membership.organisation_id
WHERE membership.role = 'partnership-administrator' AND person.email = ANY(%s) ORDER BY membership.id
"""

PLACE = """
SELECT partnership.ref, partnership.id FROM registry_partnership AS partnership
JOIN registry_membership AS membership ON membership.partnership_id = partnership.id
JOIN accounts_user AS person ON person.id = membership.user_id WHERE person.email = %s
ORDER BY membership.id
"""
MILESTONE = """
SELECT milestone.ref FROM improvement_milestone AS milestone
JOIN improvement_plan AS plan ON plan.partnership_id = milestone.partnership_id
WHERE milestone.partnership_id = %s AND milestone.recurrence = '' AND milestone.voided_at IS NULL
ORDER BY milestone.id OFFSET %s LIMIT 1
"""


@pytest.fixture
def place(whole: Service) -> tuple[str, int]:
    """A partnership in which the manager has a role: its address and its number."""
    ref, number = whole.rows(PLACE, MANAGER)[0]
    return f"/p/{ref}", number


@pytest.fixture
def manager(whole: Service) -> Person:
    return Person(whole, whole.cookies[MANAGER])


@pytest.fixture
def reporting(whole: Service, place: tuple[str, int]) -> Callable[[int], str]:
    """Where is said how the milestone of a number stands."""
    return lambda number: f"{place[0]}/milestone/{whole.rows(MILESTONE, place[1], number)[0][0]}/report/"


def said(note: str) -> dict[str, str]:
    today = timezone.localdate()
    when = {"effective_on-day": today.day, "effective_on-month": today.month, "effective_on-year": today.year}
    return {"status": "on track", "note": note} | {name: str(value) for name, value in when.items()}


def reports(service: Service, notes: str) -> Counter[str]:
    """How often each note that begins like this is kept."""
    found = service.rows("SELECT note FROM improvement_statusreport WHERE note LIKE %s", f"{notes}%")
    return Counter(note for (note,) in found)


def until(what: Callable[[], bool], words: str, told: Callable[[], str] = str) -> None:
    """Wait for it, or fail with these words and with what ``told`` says of it then."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, f"{words}\n{told()}"
        time.sleep(0.2)


@dataclass
class Reporter:
    """Says one thing after the other, and where it may not have been kept looks before saying it again."""

    person: Person
    path: str
    answers: Counter[int] = field(default_factory=Counter)
    succeeded: list[str] = field(default_factory=list)
    unclear: list[Answer] = field(default_factory=list)

    def __enter__(self) -> Reporter:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *why: object) -> None:
        self._ended.set()
        self._thread.join()

    def _go_on(self) -> None:
        form = self._form()
        for number in itertools.count():
            if self._ended.is_set():
                return
            self._say(f"Restart report {number:04}.", form)

    def _say(self, note: str, form: dict[str, str]) -> None:
        while True:
            answer = self.person.send(self.path, form | said(note))
            self.answers[answer.status] += 1
            if answer.status == 302:
                self.succeeded.append(note)
                return
            self.unclear.append(answer)
            if note in self._page():
                return
            form = self._form()

    def _form(self) -> dict[str, str]:
        while not (form := self.person.opened(self.path)):
            time.sleep(0.2)
        return form

    def _page(self) -> str:
        while (answer := self.person.get(self.path.removesuffix("report/"))).status != 200:
            time.sleep(0.2)
        return answer.page


def test_postgresql_is_restarted_under_load(
    whole: Service, manager: Person, place: tuple[str, int], reporting: Callable[[int], str]
) -> None:
    pages = ["/help/", "/account/", f"{place[0]}/", "/notices/"]
    with (
        Crowd(whole, [(whole.cookies[MANAGER], pages)] * 8, think=0.3) as crowd,
        Reporter(manager, reporting(0)) as reporter,
    ):
        crowd.go_on(6)
        restarted = time.monotonic() - crowd._begun
        whole.restart_postgresql()
        started = time.monotonic() - crowd._begun
        whole.wait_until_it_serves()
        again = time.monotonic() - crowd._begun
        crowd.go_on(6)
        until(lambda: len(reporter.succeeded) > 2, "Nothing could be said")
    failed = [each.at + each.seconds for each in crowd.asked if each.status >= 500 or each.status == 0]
    print(
        f"\nrestart took {started - restarted:.1f} s; every server ready {again - started:.1f} s later; "
        f"last failure {max(failed, default=restarted) - restarted:.1f} s after the restart began; "
        f"crowd {dict(crowd.statuses)}; longest {max(each.seconds for each in crowd.asked):.1f} s; "
        f"reports {dict(reporter.answers)}"
    )
    # nobody reads worse than that it will be back
    assert set(crowd.statuses) <= {200, 302, 503}, crowd.statuses
    assert all(LOOK_FIRST in page for page in crowd.failures)
    assert set(reporter.answers) <= {302, 503}, reporter.answers
    assert all(LOOK_FIRST in answer.page for answer in reporter.unclear)
    assert '"status": 500' not in whole.logs()
    # it serves again by itself
    assert {each.status for each in crowd.asked if each.at > again} <= {200, 302}
    # what was said is there once: for every answer of success, and for what was looked for first
    kept = reports(whole, "Restart report")
    assert set(kept.values()) == {1}
    assert set(kept) >= set(reporter.succeeded)


def test_the_worker_works_again_after_the_database_came_back(
    whole: Service, manager: Person, place: tuple[str, int]
) -> None:
    """By itself, without whoever starts it anew when it ends."""
    before = whole.children["worker"].process
    whole.restart_postgresql()
    whole.wait_until_it_serves()
    ref = sent_plan(manager, place[0], "After the restart")

    until(
        lambda: state_of(whole, ref) == "ready",
        "The worker did not come back",
        told=lambda: f"{whole.last_words('worker')}\n{whole.rows(QUEUE)}",
    )
    assert whole.children["worker"].process is before
    assert before.poll() is None


def test_a_worker_killed_in_the_middle_has_its_work_done_once(
    whole: Service, manager: Person, place: tuple[str, int]
) -> None:
    whole.stop("worker")
    ref = sent_plan(manager, place[0], "Begun before the worker was killed")
    with psycopg.connect(database_urls(whole.folder / "var").administrator) as holding:
        # what is to be worked on is held, so that the worker stands in the middle of it
        holding.execute("SELECT FROM improvement_plandraft WHERE ref = %s FOR UPDATE", [ref])
        whole.start("worker")
        waits = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'lapwing_app'"
        until(lambda: bool(whole.rows(waits)), "The worker did not begin")
        whole.kill("worker")
    whole.start("worker")
    until(lambda: state_of(whole, ref) == "ready", "What was begun was not done")
    assert whole.rows("SELECT count(*) FROM improvement_plandraft WHERE ref = %s", ref) == [(1,)]


def sent_plan(person: Person, place: str, title: str) -> str:
    """The address of a plan that was sent to be read, in the background."""
    table = "| No | Action | Owner | Due |\n|---|---|---|---|\n| 1.1 | Agree it | Head of SEND | May 2027 |"
    text = f"# {title}\n\n{table}\n"
    answer = person.send(f"{place}/import/", person.opened(f"{place}/import/") | {"text": text})
    assert answer.status == 302, answer.page
    return answer.leads_to.rstrip("/").rpartition("/")[2]


def state_of(service: Service, ref: str) -> str:
    return str(service.rows("SELECT state FROM improvement_plandraft WHERE ref = %s", ref)[0][0])


@contextmanager
def tiny_disk(folder: Path) -> Iterator[Path]:
    """A filesystem of 64 KB over a folder. Skips where this account may not mount one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "lapwing-tests", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("This account may not mount a filesystem")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_refuses_a_file_with_a_sentence_and_the_service_goes_on(
    whole: Service, manager: Person, place: tuple[str, int]
) -> None:
    sending, count = f"{place[0]}/import/", "SELECT count(*) FROM documents_file"
    content = b"# A plan\n\n" + b"A line of the plan. " * 10_000
    drafts = "SELECT count(*) FROM improvement_plandraft"
    before = whole.rows(count), whole.rows(drafts)
    with tiny_disk(whole.folder / "var/documents") as disk:
        answer = manager.send_file(sending, manager.opened(sending), "plan.md", content)
        assert answer.status == 200
        assert "there is no room left" in answer.page
        assert (whole.rows(count), whole.rows(drafts)) == before
        assert [path for path in disk.rglob("*") if path.is_file()] == []
        assert manager.get("/account/").status == 200
    assert manager.send_file(sending, manager.opened(sending), "plan.md", content).status == 302
    assert '"status": 500' not in whole.logs()


def test_a_report_sent_twice_at_once_is_kept_once(
    whole: Service, manager: Person, reporting: Callable[[int], str]
) -> None:
    path = reporting(1)
    for number in range(5):
        first, second = manager.send_twice(path, manager.opened(path) | said(f"Sent twice {number}."))
        assert (first.status, second.status) == (302, 302)
        assert first.leads_to == second.leads_to
    assert reports(whole, "Sent twice") == {f"Sent twice {number}.": 1 for number in range(5)}


def test_an_invitation_sent_twice_at_once_is_made_once_and_its_link_shown_once(whole: Service) -> None:
    who, ref, organisation = whole.rows(ADMINISTRATOR, list(whole.cookies))[0]
    administrator, path = Person(whole, whole.cookies[who]), f"/p/{ref}/people/invite/"
    form = administrator.opened(path)
    typed = {
        "name": "Robin Twice", "email": "robin.twice@example.org", "role": "board-member",
        "organisation": organisation, "reason": "Reads the plan.",
    }  # fmt: skip
    answers = administrator.send_twice(path, form | typed)
    assert sorted(answer.status for answer in answers) == [200, 302], [each.page for each in answers]
    made = whole.rows("SELECT count(*) FROM registry_invitation WHERE email = 'robin.twice@example.org'")
    assert made == [(1,)]
    led = next(answer for answer in answers if answer.status == 302)
    assert SENT_TWICE in administrator.follow(led).page


def test_a_figure_of_a_program_sent_twice_at_once_with_a_key_is_kept_once(
    whole: Service, manager: Person, place: tuple[str, int]
) -> None:
    token = token_of(manager, place[1])
    series = whole.rows(
        "SELECT series.ref, series.id FROM improvement_series AS series JOIN improvement_actual AS actual "
        "ON actual.series_id = series.id WHERE series.partnership_id = %s "
        "AND actual.denominator IS NOT NULL ORDER BY series.id LIMIT 1",
        place[1],
    )
    ref, number = series[0]
    body = json.dumps({"from": "2019-01-01", "to": "2019-01-31", "numerator": 37, "denominator": 72})

    def post() -> tuple[int, str]:
        connection = whole.connection()
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": "k",
        }
        connection.request("POST", f"/api/v1/series/{ref}/actuals", body, headers | {"Idempotency-Key": "k"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    first, second = at_once(post)
    assert first == second
    assert first[0] == 201, first
    kept = "SELECT count(*) FROM improvement_actual WHERE series_id = %s AND from_date = '2019-01-01'"
    assert whole.rows(kept, number) == [(1,)]


def token_of(person: Person, partnership: int) -> str:
    """A token that enters figures, asked for twice at once: one is made, and its text is shown once."""
    path, last = "/account/tokens/new/", timezone.localdate() + timedelta(days=30)
    answers = person.send_twice(
        path,
        {
            **person.opened(path),
            "name": "Sends twice", "scopes": [access.ENTER], "partnerships": str(partnership),
            "last_day-day": str(last.day), "last_day-month": str(last.month), "last_day-year": str(last.year),
        },
    )  # fmt: skip
    assert sorted(answer.status for answer in answers) == [200, 302], [each.page for each in answers]
    found = [re.search(r"lw_[0-9A-Za-z]{50}", answer.page) for answer in answers]
    (shown,) = [each[0] for each in found if each]
    assert len(person.service.rows("SELECT FROM tokens_apitoken WHERE name = 'Sends twice'")) == 1
    return shown
