"""Plan and evidence are frozen once, as whoever asked may read them, in a zip with every hash."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from lapwing.contexts.governance.tests.factories import group
from lapwing.contexts.improvement.models import (
    Action,
    Cycle,
    Evidence,
    Milestone,
    Move,
    Occurrence,
    Plan,
    Series,
    SuccessCriterion,
    Update,
    UpdateMove,
)
from lapwing.contexts.improvement.publishing.files import written
from lapwing.insight.bundles import building, commands, queries
from lapwing.insight.bundles.commands import BundleError, EventDetails
from lapwing.insight.bundles.models import Bundle, BundleState, MonitoringEvent
from lapwing.insight.packs.frozen import sha256_of
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.documents.keeping import keep_file, open_file
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.platform.notices.models import Notice
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests import factories
from tests.test_minutes_as_evidence import CALLED, held

# each makes several packs or versions, which takes seconds
pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)
DAY = date(2026, 6, 10)
DETAILS = EventDetails(
    kind="review", held_on=DAY, organisations="Department for Education", notes="Six months on"
)
NOTES = b"Minutes: the rota is agreed.\n"


@pytest.fixture(autouse=True)
def quick_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan's own files take no time: that they are right is shown where they are written."""
    monkeypatch.setattr(
        "lapwing.contexts.improvement.queries.inspected.written",
        lambda plan, ending: b"the plan as " + ending.encode(),
    )


@pytest.fixture
def event(manager: Actor, partnership: Partnership, plan: Plan) -> MonitoringEvent:
    return commands.record_event(
        by=manager, partnership=partnership, plan_ref=plan.ref, details=DETAILS, now=NOW
    )


def evidence(
    manager: Actor,
    plan: Plan,
    title: str,
    *,
    read_by: tuple[str, ...] = (),
    file_name: str = "",
    **more: object,
) -> Evidence:
    """A file that was given and accepted."""
    other = factories.member(
        Partnership.objects.get(pk=plan.partnership_id), "board-member", name=f"Bo {title}"
    )
    file = keep_file(
        by=manager,
        partnership_id=plan.partnership_id,
        name=file_name or f"{title}.txt",
        content=NOTES,
        purpose="evidence",
        now=NOW,
    )
    return Evidence.objects.create(
        partnership_id=plan.partnership_id,
        kind="activity",
        title=title,
        on=date(2026, 6, 1),
        file=file,
        read_by=list(read_by),
        created_at=NOW - timedelta(days=3),
        created_by_id=other.pk,
        **{
            "action": Action.objects.filter(plan=plan)[0],
            "form": "file",
            "accepted_at": NOW - timedelta(days=2),
            "accepted_by_id": manager.user_id,
            **more,
        },
    )


def update_of(manager: Actor, plan: Plan) -> Update:
    """An update that was sent back: whoever makes a bundle reads it, whoever has the bundle need not."""
    kept = {"partnership_id": plan.partnership_id, "created_at": NOW, "created_by_id": manager.user_id}
    cycle = Cycle.objects.create(
        plan=plan,
        label="May and June 2026",
        from_date=date(2026, 5, 1),
        to_date=date(2026, 6, 30),
        opens_on=date(2026, 6, 1),
        closes_on=date(2026, 6, 30),
        **kept,
    )
    action = Action.objects.filter(plan=plan)[0]
    return Update.objects.create(cycle=cycle, action=action, state="returned", done="Not yet", **kept)


def signed_off(manager: Actor, update: Update, at: datetime) -> None:
    Update.objects.filter(pk=update.pk).update(
        state="signed off", status="on track", submitted_at=at, submitted_by_id=manager.id
    )
    UpdateMove.objects.create(
        partnership_id=update.partnership_id,
        update_moved=update,
        move=Move.SIGNED_OFF,
        made_at=at,
        made_by_id=manager.id,
    )


def ask(manager: Actor, event: MonitoringEvent, *, with_kept: bool = False, as_at: date = DAY) -> Bundle:
    return commands.ask_for_bundle(
        by=manager,
        partnership=event.partnership,
        event_ref=event.ref,
        as_at=as_at,
        with_kept=with_kept,
        now=NOW,
    )


def made(bundle: Bundle) -> Bundle:
    run_jobs()
    return Bundle.objects.select_related("file").get(pk=bundle.pk)


def opened(bundle: Bundle) -> zipfile.ZipFile:
    assert bundle.file is not None
    with open_file(bundle.file) as content:
        return zipfile.ZipFile(io.BytesIO(content.read()))


def unpacked(packed: zipfile.ZipFile) -> str:
    """The names and contents of all that a zip file holds, and of all that Word and Excel files in it hold:
    they are zip files themselves, in which nothing is found as it lies."""
    found = []
    for name in packed.namelist():
        content = packed.read(name)
        found.append(name)
        if zipfile.is_zipfile(io.BytesIO(content)):
            found.append(unpacked(zipfile.ZipFile(io.BytesIO(content))))
        else:
            found.append(content.decode(errors="replace"))
    return "\n".join(found)


def rows(packed: zipfile.ZipFile, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(packed.read(path).decode("utf-8-sig"))))


def test_every_file_stands_in_the_index_with_its_hash(
    manager: Actor, plan: Plan, event: MonitoringEvent
) -> None:
    evidence(manager, plan, "Rota")
    bundle = made(ask(manager, event))
    assert bundle.state == BundleState.READY, bundle.problem
    packed = opened(bundle)
    index = {line[0]: line for line in rows(packed, "index.csv")[1:]}
    assert set(packed.namelist()) == {"index.html", "index.csv", *index}
    for path, (_, _, size, sha256) in index.items():
        content = packed.read(path)
        assert (len(content), sha256_of(content)) == (int(size), sha256)
    assert {"plan/plan.docx", "plan/plan.json", "updates/signed-off.csv", "decisions/decisions.csv"} <= set(
        index
    )
    assert [part[0] for part in bundle.parts] == list(index)
    assert bundle.file is not None
    with open_file(bundle.file) as kept:
        assert sha256_of(kept.read()) == bundle.sha256


def test_accepted_evidence_is_in_it_with_its_file_and_names_nobody(
    manager: Actor, plan: Plan, event: MonitoringEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    # its Word and Excel files as they are given out, where what is sought would be packed
    monkeypatch.setattr(
        "lapwing.contexts.improvement.queries.inspected.written",
        lambda made, ending: written(made, ending) if ending in ("docx", "xlsx") else b"",
    )
    evidence(manager, plan, "Rota")
    evidence(manager, plan, "Waits", accepted_at=None, accepted_by_id=None)
    evidence(manager, plan, "Later", accepted_at=NOW + timedelta(days=3))
    packed = opened(made(ask(manager, event)))
    titles = [line[5] for line in rows(packed, "evidence/accepted.csv")[1:]]
    assert titles == ["Rota"]
    assert packed.read("evidence/001.txt") == NOTES
    everything = unpacked(packed)
    assert "Mona" not in everything
    assert "Bo Rota" not in everything
    assert "SEND programme manager" in everything
    begin = b"Begin talks"
    assert begin not in packed.read("plan/plan.docx")
    assert begin.decode() in unpacked(zipfile.ZipFile(io.BytesIO(packed.read("plan/plan.docx"))))


def test_the_list_of_evidence_says_who_supplied_it_and_of_which_measure_a_figure_is(
    manager: Actor, plan: Plan, event: MonitoringEvent
) -> None:
    line = Series.objects.filter(measure__plan=plan).select_related("measure")[0]
    team = "SEND casework team"
    evidence(manager, plan, "Figure", supplied_by=team, form="measure", series=line, value=51.5)
    evidence(manager, plan, "Told", supplied_by="Sarah Patel, parent")
    evidence(manager, plan, "Unknown", supplied_by="Sarah")
    evidence(manager, plan, "Nobody said")
    packed = opened(made(ask(manager, event)))
    head, *found = rows(packed, "evidence/accepted.csv")
    said = {row[5]: dict(zip(head, row, strict=True)) for row in found}
    assert {title: row["Supplied by"] for title, row in said.items()} == {
        "Figure": "SEND casework team",
        "Told": "A parent or carer",
        "Unknown": "A person, who is not named",
        "Nobody said": "",
    }
    shown = said["Figure"]
    assert line.measure.name in shown["Measure"]
    assert (shown["Value"], shown["Unit"]) == ("51.5", line.unit)
    assert said["Told"]["Measure"] == said["Told"]["Unit"] == ""
    everything = unpacked(packed)
    assert "Patel" not in everything


def test_evidence_of_a_turn_names_its_turn(manager: Actor, plan: Plan, event: MonitoringEvent) -> None:
    termly = Milestone.objects.filter(action__plan=plan)[0]
    kept = {"partnership_id": plan.partnership_id, "created_at": NOW, "created_by_id": manager.user_id}
    met = SuccessCriterion.objects.create(action=termly.action, text="All meet", position=9, **kept)
    for month, label in ((1, "Spring term"), (4, "Summer term")):
        turn = Occurrence.objects.create(milestone=termly, label=label, due_on=date(2026, month, 28), **kept)
        evidence(manager, plan, label, action=termly.action, milestone=termly, occurrence=turn)
    evidence(manager, plan, "None", action=termly.action, milestone=termly)
    evidence(manager, plan, "Both", action=termly.action, milestone=termly, occurrence=turn, criterion=met)
    packed = opened(made(ask(manager, event)))
    assert {line[5]: line[2] for line in rows(packed, "evidence/accepted.csv")[1:]} == {
        "Spring term": f"{termly.text}: Spring term",
        "Summer term": f"{termly.text}: Summer term",
        "None": termly.text,
        "Both": f"All meet ({termly.text}: Summer term)",
    }


def test_minutes_in_it_name_their_meeting(manager: Actor, plan: Plan, event: MonitoringEvent) -> None:
    chair = Membership.objects.get(role="programme-manager").user
    board = group(Partnership.objects.get(pk=plan.partnership_id))
    ref = held(board, chair).ref
    evidence(manager, plan, "Agreed", form="minutes", meeting_ref=ref, meeting_words=CALLED)
    packed = opened(made(ask(manager, event)))
    assert [line[4] for line in rows(packed, "evidence/accepted.csv")[1:]] == [CALLED]


def test_no_name_of_a_file_goes_out(
    manager: Actor, partnership: Partnership, plan: Plan, event: MonitoringEvent
) -> None:
    evidence(manager, plan, "Rota", file_name="Jayden Smith EHCP.txt")
    bundle = made(ask(manager, event))
    packed = opened(bundle)
    assert "Jayden" not in unpacked(packed)
    assert "Jayden" not in str(bundle.parts)
    browser = factories.signed_in_client(Membership.objects.get(role="programme-manager").user)
    shown = browser.get(reverse("bundles:event", args=[partnership.ref, event.ref])).content.decode()
    assert "evidence/001.txt" in shown
    assert "Jayden" not in shown


def test_evidence_of_an_update_is_in_it_once_that_was_signed_off(
    manager: Actor, plan: Plan, event: MonitoringEvent
) -> None:
    sent = update_of(manager, plan)
    evidence(manager, plan, "Given", update_given=sent)
    without = opened(made(ask(manager, event)))
    assert rows(without, "evidence/accepted.csv")[1:] == []
    assert not [name for name in without.namelist() if name.endswith(".txt")]
    with as_maintenance():
        # on the day after, which is not in a bundle as at the day before
        signed_off(manager, sent, NOW)
    assert rows(opened(made(ask(manager, event, as_at=date(2026, 6, 9)))), "evidence/accepted.csv")[1:] == []
    packed = opened(made(ask(manager, event)))
    assert [line[5] for line in rows(packed, "evidence/accepted.csv")[1:]] == ["Given"]


def test_a_signed_off_update_is_in_it_with_who_signed_it_off_by_their_post(
    manager: Actor, plan: Plan, event: MonitoringEvent
) -> None:
    signed_off(manager, update_of(manager, plan), NOW)
    head, line = rows(opened(made(ask(manager, event))), "updates/signed-off.csv")
    told = dict(zip(head, line, strict=True))
    assert (told["What was done"], told["Signed off"]) == ("Not yet", "2026-06-10")
    assert told["Signed off by"].startswith("SEND programme manager, ")


def test_the_index_says_what_is_of_the_day_and_that_it_is_not_for_publication(
    manager: Actor, event: MonitoringEvent
) -> None:
    index = opened(made(ask(manager, event))).read("index.html").decode()
    assert "who owns an action" in index
    assert "as they were when the bundle was made" in index
    assert "not for publication" in index
    assert "Gathered" in index


def test_evidence_kept_to_roles_is_in_it_only_when_asked_and_read(
    manager: Actor, plan: Plan, event: MonitoringEvent
) -> None:
    evidence(manager, plan, "Ours", read_by=("programme-manager",))
    evidence(manager, plan, "Theirs", read_by=("dco",))
    without = opened(made(ask(manager, event)))
    assert [line[5] for line in rows(without, "evidence/accepted.csv")[1:]] == []
    assert "Evidence that is kept to some roles is not in it." in without.read("index.html").decode()
    bundle = made(ask(manager, event, with_kept=True))
    packed = opened(bundle)
    assert [line[5] for line in rows(packed, "evidence/accepted.csv")[1:]] == ["Ours"]
    assert "kept to SEND programme manager: give it to nobody else" in packed.read("index.html").decode()
    assert len(bundle.kept_evidence) == 1


def test_only_who_may_read_all_of_it_may_have_it(
    manager: Actor, partnership: Partnership, plan: Plan, event: MonitoringEvent
) -> None:
    kept = evidence(manager, plan, "Ours", read_by=("programme-manager",))
    bundle = made(ask(manager, event, with_kept=True))
    browser = factories.signed_in_client(Membership.objects.get(role="programme-manager").user)
    place = reverse("bundles:file", args=[partnership.ref, bundle.ref])
    assert browser.get(place).status_code == 200
    with as_maintenance():
        Evidence.objects.filter(pk=kept.pk).update(read_by=["dco"])
    assert browser.get(place).status_code == 404


@pytest.mark.parametrize("missing", ["packs.read", "governance.read", "improvement.plan.export"])
def test_who_may_not_read_a_part_of_it_may_not_have_it(
    manager: Actor, event: MonitoringEvent, missing: str
) -> None:
    bundle = made(ask(manager, event))
    bundle.parts = [*bundle.parts, ["packs/pack-1.pdf", "Board pack 1", 10, "0" * 64]]
    less = replace(
        manager,
        grants=tuple(replace(each, permissions=each.permissions - {missing}) for each in manager.grants),
    )
    assert queries.may_have(manager, bundle)
    assert not queries.may_have(less, bundle)
    # what is not in it takes no permission
    bundle.parts = [part for part in bundle.parts if part[0].startswith("plan/")]
    assert queries.may_have(less, bundle) == (missing != "improvement.plan.export")


def test_a_bundle_with_kept_evidence_that_was_withdrawn_is_nobodys(
    manager: Actor, plan: Plan, event: MonitoringEvent
) -> None:
    kept = evidence(manager, plan, "Ours", read_by=("programme-manager",))
    bundle = made(ask(manager, event, with_kept=True))
    assert queries.may_have(manager, bundle)
    with as_maintenance():
        Evidence.objects.filter(pk=kept.pk).update(
            voided_at=NOW, voided_by=manager.user_id, voided_reason="Not ours"
        )
    assert not queries.may_have(manager, bundle)


def test_a_download_stands_in_the_access_log_and_readers_of_the_plan_have_none(
    manager: Actor, partnership: Partnership, event: MonitoringEvent
) -> None:
    bundle = made(ask(manager, event))
    place = reverse("bundles:file", args=[partnership.ref, bundle.ref])
    board = factories.member(partnership, "board-member", name="Bea Board")
    assert factories.signed_in_client(board).get(place).status_code in (403, 404)
    answer = factories.signed_in_client(Membership.objects.get(role="programme-manager").user).get(place)
    assert answer["Content-Type"] == "application/zip"
    with as_maintenance():
        assert AccessLogEntry.objects.filter(what="download", kind__contains="bundle").count() == 1


def test_whoever_asked_is_told_once_though_the_job_runs_twice(manager: Actor, event: MonitoringEvent) -> None:
    bundle = made(ask(manager, event))
    before = bundle.sha256
    building.build_bundle(bundle.pk, _Silent())  # type: ignore[arg-type]
    again = Bundle.objects.get(pk=bundle.pk)
    assert (again.sha256, again.state) == (before, BundleState.READY)
    (notice,) = Notice.objects.filter(template="bundle-ready")
    assert "Larkshire" not in str(notice.__dict__)


class _Silent:
    def say(self, *_: object, **__: object) -> None:
        """Nobody looks."""


def test_who_may_no_longer_see_it_gets_nothing(
    manager: Actor, partnership: Partnership, event: MonitoringEvent
) -> None:
    bundle = ask(manager, event)
    with as_maintenance():
        Membership.objects.filter(role="programme-manager").update(to_date=date(2026, 1, 1))
    run_jobs()
    with as_maintenance():
        found = Bundle.objects.get(pk=bundle.pk)
    assert found.state == BundleState.FAILED
    assert "may no longer see" in found.problem
    assert found.file_id is None


@pytest.mark.parametrize(
    ("as_at", "told"),
    [(date(2026, 6, 11), "has not come yet"), (date(2026, 1, 1), "was not in Lapwing on that day")],
)
def test_a_day_that_cannot_be_is_refused(
    manager: Actor, event: MonitoringEvent, as_at: date, told: str
) -> None:
    with pytest.raises(BundleError, match=told):
        ask(manager, event, as_at=as_at)


def test_one_is_made_at_a_time(manager: Actor, event: MonitoringEvent) -> None:
    ask(manager, event)
    with pytest.raises(BundleError, match="Wait until it is ready"):
        ask(manager, event)


def test_what_was_made_is_never_changed_nor_removed(manager: Actor, event: MonitoringEvent) -> None:
    bundle = made(ask(manager, event))
    changes: tuple[dict[str, object], ...] = (
        {"sha256": "0" * 64},
        {"as_at": date(2026, 6, 1)},
        {"parts": []},
        {"kept_evidence": ["x"]},
    )
    for change in changes:
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Bundle.objects.filter(pk=bundle.pk).update(**change)


def test_a_withdrawn_bundle_is_given_to_nobody_and_says_why(
    manager: Actor, partnership: Partnership, event: MonitoringEvent
) -> None:
    bundle = made(ask(manager, event))
    with pytest.raises(BundleError, match="Say why"):
        commands.withdraw_bundle(by=manager, partnership=partnership, ref=bundle.ref, reason=" ", now=NOW)
    commands.withdraw_bundle(by=manager, partnership=partnership, ref=bundle.ref, reason="Wrong day", now=NOW)
    with pytest.raises(BundleError, match="withdrawn before"):
        commands.withdraw_bundle(by=manager, partnership=partnership, ref=bundle.ref, reason="Again", now=NOW)
    browser = factories.signed_in_client(Membership.objects.get(role="programme-manager").user)
    assert browser.get(reverse("bundles:file", args=[partnership.ref, bundle.ref])).status_code == 404
    shown = browser.get(reverse("bundles:event", args=[partnership.ref, event.ref])).content.decode()
    assert "Wrong day" in shown


class TestEvents:
    def page(self, browser: Client, name: str, *args: str) -> str:
        answer = browser.get(reverse(f"bundles:{name}", args=args))
        assert answer.status_code == 200
        return answer.content.decode()

    def browser(self) -> Client:
        return factories.signed_in_client(Membership.objects.get(role="programme-manager").user)

    def test_an_event_is_recorded_shown_changed_and_taken_out(
        self, manager: Actor, partnership: Partnership, plan: Plan
    ) -> None:
        browser = self.browser()
        sent = {
            "kind": "stocktake",
            "held_on-day": "9",
            "held_on-month": "6",
            "held_on-year": "2026",
            "organisations": "NHS England",
            "notes": "",
        }
        answer = browser.post(reverse("bundles:event-new", args=[partnership.ref, plan.ref]), sent)
        assert answer.status_code == 302
        made = MonitoringEvent.objects.get()
        assert "NHS England" in self.page(browser, "events", partnership.ref, plan.ref)
        where = (partnership.ref, made.ref)
        assert "Nothing has been frozen for it yet" in self.page(browser, "event", *where)
        changed = {**sent, "organisations": "The regulator", "version": "1"}
        assert browser.post(reverse("bundles:event-change", args=where), changed).status_code == 302
        late = browser.post(reverse("bundles:event-change", args=where), changed)
        assert "Somebody else changed this meanwhile" in late.content.decode()
        out = reverse("bundles:event-take-out", args=where)
        assert "Say why" in browser.post(out, {"reason": ""}).content.decode()
        assert browser.post(out, {"reason": "Twice"}).status_code == 302
        assert browser.get(reverse("bundles:event", args=where)).status_code == 404

    @pytest.mark.parametrize("field", ["kind", "held_on-day", "organisations"])
    def test_what_is_missing_is_said(
        self, manager: Actor, partnership: Partnership, plan: Plan, field: str
    ) -> None:
        sent = {
            "kind": "stocktake",
            "held_on-day": "9",
            "held_on-month": "6",
            "held_on-year": "2026",
            "organisations": "NHS England",
            field: "",
        }
        answer = self.browser().post(reverse("bundles:event-new", args=[partnership.ref, plan.ref]), sent)
        assert answer.status_code == 200
        assert not MonitoringEvent.objects.exists()

    def test_what_looks_like_a_childs_name_is_asked_about_once(
        self, manager: Actor, partnership: Partnership, plan: Plan
    ) -> None:
        browser = self.browser()
        place = reverse("bundles:event-new", args=[partnership.ref, plan.ref])
        sent = {
            "kind": "stocktake",
            "held_on-day": "9",
            "held_on-month": "6",
            "held_on-year": "2026",
            "organisations": "NHS England",
            "notes": "They heard of Jayden (9).",
        }
        asked = browser.post(place, sent).content.decode()
        assert "It looks as if a child is named here" in asked
        assert not MonitoringEvent.objects.exists()
        said = {**sent, "asked_about": "Jayden", "no_child_named": "on"}
        assert browser.post(place, said).status_code == 302
        made = MonitoringEvent.objects.get()
        out = reverse("bundles:event-take-out", args=[partnership.ref, made.ref])
        assert "a child is named here" in browser.post(out, {"reason": "Aisha, 7"}).content.decode()
        assert MonitoringEvent.objects.in_force().exists()

    def test_others_neither_see_nor_record_events(
        self, manager: Actor, partnership: Partnership, plan: Plan, event: MonitoringEvent
    ) -> None:
        for role in ("board-member", "action-owner"):
            person = factories.member(partnership, role, name=f"Una {role}")
            browser = factories.signed_in_client(person)
            for name, ref in (("events", plan.ref), ("event", event.ref), ("make", event.ref)):
                assert browser.get(reverse(f"bundles:{name}", args=[partnership.ref, ref])).status_code in (
                    403,
                    404,
                )
            with acting(actor_for(person, DAY), purpose="test") as actor, pytest.raises(NotVisible):
                commands.record_event(
                    by=actor, partnership=partnership, plan_ref=plan.ref, details=DETAILS, now=NOW
                )
