"""A pack as large as one gets: many actions, many series with long histories. Nobody in it is real."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lapwing.insight.packs import shapes
from lapwing.insight.packs.shapes import Day, Figure, Mark
from lapwing.insight.packs.tests.example_parts import day, number, percent
from lapwing.insight.packs.tests.examples import example_pack

ON_TRACK = Mark("On track", "circle", "green")
OFF_TRACK = Mark("Off track", "triangle", "red")
MARKS = (
    ON_TRACK,
    Mark("At risk", "diamond", "amber"),
    OFF_TRACK,
    Mark("Done and evidenced", "square", "blue"),
    Mark("Not started", "ring", "grey"),
)
_OWNERS = ("Head of SEND", "Designated Clinical Officer", "Local Offer Manager", "Head of Commissioning")
_TEXTS = (
    "Send every amended plan within twelve weeks of its review, and tell families when it will come.",
    "Publish what support there is before a plan, by age and by need, with the forum of parent carers.",
    "Agree with all providers how long children may wait, and report it every month.",
    "Train every setting in what good advice looks like, and audit a sample each term.",
)


def large_pack(actions: int = 100, series: int = 50, points: int = 36) -> shapes.Pack:
    """A pack for the board with something in every section, and as many of each as asked for."""
    pack = example_pack()
    told: dict[str, dict[str, object]] = {
        "actions": {"actions": tuple(_action(number) for number in range(actions))},
        "measures": {"measures": tuple(_measure(number, points) for number in range(series))},
        "exceptions": {"lines": tuple(_exception(number) for number in range(actions // 5))},
        "due": {"lines": tuple(_due(number) for number in range(actions // 5))},
    }
    sections = tuple(
        replace(section, **told.get(section.kind, {}))  # type: ignore[arg-type]
        for section in pack.sections
    )
    return replace(pack, sections=sections)


def _action(at: int) -> shapes.ActionStanding:
    group, place = at // 20 + 1, at % 20 + 1
    milestones = tuple(_milestone(at, letter) for letter in "abcd")
    return shapes.ActionStanding(
        key=f"action:{at}",
        number=f"{group}.{place}",
        group=f"{group} Ambition for early support and timely plans",
        text=_TEXTS[at % 4],
        mark=MARKS[at % 5],
        owners=f"{_OWNERS[at % 4]}; {_OWNERS[(at + 1) % 4]}",
        done=f"{at % 4} of 4 done",
        overdue=number(at % 3),
        milestones=milestones,
        link=None,
    )


def _milestone(at: int, letter: str) -> shapes.MilestoneStanding:
    return shapes.MilestoneStanding(
        key=f"milestone:{at}{letter}",
        label=letter,
        text=_TEXTS[(at + ord(letter)) % 4],
        mark=MARKS[(at + ord(letter)) % 5],
        due=day(2026 + at % 3, at % 12 + 1, 28),
        late="Overdue by 22 days" if at % 3 == 0 else "",
        note="Waiting for the provider’s answer." if at % 4 == 0 else "",
        link=None,
    )


def _exception(at: int) -> shapes.ExceptionLine:
    return shapes.ExceptionLine(
        key=f"exception:{at}",
        mark=MARKS[at % 2 + 1],
        action=f"{at % 5 + 1}.{at % 20 + 1}",
        group=f"{at % 5 + 1} Ambition for early support and timely plans",
        milestone="b",
        text=_TEXTS[at % 4],
        owners=_OWNERS[at % 4],
        original=day(2026, 3, 31),
        due=day(2026, 9, 30),
        forecast=day(2027, 1, 31),
        days_late=Figure(53, "53 days"),
        moved=Figure(2, "twice"),
        why="Two of five reviewing officers left in September, and their posts took until now to fill.",
        mitigation="A temporary officer starts on 1 December and clears the oldest reviews first.\n\n"
        "The forum of parent carers tells families what to expect.",
        said="Head of SEND, 5 November 2026",
        link=None,
    )


def _due(at: int) -> shapes.DueLine:
    return shapes.DueLine(
        f"due:{at}", MARKS[at % 5], f"{at % 5 + 1}.{at + 1}", "1 Early support", "c", _TEXTS[at % 4],
        _OWNERS[at % 4], day(2027, 1, at % 28 + 1), f"in {40 + at} days", None,
    )  # fmt: skip


def _measure(at: int, points: int) -> shapes.Measure:
    return shapes.Measure(
        key=f"measure:{at}",
        number=f"M{at + 1}",
        name=f"Advice given on time by service {at + 1}",
        mark=MARKS[at % 3],
        actions=f"{at % 5 + 1}.{at % 20 + 1}",
        source="Case system, worked out every month",
        series=(_series(at, points),),
        link=None,
    )


def _series(at: int, points: int) -> shapes.Series:
    values = [round(40 + (place * 7 + at * 3) % 11 + place * 0.4, 1) for place in range(points)]
    found = tuple(_point(at, place, value) for place, value in enumerate(values))
    return shapes.Series(
        key=f"series:{at}",
        label=f"Service {at + 1}, all requests",
        unit="% of requests",
        unit_short="%",
        direction="increase",
        mark=MARKS[at % 3],
        reason="Short of what was to be expected by more than a tenth of the way.",
        finding=f"{values[-1]:g}% where {60 + at % 9}% was to be expected: off path",
        subtitle=f"Advice given on time by service {at + 1}, % of requests",
        sentence=f"{values[-1]:g}% in December 2025. It started at {values[0]:g}%. The target is 70%.",
        baseline=percent(values[0]),
        baseline_on=day(2023, 1, 31),
        latest=percent(values[-1]),
        latest_period="December 2025",
        expected=percent(60 + at % 9),
        next_target="70% by October 2027",
        progress=0.4,
        points=found,
        targets=tuple(
            shapes.TargetStep(
                day(2025 + step, 10, 31),
                percent(60 + 5 * step),
                f"{60 + 5 * step}% by October {2025 + step}",
                needs_confirming=step == 3,
            )
            for step in range(4)
        ),
        trajectory=(),
        is_steps=True,
        comparators=(shapes.ComparatorLevel("England", percent(39.6), Day(None, "2025")),),
        spc=_spc(found, values) if at % 2 == 0 and points >= 13 else None,
        plain_reason="" if at % 2 == 0 and points >= 13 else "Figures come once a year: a plain line.",
        breaks=(),
        beside=("England",),
    )


def _point(at: int, place: int, value: float) -> shapes.ActualPoint:
    month = date(2023 + place // 12, place % 12 + 1, 1)
    return shapes.ActualPoint(
        from_=month,
        to=month.replace(day=28),
        period=f"{month:%B %Y}",
        value=percent(value),
        counted=f"{round(value)} of 100",
        source="Case system",
        note="",
        spc="Usual variation" if at % 2 == 0 else "",
        spc_kind="common" if at % 2 == 0 else "",
    )


def _spc(found: tuple[shapes.ActualPoint, ...], values: list[float]) -> shapes.Spc:
    mean = round(sum(values) / len(values), 1)
    return shapes.Spc(
        segments=(
            shapes.Limits(
                found[0].from_ or found[0].to, found[-1].to, percent(mean), percent(round(mean - 9, 1)),
                percent(round(mean + 9, 1)), "",
            ),
        ),
        variation="common_cause",
        variation_text="Common cause: nothing special",
        assurance="inconsistent",
        assurance_text="The target may or may not be met",
        text="The latest figure is within what is usual; the target will be met only now and then.",
    )  # fmt: skip
