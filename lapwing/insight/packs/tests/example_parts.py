"""What the example pack is made of: its cover, and lines of its sections. Nobody in it is real."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lapwing.insight.packs import shapes
from lapwing.insight.packs.shapes import Day, Figure, Link, Mark

NO_DATE = Day(None, "No date set")
ON_TRACK = Mark("On track", "circle", "green", "Going to plan, or done and awaiting evidence.")
AT_RISK = Mark("At risk", "diamond", "amber", "May not be done in time or as planned.")
OFF_TRACK = Mark("Off track", "triangle", "red", "Will not be done in time or as planned.")
OFF_PATH = Mark("Off path", "triangle", "red", "Short of expected by more than a tenth of the way.")


def day(year: int, month: int, number: int) -> Day:
    on = date(year, month, number)
    return Day(on, f"{on.day} {on:%B %Y}")


def number(value: float) -> Figure:
    return Figure(value, f"{value:g}")


def percent(value: float) -> Figure:
    return Figure(value, f"{value:g}%")


def cover() -> shapes.Cover:
    return shapes.Cover(
        title="SEND improvement plan: report to the board",
        partnership="Alderbrook SEND Partnership",
        plan="Alderbrook SEND improvement plan",
        local_area="Alderbrook",
        group="Partnership board",
        meeting="Partnership board, 25 November 2026",
        meeting_on=day(2026, 11, 25),
        period="September and October 2026",
        period_from=date(2026, 9, 1),
        period_to=date(2026, 10, 31),
        as_at=day(2026, 11, 22),
        built_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        built_at_text="22 November 2026 at 9:30am",
        built_by="Programme manager",
        number=3,
        plan_version=12,
        words="For discussion.",
        cycle="September to October 2026",
        group_word="Workstream",
        objective_word="Outcome",
    )


def summary() -> shapes.Summary:
    return shapes.Summary(
        headline="9 of 20 milestones are on track; 2 are off track, 1 more than last time.",
        compared_with=day(2026, 9, 20),
        milestones=(
            shapes.CountLine("count:milestones:green", ON_TRACK, number(9), number(11)),
            shapes.CountLine("count:milestones:red", OFF_TRACK, number(2), number(1)),
        ),
        milestones_text="20 milestones: 9 on track, 2 off track.",
        measures=(shapes.CountLine("count:measures:red", OFF_PATH, number(4), Figure(None, "–")),),
        measures_text="12 lines of measures: 4 off path.",
        facts=(shapes.FactLine("fact:overdue", "Milestones overdue", number(3), number(2)),),
        moved=(
            shapes.MovedLine(
                "moved:m1", "1.2 a", "1.2 a: off track (was at risk)", AT_RISK, OFF_TRACK,
                Link("milestone", "m1"),
            ),
        ),
        moved_left_out="",
    )  # fmt: skip


def exception() -> shapes.ExceptionLine:
    return shapes.ExceptionLine(
        key="exception:m1",
        mark=OFF_TRACK,
        action="1.2",
        group="1 Early support",
        milestone="a",
        text="Send every amended plan within twelve weeks of its review.",
        owners="Head of SEND; Designated Clinical Officer",
        original=day(2026, 7, 31),
        due=day(2026, 10, 31),
        forecast=day(2027, 1, 31),
        days_late=Figure(22, "22 days"),
        moved=Figure(1, "once"),
        why="Two of five reviewing officers left.",
        mitigation="A temporary officer starts on 1 December & clears the oldest first.",
        said="Head of SEND, 5 November 2026",
        link=Link("milestone", "m1"),
        next_steps="Tell every family when theirs will come.",
        confidence="In doubt",
    )


def measure() -> shapes.Measure:
    values = (44.1, 47.2, 46.0, 49.5, 50.2, 51.4)
    points = tuple(
        shapes.ActualPoint(
            from_=date(2026, month, 1), to=date(2026, month, 28), period=f"{date(2026, month, 1):%B %Y}",
            value=percent(value), counted="37 of 72", source="Case system", note="",
        )
        for month, value in enumerate(values, start=5)
    )  # fmt: skip
    return shapes.Measure(
        key="measure:h05", number="1.2.2", name="Final amended plans within 12 weeks of the review",
        mark=OFF_PATH, actions="1.2, 1.5", source="Case system", link=Link("measure", "h05"),
        series=(
            shapes.Series(
                key="series:s1", label="All plans", unit="% of plans", unit_short="%", direction="increase",
                mark=OFF_PATH, reason="Short of expected by more than a tenth of the way.",
                finding="51.4% where 56% was to be expected: off path",
                subtitle="Final amended plans within 12 weeks of the review, % of plans",
                sentence="51.4% in October 2026 (37 of 72). The target is 60% by October 2027.",
                baseline=percent(40), baseline_on=day(2026, 4, 30), latest=percent(51.4),
                latest_period="October 2026", expected=percent(56), next_target="60% by October 2027",
                progress=0.57, points=points,
                targets=(
                    shapes.TargetStep(day(2026, 10, 31), percent(56), "56% by October 2026", False),
                    shapes.TargetStep(day(2027, 10, 31), percent(60), "60% by October 2027", True),
                ),
                trajectory=(
                    shapes.PathPoint(date(2026, 4, 30), 40, "40%"),
                    shapes.PathPoint(date(2026, 10, 31), 56, "56%"),
                    shapes.PathPoint(date(2027, 10, 31), 60, "60%"),
                ),
                is_steps=False,
                comparators=(shapes.ComparatorLevel("England", percent(35.4), day(2025, 12, 31)),),
                spc=None,
                plain_reason="6 figures are too few for a control chart, which needs 13.",
                breaks=(),
                broken=(
                    shapes.Break(
                        day(2026, 8, 15), "Target changed: it was 55% by October 2026",
                        "The board asked for more.", "Chair, Alderbrook Council",
                    ),
                ),
            ),
        ),
    )  # fmt: skip


def action() -> shapes.ActionStanding:
    return shapes.ActionStanding(
        key="action:a1", number="1.2", group="1 Early support", text="Review and amend plans in time.",
        mark=OFF_TRACK, owners="Head of SEND", done="1 of 2 done", overdue=number(1),
        milestones=(
            shapes.MilestoneStanding(
                "action-milestone:m1", "a", "Send every amended plan within twelve weeks.", OFF_TRACK,
                day(2026, 10, 31), "Overdue by 22 days", "Two officers left.", Link("milestone", "m1"),
            ),
        ),
        link=Link("action", "a1"),
    )  # fmt: skip


def data() -> shapes.Data:
    """What its sections leave out: a milestone that is done, a date that moved long ago, an old decision."""
    return shapes.Data(
        actions=(
            shapes.ActionData(
                "data-action:a1", "1.2", "1 Early support", "1.A", "Review and amend plans in time.",
                OFF_TRACK, "Head of SEND", number(2), number(1), number(1), number(0), day(2026, 10, 31),
            ),
        ),
        milestones=(
            shapes.MilestoneData(
                "data-milestone:m9", "1.2", "1 Early support", "c", "Agree what an amended plan looks like.",
                "Head of SEND", Mark("Done", "square", "blue"), day(2026, 2, 28), day(2026, 3, 14),
                Figure(1, "once"), Figure(None, "Not late"), "Done on 11 March", "Agreed by all services.",
                Day(None, ""), "All services signed the same form.", "Families read one kind of plan.", "",
                "Use it in every service.", "Certain", "Head of SEND, 12 March 2026",
            ),
        ),
        measures=(),
        date_changes=(
            shapes.DateChangeLine(
                "date:d8", "1.2 c Agreed form", day(2026, 2, 28), day(2026, 3, 14), day(2026, 2, 20),
                "A service asked for two weeks more.", "Operational group", Figure(1, "once"), None,
            ),
        ),
        risks=(),
        decisions=(
            shapes.DecisionLine(
                "decision:c0", "Take one form for all services.", day(2026, 3, 11),
                "Partnership board, 11 March 2026", "", Day(None, "No day set"),
                Mark("Nobody has to act", "ring", "grey"), "", None,
            ),
        ),
        criteria=(
            shapes.CriterionData(
                "data-criterion:k1", "1.2", "Families know who to call.", "Partly met", day(2026, 11, 4),
                "SEND programme manager", "Three of five services say so.",
                ("Survey of the forum (Quote from a family, 3 November 2026)",),
            ),
            shapes.CriterionData(
                "data-criterion:k2", "1.3", "The offer is found in three steps.", "Not judged yet",
                Day(None, ""), "", "", (),
            ),
        ),
        evidence=(
            shapes.EvidenceData(
                "data-evidence:e7", "1.2", "c Agree what an amended plan looks like.",
                "Families know who to call.", "Activity", "File", "Form of all services",
                "The form that all services signed.", day(2026, 3, 9), "Alderbrook Council",
                day(2026, 3, 12), "Designated Clinical Officer",
            ),
        ),
        closed_risks=(
            shapes.ClosedRisk(
                shapes.RiskLine(
                    "risk:r0", "issue", "Issue", Mark("Medium 9", "diamond", "amber"),
                    "No room for the drop-in.", "Likely", "Moderate", number(9), "Rooms are asked for.",
                    "Local Offer Manager", day(2026, 4, 30), None, "The library is rebuilt.",
                    "Families travel further.", "down from 15",
                ),
                day(2026, 5, 6), "The library opened again.",
            ),
        ),
    )  # fmt: skip
