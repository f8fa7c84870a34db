"""Packs whose public versions say something in particular."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lapwing.insight.packs import shapes
from lapwing.insight.packs.models import Pack
from lapwing.insight.packs.tests.examples import example_pack
from lapwing.insight.public_version.tests.conftest import Office, frozen_pack
from lapwing.platform.access.tests.as_role import as_maintenance


def bare_pack(office: Office) -> Pack:
    """A pack whose percentages have no counts."""
    pack = example_pack()
    found = next(each for each in pack.sections if isinstance(each, shapes.MeasuresSection))
    measure = found.measures[0]
    points = tuple(replace(point, counted="") for point in measure.series[0].points)
    changed = replace(
        found, measures=(replace(measure, series=(replace(measure.series[0], points=points),)),)
    )
    sections = tuple(changed if each is found else each for each in pack.sections)
    return frozen_pack(office.partnership, office.plan, office.maker, 8, replace(pack, sections=sections))


def named_pack(office: Office, text: str) -> Pack:
    """A pack with this as the first step that is due."""
    pack = example_pack()
    found = next(each for each in pack.sections if isinstance(each, shapes.DueSection))
    changed = replace(found, lines=(replace(found.lines[0], text=text), *found.lines[1:]))
    sections = tuple(changed if each is found else each for each in pack.sections)
    with as_maintenance():
        number = Pack.objects.count() + 1
    return frozen_pack(
        office.partnership, office.plan, office.maker, number, replace(pack, sections=sections)
    )


def later_pack(office: Office, counted: str) -> Pack:
    """The next pack, in which the first figure was corrected."""
    pack = example_pack()
    found = next(each for each in pack.sections if isinstance(each, shapes.MeasuresSection))
    measure = found.measures[0]
    series = measure.series[0]
    points = (replace(series.points[0], counted=counted), *series.points[1:])
    changed = replace(found, measures=(replace(measure, series=(replace(series, points=points),)),))
    sections = tuple(changed if each is found else each for each in pack.sections)
    with as_maintenance():
        number = Pack.objects.count() + 1
    return frozen_pack(
        office.partnership, office.plan, office.maker, number, replace(pack, sections=sections)
    )


# Of so many each month: the fourth and the ninth leave or count so few that a child could be known.
MONTHS = (31, 34, 33, 3, 36, 38, 41, 40, 71, 45, 44, 47, 49, 52)


def long_pack(office: Office) -> Pack:
    """A pack with fourteen months of one line, of which some cannot be shown."""
    pack = example_pack()
    found = next(each for each in pack.sections if isinstance(each, shapes.MeasuresSection))
    measure = found.measures[0]
    firsts = [date(2025 + month // 12, month % 12 + 1, 1) for month in range(8, 8 + len(MONTHS))]
    points = tuple(
        replace(
            measure.series[0].points[0],
            from_=first,
            to=(first + timedelta(days=31)).replace(day=1) - timedelta(days=1),
            period=f"{first:%B %Y}",
            counted=f"{part} of 72",
        )
        for first, part in zip(firsts, MONTHS, strict=True)
    )
    line = replace(measure.series[0], points=points)
    changed = replace(found, measures=(replace(measure, series=(line,)),))
    sections = tuple(changed if each is found else each for each in pack.sections)
    with as_maintenance():
        number = Pack.objects.count() + 1
    return frozen_pack(
        office.partnership, office.plan, office.maker, number, replace(pack, sections=sections)
    )


def counted_pack(office: Office, **counts: int) -> Pack:
    """A pack with these numbers of children of one month, each a line of one measure."""
    pack = example_pack()
    found = next(each for each in pack.sections if isinstance(each, shapes.MeasuresSection))
    measure = found.measures[0]
    series, point = measure.series[0], measure.series[0].points[0]
    lines = tuple(
        replace(
            series,
            key=f"series:{name}",
            label=name,
            unit="children",
            points=(replace(point, value=shapes.Figure(float(count), str(count)), counted=""),),
        )
        for name, count in counts.items()
    )
    changed = replace(found, measures=(replace(measure, series=lines),))
    sections = tuple(changed if each is found else each for each in pack.sections)
    with as_maintenance():
        number = Pack.objects.count() + 1
    return frozen_pack(
        office.partnership, office.plan, office.maker, number, replace(pack, sections=sections)
    )
