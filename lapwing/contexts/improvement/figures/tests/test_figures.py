"""Files of figures: matched, looked through, brought in, and undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.figures.feed import FIGURES
from lapwing.contexts.improvement.figures.work import FigureWork
from lapwing.contexts.improvement.models import Actual, Measure, OwnerRole, Plan, Series
from lapwing.contexts.improvement.tests.factories import LATER, NOW, acting_as, full_plan, imported
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.documents.tests.scanner import a_scanner
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.imports import commands as importing
from lapwing.platform.imports import steps
from lapwing.platform.imports.clearing import clear_old
from lapwing.platform.imports.errors import ChangedMeanwhileError, ImportRefusedError
from lapwing.platform.imports.feeds import Dependent, Made
from lapwing.platform.imports.jobs import import_step
from lapwing.platform.imports.models import DataImport, ImportRow
from lapwing.platform.imports.staging import counts_of
from lapwing.platform.imports.steps import run_step
from lapwing.platform.jobs.errors import TransientError
from lapwing.platform.jobs.models import Work
from lapwing.platform.notices.models import Notice
from lapwing.platform.notices.tests.test_telling import notices
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People

CSV = """measure,series,from,to,value,numerator,denominator,note
M1,Under fives,2026-03-01,31/03/2026,,37,72,
M1,others,,2026-03-31,"1,204%",,,
m2,,2025-09-01,2025-09-30,0.5,,,
"""


@pytest.fixture
def manager(people: People) -> Iterator[Actor]:
    with acting_as(people.owner) as actor:
        yield actor


@pytest.fixture
def plan(partnership: Partnership, manager: Actor) -> Plan:
    return imported(partnership, manager, full_plan())


def send(plan: Plan, by: Actor, text: str, now: datetime = LATER) -> DataImport:
    return importing.send_file(
        by=by,
        now=now,
        feed=FIGURES,
        partnership_id=plan.partnership_id,
        name="figures.csv",
        data=text.encode(),
        place=plan.ref,
    )


def bring_in(found: DataImport, by: Actor, reason: str = "Counted again") -> DataImport:
    return importing.bring_in(by=by, now=LATER, ref=found.ref, version=found.version, reason=reason)


def undo(found: DataImport, by: Actor) -> DataImport:
    return importing.undo_import(by=by, now=LATER, ref=found.ref, version=found.version)


def problems(found: DataImport) -> dict[int, str]:
    rows = ImportRow.objects.filter(data_import=found, state="problem")
    return {row.line: row.details[0]["words"] for row in rows}


def standing() -> list[tuple[int, date | None, date, float | None]]:
    rows = Actual.objects.standing().order_by("series_id", "to_date")
    return list(rows.values_list("series_id", "from_date", "to_date", "value"))


def test_what_a_file_would_do_is_said_and_nothing_is_saved(plan: Plan, manager: Actor) -> None:
    before = standing()
    found = send(plan, manager, CSV)
    rows = ImportRow.objects.filter(data_import=found, line__gt=1).values_list("line", "effect")
    assert list(rows) == [(2, "add"), (3, "add"), (4, "change")]
    assert (found.state, standing()) == ("checked", before)


def test_a_file_is_brought_in_and_the_same_again_changes_nothing(plan: Plan, manager: Actor) -> None:
    assert bring_in(send(plan, manager, CSV), manager).state == "committed"
    assert Actual.objects.standing().get(series__label="Others").value == 1204.0
    again = send(plan, manager, CSV)
    assert counts_of(again).same == 3
    with pytest.raises(ImportRefusedError, match="nothing to bring in"):
        bring_in(again, manager)


def test_each_row_is_tied_to_its_own_figure_and_each_figure_has_its_line_of_history(
    plan: Plan, manager: Actor
) -> None:
    lines = [f"M2,All,{date(2020, 1, 1) + timedelta(days=n)},{n}" for n in range(50)]
    done = bring_in(send(plan, manager, "\n".join(["measure,series,to,value", *reversed(lines)])), manager)
    rows = ImportRow.objects.filter(data_import=done, made__isnull=False)
    made = {row.line: row.made["actual"] for row in rows if row.made}
    values = dict(Actual.objects.filter(pk__in=made.values()).values_list("pk", "value"))
    assert [values[made[line]] for line in sorted(made)] == [float(n) for n in reversed(range(50))]
    assert len(set(Actual.objects.filter(pk__in=made.values()).values_list("ref", flat=True))) == 50
    kept = HistoryEntry.objects.filter(table_name="improvement_actual", row_id__in=made.values())
    assert set(kept.values_list("operation", "actor_id", "purpose")) == {("INSERT", manager.id, "import")}
    assert kept.count() == 50


def test_what_stands_above_the_titles_is_no_row(plan: Plan, manager: Actor) -> None:
    found = send(plan, manager, f"Figures of the quarter\n,,,sent by nobody\n{CSV}")
    assert (found.titles_line, counts_of(found).rows) == (3, 3)
    assert found.notes == ["The titles stand on line 3; what is above was left out."]
    assert bring_in(found, manager).state == "committed"


NEXT_YEAR = timezone.localdate().year + 1
WRONG = f"""measure,series,to,value
M9,,2026-03-31,1
M1,,2026-03-31,1
M1,Others,31st Marche,1
M1,Others,2026-03-31,many
M1,Others,{NEXT_YEAR}-03-31,1

M1,Others,2026-01-31,1
M1,Others,2026-01-31,2
"""


def test_every_problem_is_given_with_its_line(plan: Plan, manager: Actor) -> None:
    found = send(plan, manager, WRONG)
    rows = ImportRow.objects.filter(data_import=found, line__gt=1)
    states = {row.line: row.state for row in rows}
    assert states == {
        **dict.fromkeys((2, 3, 4, 5, 6), "problem"),
        8: "ready",
        9: "twice",
    }
    assert "should be one of “Under fives”, “Others”" in problems(found)[3]
    assert problems(found)[6] == "The period is not over yet."
    assert rows.get(line=9).twice_of == 8


def test_of_two_lines_for_one_period_the_second_comes_in_when_the_first_is_left_out(
    plan: Plan, manager: Actor
) -> None:
    found = send(plan, manager, WRONG)
    importing.leave_out(by=manager, now=LATER, ref=found.ref, version=found.version, line=8, left_out=True)
    assert ImportRow.objects.get(data_import=found, line=9).state == "ready"


def test_between_two_measures_of_one_name_a_person_decides(plan: Plan, manager: Actor) -> None:
    first, second = Measure.objects.filter(plan=plan).order_by("position")
    Measure.objects.filter(pk=second.pk).update(name=first.name)
    Series.objects.filter(measure=second).update(label="Others")
    found = send(plan, manager, f"measure,series,to,value\n{first.name},Others,2026-03-31,5\n")
    row = ImportRow.objects.get(data_import=found, line=2)
    assert (row.state, len(row.details)) == ("choice", 2)
    chosen = Series.objects.get(measure=second)

    def choose(key: str) -> None:
        importing.choose_record(by=manager, now=LATER, ref=found.ref, version=found.version, line=2, key=key)

    with pytest.raises(ImportRefusedError, match="Choose one"):
        choose("another")
    choose(chosen.ref)
    found.refresh_from_db()
    bring_in(found, manager)
    assert Actual.objects.standing().filter(series=chosen, value=5).exists()


def test_what_changed_since_the_preview_is_told_and_nothing_is_brought_in(plan: Plan, manager: Actor) -> None:
    found = send(plan, manager, CSV)
    series = Series.objects.get(label="Others")
    details = commands.ActualDetails(to_date=date(2026, 3, 31), value=7.0)
    commands.record_actual(actor=manager, now=LATER, series_ref=series.ref, details=details)
    stopped = bring_in(found, manager)
    assert (stopped.state, len(stopped.news)) == ("checked", 1)
    assert stopped.news[0].startswith("Line 3:")
    assert Actual.objects.standing().filter(value=1204.0).count() == 0
    assert bring_in(stopped, manager).state == "committed"


def test_undoing_puts_the_figures_back_exactly(plan: Plan, manager: Actor) -> None:
    before = standing()
    done = bring_in(send(plan, manager, CSV), manager)
    assert standing() != before
    undone = undo(done, manager)
    assert undone.state == "undone"
    assert standing() == before


def test_what_was_corrected_since_keeps_an_import_from_being_undone(plan: Plan, manager: Actor) -> None:
    done = bring_in(send(plan, manager, CSV), manager)
    after = standing()
    series = Series.objects.get(label="Others")
    details = commands.ActualDetails(to_date=date(2026, 3, 31), value=8.0)
    commands.record_actual(
        actor=manager, now=LATER, series_ref=series.ref, details=details, reason="Counted by hand"
    )
    refused = undo(done, manager)
    assert refused.state == "committed"
    assert "Line 3: " in refused.news[0]
    assert "by Olive Owner: Counted by hand" in refused.news[0]
    assert len(standing()) == len(after)


def test_what_is_corrected_while_it_is_undone_is_left_as_it_is(
    plan: Plan, manager: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = bring_in(send(plan, manager, CSV), manager)
    series = Series.objects.get(label="Others")
    look = FigureWork.dependents

    def corrected_meanwhile(work: FigureWork, made: Sequence[Made]) -> Sequence[Dependent]:
        found = look(work, made)
        details = commands.ActualDetails(to_date=date(2026, 3, 31), value=8.0)
        commands.record_actual(
            actor=manager, now=LATER, series_ref=series.ref, details=details, reason="Counted by hand"
        )
        return found

    monkeypatch.setattr(FigureWork, "dependents", corrected_meanwhile)
    refused = undo(done, manager)
    assert refused.state == "committed"
    assert "Nothing was put back" in refused.problem


def test_asked_for_twice_it_is_brought_in_once(plan: Plan, manager: Actor) -> None:
    found = send(plan, manager, CSV)
    bring_in(found, manager)
    with pytest.raises(ChangedMeanwhileError):
        bring_in(found, manager)


def test_what_is_cut_off_in_the_middle_leaves_nothing(
    plan: Plan, manager: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are written and the worker is killed before it can say so."""
    found, before = send(plan, manager, CSV), standing()

    def killed(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(steps, "keep_made", killed)
    with pytest.raises(SystemExit):
        bring_in(found, manager)
    monkeypatch.undo()
    assert standing() == before
    assert bring_in(found, manager).state == "committed"


def test_an_action_owner_brings_in_figures_of_their_own_measures_only(
    plan: Plan, manager: Actor, partnership: Partnership
) -> None:
    owner = registry.member(partnership, "action-owner")
    with acting_as(owner) as actor:
        found = send(plan, actor, CSV)
        assert set(problems(found)) == {2, 3, 4}
        assert "is not a measure of your own actions" in problems(found)[2]
    commands.add_holder(
        actor=manager,
        now=NOW,
        role_ref=OwnerRole.objects.get(name="Head of Play").ref,
        user_id=owner.pk,
        from_date=date(2026, 1, 1),
    )
    with acting_as(owner) as actor:
        assert bring_in(send(plan, actor, CSV), actor).state == "committed"


def test_others_send_nothing(plan: Plan, people: People) -> None:
    for who in (people.colleague, people.outsider):
        with acting_as(who) as actor, pytest.raises(NotVisible):
            send(plan, actor, CSV)


def test_the_number_of_queries_does_not_grow_with_the_rows(plan: Plan, manager: Actor) -> None:
    def counted(rows: int) -> list[int]:
        lines = (f"M2,All,{date(2020, 1, 1) + timedelta(days=n)},{n}" for n in range(rows))
        text = "\n".join(["measure,series,to,value", *lines])
        found = []
        with CaptureQueriesContext(connection) as reading:
            sent = send(plan, manager, text)
        with CaptureQueriesContext(connection) as bringing:
            done = bring_in(sent, manager)
        with CaptureQueriesContext(connection) as undoing:
            assert undo(done, manager).state == "undone"
        found += [len(reading), len(bringing), len(undoing)]
        return found

    counted(2)
    assert counted(3) == counted(600)


def told() -> list[Notice]:
    with as_maintenance():
        return list(Notice.objects.new())


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SMALL_FILE", 10)
    monkeypatch.setattr(importing, "SMALL_ROWS", 1)


def work_on(found: DataImport, by: Actor) -> DataImport:
    """What the worker does of an import that waits for it."""
    import_step(Work.objects.get(ref=found.work_ref).pk, found.pk, found.attempt, by.id)
    found.refresh_from_db()
    return found


def test_a_large_file_is_worked_on_in_the_background(plan: Plan, manager: Actor, large: None) -> None:
    found = send(plan, manager, CSV)
    assert (found.state, bool(found.work_ref)) == ("reading", True)
    assert work_on(found, manager).state == "checked"
    work = Work.objects.get(ref=found.work_ref)
    assert (work.state, work.result_url.endswith(f"/{found.ref}/")) == ("done", True)
    assert [each.template for each in told()] == ["import-read"]
    bring_in(found, manager)
    assert told() == [], "whoever brings it in has seen it"


def test_what_is_brought_in_or_put_back_bears_a_moment_of_its_own_transaction(
    plan: Plan, manager: Actor, large: None
) -> None:
    """Else a pack that is frozen while the worker waits for a lock would miss it for good."""
    outside = len(connection.savepoint_ids)
    asked: list[bool] = []

    def clock() -> datetime:
        asked.append(len(connection.savepoint_ids) > outside)
        return LATER + timedelta(hours=len(asked))

    found = bring_in(work_on(send(plan, manager, CSV), manager), manager)
    run_step(found.pk, found.attempt, manager, clock=clock)
    found.refresh_from_db()
    assert (found.state, found.committed_at) == ("committed", LATER + timedelta(hours=1))
    found = undo(found, manager)
    run_step(found.pk, found.attempt, manager, clock=clock)
    found.refresh_from_db()
    assert (found.state, found.undone_at) == ("undone", LATER + timedelta(hours=2))
    assert asked == [True, True]


def test_a_file_of_rows_is_not_opened_before_the_scanner_has_looked_through_it(
    plan: Plan, manager: Actor, settings: Any
) -> None:
    settings.DOCUMENTS_CLAMD = "tcp://127.0.0.1:1"
    found = send(plan, manager, CSV)
    assert (found.state, bool(found.work_ref)) == ("reading", True)
    with pytest.raises(TransientError):
        run_step(found.pk, found.attempt, manager, clock=lambda: LATER)
    with a_scanner() as address:
        settings.DOCUMENTS_CLAMD = address
        run_step(found.pk, found.attempt, manager, clock=lambda: LATER)
    found.refresh_from_db()
    assert found.state == "checked"


def test_whoever_left_is_told_how_each_step_ended_and_not_what_the_file_is_called(
    plan: Plan, manager: Actor, people: People, large: None
) -> None:
    found = work_on(send(plan, manager, CSV), manager)
    found = work_on(bring_in(found, manager), manager)
    work_on(undo(found, manager), manager)
    everything = notices()
    assert [each.line for each in everything] == [
        "Your file has been read and waits for you: Figures of measures",
        "What was in your file is kept: Figures of measures",
        "What your file brought in was undone: Figures of measures",
    ]
    assert {each.user_id for each in everything} == {people.owner.pk}
    assert {each.url.endswith(f"/imports/figures/{found.ref}/") for each in everything} == {True}


def test_they_are_told_too_that_nothing_came_of_it(plan: Plan, manager: Actor, large: None) -> None:
    work_on(send(plan, manager, "measure,series,to,value\n"), manager)
    found = work_on(send(plan, manager, CSV), manager)
    details = commands.ActualDetails(to_date=date(2026, 3, 31), value=7.0)
    series = Series.objects.get(label="Others")
    commands.record_actual(actor=manager, now=LATER, series_ref=series.ref, details=details)
    work_on(bring_in(found, manager), manager)
    assert [each.line.partition(":")[0] for each in notices()] == [
        "Your file cannot be read",
        "Your file has been read and waits for you",
        "Your file needs another look, and nothing was changed",
    ]


def test_what_is_done_while_the_page_waits_is_not_told_of(plan: Plan, manager: Actor) -> None:
    bring_in(send(plan, manager, CSV), manager)
    assert notices() == []


def test_rows_and_file_are_removed_when_their_time_is_over(plan: Plan, manager: Actor) -> None:
    done, open_ = bring_in(send(plan, manager, CSV), manager), send(plan, manager, WRONG)
    assert done.committed_at is not None
    clear_old(done.committed_at + timedelta(days=1), after=timedelta(days=90))
    assert ImportRow.objects.filter(data_import=done).exists()
    clear_old(done.committed_at + timedelta(days=91), after=timedelta(days=90))
    assert not ImportRow.objects.filter(data_import=done).exists()
    assert not DataImport.objects.filter(pk=open_.pk).exists()
    done.refresh_from_db()
    with pytest.raises(ImportRefusedError, match="too long ago"):
        undo(done, manager)


def test_an_import_that_cannot_be_removed_keeps_no_other_from_going(plan: Plan, manager: Actor) -> None:
    first, second, third = (send(plan, manager, WRONG) for _ in range(3))
    with as_maintenance():
        # neither file can go while the other import has it
        DataImport.objects.filter(pk=second.pk).update(file=first.file)
    with pytest.raises(ProtectedError):
        clear_old(third.created_at + timedelta(days=91), after=timedelta(days=90))
    assert set(DataImport.objects.values_list("pk", flat=True)) == {first.pk, second.pk}
    assert ImportRow.objects.filter(data_import=first).exists()
