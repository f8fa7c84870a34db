"""A measure whose lines go different ways: a share to raise beside one to lower."""

from datetime import date

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.models import Measure, Series
from lapwing.contexts.improvement.tests.factories import LATER, imported, measure, plan, series, target
from lapwing.domain.progress import Outcome
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

JUNE = date(2026, 6, 10)


def test_a_series_is_judged_by_its_own_direction(partnership: Partnership, manager: Actor) -> None:
    falling = series(
        "Poor",
        breakdown={"grade": "poor", "direction": "decrease"},
        targets=(target(5.0, date(2027, 4, 30)),),
    )
    rising = series("Good", breakdown={"grade": "good", "direction": "increase"})
    imported(partnership, manager, plan(measures=(measure(direction="none", series=(falling, rising)),)))
    for row in Series.objects.all():
        commands.record_actual(
            actor=manager,
            now=LATER,
            series_ref=row.ref,
            details=commands.ActualDetails(from_date=None, to_date=date(2026, 3, 31), value=4.0),
        )
    page = queries.measure_page(actor=manager, measure_ref=Measure.objects.get().ref, on=JUNE)
    assert [shown.line.direction for shown in page.series] == ["decrease", "increase"]
    assert page.series[0].line.outcome is Outcome.MET
    assert page.series[1].line.outcome is Outcome.OFF_PATH
    assert [shown.breakdown for shown in page.series] == [(("grade", "poor"),), (("grade", "good"),)]
