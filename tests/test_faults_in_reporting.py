"""The database goes while updates and their cycle are signed off: nothing is lost, nothing done twice."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import psycopg
import pytest
from django.utils import timezone

from lapwing.platform.postgres import database_urls
from tests.crowd import Crowd
from tests.person import Answer, Person, hidden_fields
from tests.service import Service
from tests.test_faults import LOOK_FIRST, MANAGER, PLACE, until

pytestmark = pytest.mark.slow
OWNER = "ruth.okonjo@demo.lapwing.example"
PLAN = "SELECT ref FROM improvement_plan WHERE partnership_id = %s ORDER BY id LIMIT 1"
CYCLE = "SELECT ref, version FROM improvement_cycle WHERE label = %s AND voided_at IS NULL"
EXPECTED = """
SELECT milestone.ref FROM improvement_expected AS expected
JOIN improvement_cycle AS cycle ON cycle.id = expected.cycle_id
JOIN improvement_milestone AS milestone ON milestone.id = expected.milestone_id
WHERE cycle.ref = %s ORDER BY milestone.id
"""
SIGNED = """
SELECT u.ref, u.state, count(moved.id), (SELECT count(*) FROM improvement_statusreport AS said
WHERE said.note LIKE 'Restart update %%' AND said.milestone_id = u.milestone_id)
FROM improvement_update AS u JOIN improvement_cycle AS cycle ON cycle.id = u.cycle_id
LEFT JOIN improvement_updatemove AS moved ON moved.update_moved_id = u.id AND moved.move = 'signed off'
WHERE cycle.ref = %s GROUP BY u.id ORDER BY u.id
"""
SIGNED_CYCLE = "SELECT signed_off_at IS NOT NULL, version FROM improvement_cycle WHERE label = %s"
HOLD_UPDATE = "SELECT 1 FROM improvement_update WHERE ref = %s FOR UPDATE"
HOLD_CYCLE = "SELECT 1 FROM improvement_cycle WHERE ref = %s FOR UPDATE"
WAITING = """
SELECT pid FROM pg_stat_activity
WHERE wait_event_type = 'Lock' AND %s = ANY(pg_blocking_pids(pid)) AND query LIKE %s
"""
LABEL = "Signed off under a restart"
MOST = 12


@dataclass
class Signer:
    """Signs one thing off after the other; where it may not have been kept, looks before trying again."""

    person: Person
    pages: list[str]
    answers: Counter[int] = field(default_factory=Counter)
    done: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    failed: list[BaseException] = field(default_factory=list)

    def __enter__(self) -> Signer:
        self._thread = threading.Thread(target=self._go_on, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *why: object) -> None:
        self._thread.join(timeout=180)

    def _go_on(self) -> None:
        try:
            for page in self.pages:
                self._sign_off(page)
        except BaseException as error:
            self.failed.append(error)
            raise

    def _sign_off(self, page: str) -> None:
        while True:
            form = self._form(page)
            if not form:
                # it is signed off: there is nothing to decide on its page any more
                self.done.append(page)
                return
            answer = self.person.send(f"{page}decide/", form | {"do": "forward", "comment": ""})
            self.answers[answer.status] += 1
            if answer.status == 302:
                self.done.append(page)
                return
            if answer.status >= 500 or answer.status == 0:
                self.unclear.append(answer.page)

    def _form(self, page: str) -> dict[str, str]:
        """The form of the page; {} once it came without one."""
        while True:
            answer = self.person.get(page)
            if answer.status == 200:
                return hidden_fields(answer.page) if "Sign off" in answer.page else {}
            time.sleep(0.2)


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def an_open_cycle(service: Service, manager: Person, place: str, number: int) -> str:
    """The reference of a cycle that asks now."""
    (plan,) = service.rows(PLAN, number)[0]
    today = timezone.localdate()
    path = f"{place}/plan/{plan}/cycles/new/"
    days = {
        **on("from_date", today - timedelta(days=60)),
        **on("to_date", today),
        **on("opens_on", today),
        **on("closes_on", today + timedelta(days=9)),
    }
    answer = manager.send(path, manager.opened(path) | {"label": LABEL} | days)
    assert answer.status == 302, answer.page
    ((ref, _),) = service.rows(CYCLE, LABEL)
    turn(manager, f"{place}/cycle/{ref}/open/")
    return str(ref)


def turn(manager: Person, path: str, **typed: str) -> None:
    answer = manager.send(path, manager.opened(path) | typed)
    assert answer.status == 302, answer.page


def submit(service: Service, owner: Person, place: str, cycle: str) -> list[str]:
    """Updates on what is the owner's; their pages."""
    pages: list[str] = []
    for (milestone,) in service.rows(EXPECTED, cycle):
        path = f"{place}/cycle/{cycle}/update/milestone/{milestone}/"
        form = owner.opened(path)
        if not form:
            continue
        typed = {"status": "done", "done": f"Restart update {len(pages):02}.", "do": "submit"}
        answer = owner.send(path, form | typed)
        if answer.status == 302:
            pages.append(answer.leads_to)
        if len(pages) == MOST:
            break
    return pages


def while_it_waits(service: Service, hold: str, ref: str, send: Callable[[], Answer]) -> Answer:
    """What is answered to whoever sends something that changes a row, when the database goes meanwhile.

    The row is held from elsewhere, so that it is certain that the change is under way, and not yet made.
    """
    table = hold.split()[3]
    holder = psycopg.connect(database_urls(service.folder / "var").administrator)
    answers: list[Answer] = []
    sending = threading.Thread(target=lambda: answers.append(send()), daemon=True)
    try:
        assert holder.execute(hold, [ref]).rowcount == 1
        pid = holder.info.backend_pid
        sending.start()
        until(lambda: bool(service.rows(WAITING, pid, f"%{table}%")), "Nothing waited for it", service.logs)
        service.restart_postgresql()
        sending.join(timeout=180)
    finally:
        holder.close()
    service.wait_until_it_serves()
    (answer,) = answers
    return answer


def press_until_signed_off(service: Service, manager: Person, page: str, cycle: str) -> None:
    """The restart comes while an update is signed off: it is not, and pressed again it is, once."""
    (ref,) = (row[0] for row in service.rows(SIGNED, cycle) if row[0] in page)

    def stands() -> tuple[object, ...]:
        (found,) = (row[1:] for row in service.rows(SIGNED, cycle) if row[0] == ref)
        return tuple(found)

    def send(form: dict[str, str]) -> Answer:
        return manager.send(f"{page}decide/", form | {"do": "forward", "comment": ""})

    form, before = manager.opened(page), stands()
    answer = while_it_waits(service, HOLD_UPDATE, ref, lambda: send(form))
    assert answer.status == 503, answer
    assert LOOK_FIRST in answer.page
    assert stands() == before == ("submitted", 0, 0)
    assert send(manager.opened(page)).status == 302
    assert stands() == ("signed off", 1, 1)
    # the form that was open all the time does it no second time
    assert send(form).status in {200, 302, 404}
    assert stands() == ("signed off", 1, 1)


def test_postgresql_is_restarted_while_updates_and_then_their_cycle_are_signed_off(whole: Service) -> None:
    manager, owner = Person(whole, whole.cookies[MANAGER]), Person(whole, whole.cookies[OWNER])
    ref, number = whole.rows(PLACE, MANAGER)[0]
    place = f"/p/{ref}"
    cycle = an_open_cycle(whole, manager, place, number)
    pages = submit(whole, owner, place, cycle)
    assert len(pages) >= 3

    press_until_signed_off(whole, manager, pages[0], cycle)
    walked = ["/help/", f"{place}/", "/notices/"]
    with Crowd(whole, [(whole.cookies[MANAGER], walked)] * 6, think=0.3) as crowd:
        with Signer(manager, pages[1:]) as signer:
            until(lambda: bool(signer.done), "Nothing was signed off")
            whole.restart_postgresql()
            whole.wait_until_it_serves()
        assert not signer.failed
        assert signer.done == pages[1:]
        assert set(signer.answers) <= {302, 503, 0}, signer.answers
        assert all(LOOK_FIRST in page for page in signer.unclear if page)
        found = whole.rows(SIGNED, cycle)
        assert [row[1:] for row in found] == [("signed off", 1, 1)] * len(pages)

        turn(manager, f"{place}/cycle/{cycle}/close/")
        sign_the_cycle_off(whole, manager, f"{place}/cycle/{cycle}/sign-off/", cycle)
    assert set(crowd.statuses) <= {200, 302, 503}, crowd.statuses
    assert '"status": 500' not in whole.logs()


def sign_the_cycle_off(service: Service, manager: Person, path: str, cycle: str) -> None:
    """The restart comes while the cycle is signed off: it is not, and pressed again it is, once."""
    ((_, before),) = service.rows(CYCLE, LABEL)
    form = manager.opened(path) | {"missing_reason": "Nobody was asked about the others"}
    answer = while_it_waits(service, HOLD_CYCLE, cycle, lambda: manager.send(path, form))
    assert answer.status == 503, answer
    assert LOOK_FIRST in answer.page
    assert service.rows(SIGNED_CYCLE, LABEL) == [(False, before)]
    turn(manager, path, missing_reason="Nobody was asked about the others")
    assert service.rows(SIGNED_CYCLE, LABEL) == [(True, before + 1)]
    # what is pressed once more is refused in a sentence, and changes nothing
    assert manager.send(path, form).status in {200, 302, 404}
    assert service.rows(SIGNED_CYCLE, LABEL) == [(True, before + 1)]
