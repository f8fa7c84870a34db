"""Tables of actions in the layouts that partnerships publish."""

from __future__ import annotations

from lapwing.contexts.improvement.reading.grids.tests.tables import (
    Heading,
    Table,
    Wide,
    codes,
    dates,
    plan_of,
    table,
)
from lapwing.platform.extraction.document import Kind

_TITLES = ["Ref", "Action", "Lead", "By when", "How will we know?", "RAG"]


def test_a_plain_table_is_read_field_by_field_without_a_question() -> None:
    plan = plan_of(
        Heading("Priority 1: Early help"),
        table(
            _TITLES,
            [
                "1.1",
                "Open a drop-in",
                "Head of Hubs; DCO",
                "31/03/2026",
                "Families come\nThey say so",
                "Green",
            ],
        ),
    )
    (action,) = plan.actions
    assert (action.ref, action.group, action.text) == ("1.1", "1", "Open a drop-in")
    assert action.owners == ("Head of Hubs", "DCO")
    assert dates(action) == [["2026-03-31"]]
    assert [each.text for each in action.success_criteria] == ["Families come", "They say so"]
    assert action.milestones[0].status == "on track"
    assert [(group.ref, group.title) for group in plan.groups] == [("1", "Early help")]
    assert codes(plan) == set()


def test_a_row_as_wide_as_the_table_is_a_heading_of_those_under_it() -> None:
    plan = plan_of(
        table(
            _TITLES,
            ["1.1", "Open a drop-in", "DCO", "May 2026", "", ""],
            [Wide("Priority 2: Moving on", columns=6)],
            ["2.1", "Write a guide", "DCO", "May 2026", "", ""],
            ["3", Wide("Better advice", columns=5)],
            ["3.1", "Train writers", "DCO", "May 2026", "", ""],
        )
    )
    assert [action.group for action in plan.actions] == [None, "2", "3"]
    assert [group.title for group in plan.groups] == ["Moving on", "Better advice"]


def test_a_merged_cell_holds_for_every_row_it_covers() -> None:
    plan = plan_of(
        table(
            ["Key area", "Action", "Lead", "By when"],
            [Wide("Voice", rows=2), "Hold a forum", Wide("Chair", rows=2), "May 2026"],
            [None, "Write a newsletter", None, "June 2026"],
        )
    )
    assert [(each.key_area, each.owners) for each in plan.actions] == [("Voice", ("Chair",))] * 2


def test_a_merged_action_has_a_part_for_each_row() -> None:
    plan = plan_of(
        table(
            ["Ref", "Action", "Milestones", "Due date", "Owner"],
            [Wide("2.1", rows=2), Wide("Improve audit", rows=2), "Write the tool", "May 2026", "QA Lead"],
            [None, None, "Use the tool", "July 2026", "DCO"],
        )
    )
    (action,) = plan.actions
    assert [each.text for each in action.milestones] == ["Write the tool", "Use the tool"]
    assert dates(action) == [["2026-05-31"], ["2026-07-31"]]
    assert action.owners == ("QA Lead", "DCO")


def test_a_number_beside_a_merged_outcome_numbers_the_outcome() -> None:
    plan = plan_of(
        table(
            ["No", "Outcome", "Action", "Lead", "By when"],
            [Wide("1", rows=2), Wide("Children are seen", rows=2), "Set up a panel", "DCO", "May 2026"],
            [None, None, "Train the panel", "DCO", "June 2026"],
        )
    )
    assert [(each.ref, each.group) for each in plan.actions] == [(None, "1")] * 2
    assert plan.groups[0].title == "Children are seen"
    assert len({each.key for each in plan.actions}) == 2


def test_lettered_rows_are_parts_of_the_action_above_unless_each_has_an_owner_and_criteria() -> None:
    parts = plan_of(
        table(
            _TITLES,
            ["1.2", "Review the panel", "DCO", "May 2026", "", ""],
            ["1.2a", "Ask schools", "", "June 2026", "", ""],
        )
    )
    assert [(each.label, each.text) for each in parts.actions[0].milestones][1] == ("a", "Ask schools")
    alone = plan_of(
        table(
            _TITLES,
            ["1.1", "Improve moves", "", "", "", ""],
            ["1.1a", "Write a guide", "Head of A", "May 2026", "A guide", ""],
        )
    )
    assert [(each.ref, each.group) for each in alone.actions] == [("1.1a", "1.1")]


def test_rows_that_a_page_break_parted_are_joined() -> None:
    plan = plan_of(
        table(_TITLES, ["1.1", "Develop a shared", "Head of Inclusion", "March", "Fewer families", ""]),
        table(
            _TITLES,
            ["", "way of working", "and Learning", "2026", "wait too long", ""],
            ["1.2", "Next", "DCO", "May 2026", "", ""],
        ),
    )
    first, second = plan.actions
    assert first.text == "Develop a shared way of working"
    assert first.owners == ("Head of Inclusion and Learning",)
    assert [each.text for each in first.success_criteria] == ["Fewer families wait too long"]
    assert dates(first) == [["2026-03-31"]]
    assert second.ref == "1.2"


def test_a_table_without_titles_goes_on_with_the_one_before() -> None:
    plan = plan_of(
        table(["Action", "Lead", "By when"], ["Open", "Head of A", "May 2026"]),
        table(["Close", "Head of B", "June 2026"]),
    )
    assert [each.text for each in plan.actions] == ["Open", "Close"]


def test_dates_listed_as_the_parts_are_go_to_one_each() -> None:
    plan = plan_of(
        table(
            _TITLES,
            ["1", "We will:\n• write it\n• send it", "DCO", "May 2026\nJuly 2026", "", ""],
            ["2", "Train:\na) nurses\nb) teachers", "DCO", "a) 1 May 2026\nb) June 2026", "", ""],
        )
    )
    first, second = plan.actions
    assert [each.text for each in first.milestones] == ["write it", "send it"]
    assert dates(first) == [["2026-05-31"], ["2026-07-31"]]
    assert [(each.label, each.text) for each in second.milestones] == [("a)", "nurses"), ("b)", "teachers")]
    assert dates(second) == [["2026-05-01"], ["2026-06-30"]]
    assert "due.several-in-cell" not in codes(plan)


def test_dates_that_do_not_match_the_parts_are_asked_about() -> None:
    plan = plan_of(
        table(_TITLES, ["1", "• write it\n• check it\n• send it", "DCO", "May 2026\nJuly 2026", "", ""])
    )
    assert "due.several-in-cell" in codes(plan)


def test_a_cell_of_owner_and_date_is_told_apart() -> None:
    plan = plan_of(
        table(
            ["What we will do", "Lead and timescale", "What difference will it make?"],
            ["Open hubs", "Head of Hubs\nBy May 2026", "Hubs"],
            ["Close gaps", "DCO – June 2026", "None left"],
        )
    )
    assert [each.owners for each in plan.actions] == [("Head of Hubs",), ("DCO",)]
    assert [dates(each) for each in plan.actions] == [[["2026-05-31"]], [["2026-06-30"]]]


def test_labels_inside_a_cell_head_what_follows_them() -> None:
    plan = plan_of(
        table(["Ref", "Action", "Lead"], ["2", "Agree rules\nLead: Head of Rules\nDue date: June 2026", ""])
    )
    (action,) = plan.actions
    assert (action.text, action.owners) == ("Agree rules", ("Head of Rules",))
    assert dates(action) == [["2026-06-30"]]


def test_dates_in_the_words_of_an_action_are_read_where_no_column_gives_them() -> None:
    plan = plan_of(table(["Ref", "Action", "Lead"], ["1", "Publish a guide by May 2026", "DCO"]))
    assert dates(plan.actions[0]) == [["2026-05-31"]]


def test_labels_down_a_table_make_a_block_for_each_action() -> None:
    plan = plan_of(
        table(
            ["Action", "Do one thing", "Ref", "A1"],
            ["Lead officer", "Head of A", "Due", "May 2026"],
            ["Action", "Do another", "Ref", "A2"],
            ["Lead officer", "Head of B", "Due", "June 2026"],
        ),
        table(["Action 3.1", "Do a third"], ["Lead", "DCO"], ["Success criteria", "• A\n• B"]),
    )
    assert [(each.ref, each.text, each.owners) for each in plan.actions] == [
        ("A1", "Do one thing", ("Head of A",)),
        ("A2", "Do another", ("Head of B",)),
        ("3.1", "Do a third", ("DCO",)),
    ]


def test_several_numbered_actions_in_a_row_share_it_line_by_line() -> None:
    plan = plan_of(
        table(
            ["Action", "Lead", "By when"],
            ["1.1 Do the first thing\n1.2 Do the second", "Head of A\nHead of B", "May 2026\nJune 2026"],
        )
    )
    assert [(each.ref, each.owners, dates(each)) for each in plan.actions] == [
        ("1.1", ("Head of A",), [["2026-05-31"]]),
        ("1.2", ("Head of B",), [["2026-06-30"]]),
    ]


def test_total_blank_and_instruction_rows_are_no_actions() -> None:
    plan = plan_of(
        table(
            ["Theme", "Action", "Owner", "Deadline"],
            ["Voice", "Hold forums", "DCO", "May 2026"],
            ["", "", "", ""],
            ["Total", "1", "", ""],
            [Wide("Please add rows above", columns=4)],
        ),
        kind=Kind.EXCEL,
    )
    assert [each.text for each in plan.actions] == ["Hold forums"]


def test_what_stands_once_over_several_rows_is_carried_down_and_asked_about() -> None:
    plan = plan_of(
        table(
            ["Theme", "Action", "Owner", "Deadline"],
            ["Voice", "Hold forums", "DCO", "May 2026"],
            ["", "Write back", "DCO", "June 2026"],
        )
    )
    assert [each.key_area for each in plan.actions] == ["Voice", "Voice"]
    assert codes(plan) == {"cell.merged"}


def test_a_number_printed_twice_is_asked_about_and_each_action_keeps_its_own_key() -> None:
    plan = plan_of(
        table(_TITLES, ["1", "Open", "DCO", "May 2026", "", ""], ["1", "Close", "DCO", "May 2026", "", ""])
    )
    assert [(each.key, each.ref, each.occurrence) for each in plan.actions] == [
        ("1", "1", 1),
        ("1-2", "1", 2),
    ]
    assert "ref.duplicate" in codes(plan)


def test_an_action_printed_in_a_summary_and_in_full_is_one() -> None:
    plan = plan_of(
        table(["Ref", "Action", "Lead"], ["1.1", "Open a hub in town", "Head of Hubs"]),
        table(["Ref", "Action", "By when"], ["1.1", "Open a hub in town", "May 2026"]),
    )
    (action,) = plan.actions
    assert (action.owners, dates(action)) == (("Head of Hubs",), [["2026-05-31"]])
    assert "action.repeated" in codes(plan)


def test_a_revised_date_counts_and_is_asked_about() -> None:
    plan = plan_of(
        table(
            ["Action", "Lead", "Original due date", "Revised due date"],
            ["Open a hub", "DCO", "May 2025", "May 2026"],
            ["Close one", "DCO", "June 2025", ""],
        )
    )
    assert [dates(each) for each in plan.actions] == [[["2026-05-31"]], [["2025-06-30"]]]
    assert codes(plan) == {"due.revised"}


def test_a_column_that_no_field_carries_is_asked_about_once_and_kept() -> None:
    plan = plan_of(
        table(
            ["Action", "Lead", "By when", "Cost", "Risks"],
            ["Open", "DCO", "May 2026", "£5", "Slow"],
            ["Close", "DCO", "May 2026", "£6", ""],
        )
    )
    (question,) = [each for each in plan.questions if each.code == "cell.unread"]
    assert len(question.where) == 2
    assert question.raw == "Cost: £5\nRisks: Slow\nCost: £6"
    assert {"£5\nSlow", "£6"} <= {each.text for each in plan.remainder}


def test_a_column_without_a_known_title_is_understood_from_its_cells_and_asked_about() -> None:
    plan = plan_of(
        table(
            ["Action", "Responsible", "Kestrel"],
            ["Open a clinic", "DCO", "May 2026"],
            ["Close a clinic", "DCO", "June 2026"],
        )
    )
    assert [dates(each) for each in plan.actions] == [[["2026-05-31"]], [["2026-06-30"]]]
    assert codes(plan) == {"column.meaning"}


def test_who_is_accountable_why_and_what_is_told_so_far_are_kept() -> None:
    plan = plan_of(
        table(
            ["Action", "Lead", "SRO", "Workstream", "By when", "Why we are doing this", "Progress update"],
            [
                "Open a clinic",
                "DCO",
                "Chief Nurse",
                "Health group",
                "May 2026",
                "Families asked",
                "Rooms found",
            ],
        )
    )
    (action,) = plan.actions
    assert (action.accountable, action.governance) == (("Chief Nurse",), "Health group")
    assert (action.rationale, action.progress) == ("Families asked", "Rooms found")


def test_tables_under_headings_without_numbers_are_gathered_where_there_are_several() -> None:
    def titled(name: str) -> list[object]:
        return [Heading(name), table(["Action", "Lead", "By when"], [f"Do {name}", "DCO", "May 2026"])]

    both = plan_of(*titled("Early help"), *titled("Later help"))  # type: ignore[arg-type]
    assert [(each.ref, each.title) for each in both.groups] == [("1", "Early help"), ("2", "Later help")]
    alone = plan_of(*titled("Early help"))  # type: ignore[arg-type]
    assert alone.groups == ()
    assert alone.actions[0].group is None


def test_sheets_name_the_groups() -> None:
    titles = ["#", "What we will do", "Who", "When"]

    def sheet(n: int) -> Table:
        over = [Wide(f"Priority {n}: Kestrel {n}", columns=4)]
        return table(over, titles, [f"{n}.1", "Do it", "DCO", "May 2026"], title=f"Priority {n}")

    plan = plan_of(sheet(1), sheet(2), kind=Kind.EXCEL)
    assert [(each.ref, each.title) for each in plan.groups] == [("1", "Kestrel 1"), ("2", "Kestrel 2")]
    assert "ref.duplicate" not in codes(plan)


def test_rows_under_an_action_are_its_steps() -> None:
    plan = plan_of(
        Heading("Area 1: On time"),
        table(
            [Wide("Action 1: Recruit writers", columns=4)],
            ["Milestone", "Lead", "Due", "RAG"],
            ["Advertise", "HR Lead", "May 2026", "G"],
            ["Induct", "HR Lead", "June 2026", "A"],
            [Wide("Action 2: Improve letters", columns=4)],
            ["Draft one", "DCO", "May 2026", "G"],
        ),
    )
    first, second = plan.actions
    assert (first.ref, first.text, first.group) == ("1", "Recruit writers", "1")
    assert [(each.text, each.status) for each in first.milestones] == [
        ("Advertise", "on track"),
        ("Induct", "at risk"),
    ]
    assert [each.text for each in second.milestones] == ["Draft one"]


def test_milestones_in_columns_are_due_when_their_titles_say() -> None:
    plan = plan_of(
        table(
            ["Action", "Lead", "Milestone 1 (Dec 2025)", "Milestone 2 (June 2026)"],
            ["Open a hub", "DCO", "Lease signed", "Hub open"],
        )
    )
    (action,) = plan.actions
    assert [each.text for each in action.milestones] == ["Lease signed", "Hub open"]
    assert dates(action) == [["2025-12-31"], ["2026-06-30"]]


def test_a_table_without_any_titles_is_understood_from_its_cells_and_asked_about() -> None:
    plan = plan_of(
        table(
            ["1.1", "Open a clinic in the north of the town", "Head of Clinics", "May 2026"],
            ["1.2", "Open a clinic in the south of the town", "Head of Clinics", "June 2026"],
        )
    )
    assert [(each.ref, each.owners) for each in plan.actions] == [
        ("1.1", ("Head of Clinics",)),
        ("1.2", ("Head of Clinics",)),
    ]
    assert codes(plan) == {"column.meaning"}


def test_what_stands_over_the_titles_holds_for_every_action() -> None:
    plan = plan_of(
        table(
            ["Priority 1", Wide("Timely support", columns=3)],
            ["Strategic lead", Wide("Director of Learning", columns=3)],
            ["Ref", "Action", "Lead", "Timescale"],
            ["1a", "Do it well", "Head of A", "May 2026"],
        )
    )
    (action,) = plan.actions
    assert (action.group, action.accountable) == ("1", ("Director of Learning",))
    assert plan.groups[0].title == "Timely support"


def test_outcomes_under_a_priority_are_its_objectives_though_their_numbers_begin_again() -> None:
    def acting(name: str) -> Table:
        return table(["Action", "Lead", "By when"], [name, "DCO", "May 2026"])

    plan = plan_of(
        Heading("Priority 1: Joint work", 1),
        Heading("Outcome 1: Better plans"),
        acting("A"),
        Heading("Outcome 2: Quicker plans"),
        acting("B"),
        Heading("Priority 2: Health", 1),
        Heading("Outcome 1: Short waits"),
        acting("C"),
    )
    assert [(each.group, each.objective) for each in plan.actions] == [("1", "1"), ("1", "2"), ("2", "2.1")]
    assert [each.title for each in plan.objectives] == ["Better plans", "Quicker plans", "Short waits"]
    assert codes(plan) == set()


def test_an_action_over_dated_lettered_rows_is_no_step_of_its_own() -> None:
    plan = plan_of(
        table(
            _TITLES,
            ["1", "Improve reviews", "Review Manager", "", "", ""],
            ["1a", "Train forty schools", "Review Manager", "May 2026", "", "Complete"],
            ["1b", "Check one in ten", "Quality Officer", "June 2026", "", "On target"],
        )
    )
    (action,) = plan.actions
    assert [(each.label, each.text, each.status) for each in action.milestones] == [
        ("a", "Train forty schools", "done"),
        ("b", "Check one in ten", "on track"),
    ]
    assert codes(plan) == set()


def test_a_column_of_milestones_by_a_date_is_due_then() -> None:
    plan = plan_of(
        table(
            ["Action", "Lead", "Milestones by December 2025", "Milestones by March 2026"],
            ["Open a hub", "DCO", "Lease signed", "Hub open"],
        )
    )
    assert dates(plan.actions[0]) == [["2025-12-31"], ["2026-03-31"]]


def test_what_the_actions_of_a_table_are_for_may_stand_over_its_titles() -> None:
    plan = plan_of(
        table(
            [Wide("Priority 1: Pathways", columns=4)],
            ["Outcome", Wide("Nobody waits", columns=3)],
            ["Ref", "Action", "Lead", "Timescale"],
            ["1.1", "Employ two clinicians", "Clinical Lead", "May 2026"],
        )
    )
    (action,) = plan.actions
    assert (action.group, action.key_area) == ("1", "Nobody waits")


def test_a_sheet_of_another_name_leaves_the_group_to_the_numbered_heading_in_it() -> None:
    titles = ["#", "What we will do", "Who", "When"]

    def parts(n: int) -> tuple[Heading, Table]:
        rows = [titles, [f"{n}.1", "Do it", "DCO", "May 2026"]]
        return Heading(f"Priority {n}: Kestrel {n}"), table(*rows, title=f"P{n}")

    plan = plan_of(*parts(1), *parts(2), kind=Kind.EXCEL)
    assert [each.title for each in plan.groups] == ["Kestrel 1", "Kestrel 2"]


def test_a_cell_that_only_names_a_date_is_asked_about_once() -> None:
    plan = plan_of(table(_TITLES, ["1", "Open a hub", "DCO", "Review: July 2026", "", ""]))
    assert [each.code for each in plan.questions] == ["due.none"]


def test_a_column_of_areas_called_actions_gathers_the_numbered_actions_beside_it() -> None:
    plan = plan_of(
        table(
            ["Action", "What we will do", "Lead", "End date", "Success criteria"],
            [Wide("Action 1: Buying together", rows=2), "1.1 Map it", "Buyer", "May 2026", "A map"],
            [None, "1.2 Sign it", "Buyer", "June 2026", "A contract"],
            ["Action 2: Listening", "2.1 Pay parents", "DCO", "May 2026", "Six are paid"],
        )
    )
    titles = {group.ref: group.title for group in plan.groups}
    assert [(each.ref, each.text, titles[each.group or ""]) for each in plan.actions] == [
        ("1.1", "Map it", "Buying together"),
        ("1.2", "Sign it", "Buying together"),
        ("2.1", "Pay parents", "Listening"),
    ]


def test_words_under_a_merged_title_are_titles_beside_titles_of_two_rows() -> None:
    plan = plan_of(
        table(
            [
                Wide("Ref", rows=2),
                Wide("Action", rows=2),
                Wide("Lead officers", columns=2),
                None,
                Wide("Timescale", rows=2),
            ],
            [None, None, "Council", "Health", None],
            ["1", "Share data", "Data Manager", "Analyst", "May 2026"],
        )
    )
    (action,) = plan.actions
    assert (action.ref, action.owners) == ("1", ("Data Manager", "Analyst"))


def test_how_much_is_done_in_per_cent_is_told_and_no_status() -> None:
    plan = plan_of(
        table(
            ["Ref", "Task", "Lead", "Finish", "% complete", "Status"],
            ["1", "Build it", "DCO", "May 2026", "75%", "On track"],
            ["2", "Use it", "DCO", "June 2026", "0%", "Not started"],
        )
    )
    assert [(each.progress, each.milestones[0].status) for each in plan.actions] == [
        ("75%", "on track"),
        ("0%", "not started"),
    ]
    assert codes(plan) == set()


def test_a_part_that_names_a_date_of_its_own_is_due_then_and_that_is_asked_about() -> None:
    plan = plan_of(
        table(_TITLES, ["1", "a) Buy it by May 2026\nb) Use it", "DCO", "July 2026", "", ""]),
    )
    assert dates(plan.actions[0]) == [["2026-05-31"], ["2026-07-31"]]
    assert codes(plan) == {"due.in-text"}


def test_months_stand_in_the_year_over_them() -> None:
    plan = plan_of(
        table(
            [
                Wide("Ref", rows=2),
                Wide("Action", rows=2),
                Wide("Lead", rows=2),
                Wide("2025", columns=2),
                None,
                "2026",
            ],
            [None, None, None, "Nov", "Dec", "Jan"],
            ["1", "Set a standard", "DCO", "R", "A", "G"],
        )
    )
    reports = plan.actions[0].milestones[0].reports
    assert [str(each.on) for each in reports] == ["2025-11-30", "2025-12-31", "2026-01-31"]
