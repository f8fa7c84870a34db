"""Packs whose public versions say something in particular."""

from __future__ import annotations

from dataclasses import replace

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
