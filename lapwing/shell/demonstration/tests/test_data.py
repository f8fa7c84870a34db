"""The invented data holds together: every name and key that it uses exists, and nobody in it is real."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from lapwing.contexts.improvement.interchange import Plan, from_json, to_json
from lapwing.contexts.improvement.rules import NEEDS_A_NOTE, Status, may_follow
from lapwing.registry.demonstration import EMAIL_ENDING
from lapwing.registry.roles import ROLES
from lapwing.shell.demonstration.happenings import (
    FOLDER,
    changes_of,
    figures_of,
    judgements_of,
    plan_of,
    reports_of,
    words_of,
)
from lapwing.shell.demonstration.people import (
    ALDERBROOK,
    BODIES,
    KINGSMERE,
    PEOPLE,
    Person,
)

AREAS = (ALDERBROOK, KINGSMERE)
PUBLISHED = Path(__file__).parents[5] / "shared" / "plans"
SHARED_WORDS = 8
# What people of the two areas call their organisations; a body outside this list was not invented by us.
INVENTED = re.compile(
    r"Alderbrook|Kingsmere|Tarn and Wendle|Wendle|Orrinbank|Fenmoor|Steadfast|Harebell|Curlew|Eastern"
)

each_area = pytest.mark.parametrize("area", AREAS)


def owners_of(plan: Plan) -> set[str]:
    return {owner for action in plan.actions for owner in action.owners}


def words_in(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def runs_of(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + SHARED_WORDS]) for start in range(len(words) - SHARED_WORDS + 1)}


@each_area
def test_a_plan_is_written_as_the_format_writes_it(area: str) -> None:
    text = (FOLDER / f"{area.lower()}.json").read_text(encoding="utf-8")
    assert to_json(from_json(text)) == text.rstrip("\n")


@each_area
def test_no_key_is_repeated(area: str) -> None:
    plan = plan_of(area)
    keys = [action.key for action in plan.actions] + [measure.key for measure in plan.measures]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    for measure in plan.measures:
        labels = [series.label for series in measure.series]
        assert len(labels) == len(set(labels)), measure.key


@each_area
def test_a_plan_refers_only_to_what_it_holds(area: str) -> None:
    plan = plan_of(area)
    groups = {group.ref for group in plan.groups}
    objectives = {objective.ref for objective in plan.objectives}
    actions = {action.key for action in plan.actions}
    assert {action.group for action in plan.actions} <= groups
    assert {objective.group for objective in plan.objectives} <= groups
    assert {action.objective for action in plan.actions} - {None} <= objectives
    assert {key for measure in plan.measures for key in measure.actions} <= actions
    known = (
        actions
        | {measure.key for measure in plan.measures}
        | {f"finding {finding.ref}" for finding in plan.findings}
    )
    assert {key for question in plan.questions for key in question.where} <= known


def test_a_number_that_dangles_is_asked_about() -> None:
    plan = plan_of(ALDERBROOK)
    cited = {ref for finding in plan.findings for ref in finding.objectives}
    assert cited - {objective.ref for objective in plan.objectives} == {"2.5"}
    assert any(q.code == "ref.dangling" and q.answer is None for q in plan.questions)


@each_area
def test_dates_are_in_order(area: str) -> None:
    plan = plan_of(area)
    points = [p for action in plan.actions for m in action.milestones for p in m.due.points]
    assert all(p.earliest <= p.latest for p in points if p.earliest and p.latest)
    for measure in plan.measures:
        for series in measure.series:
            days = [target.latest for target in series.targets if target.latest]
            assert days == sorted(days), (measure.key, series.label)
            if series.baseline.from_ and series.baseline.to:
                assert series.baseline.from_ <= series.baseline.to


@each_area
def test_the_plan_has_answers_only_from_its_own_choices(area: str) -> None:
    for question in plan_of(area).questions:
        assert question.answer is None or question.answer in question.choices, question.text


@each_area
def test_every_report_is_of_a_milestone_by_somebody_who_may_make_it(area: str) -> None:
    actions = {action.key: action for action in plan_of(area).actions}
    people = {person.short: person for person in PEOPLE}
    for report in reports_of(area):
        action = actions[report.action]
        assert 1 <= report.milestone <= len(action.milestones), report
        person = people[report.said_by]
        assert runs(person, area, report.said_on) or owns(person, action.owners, area, report.said_on), report


def runs(person: Person, area: str, day: date) -> bool:
    return any(post.area == area and post.role == "programme-manager" for post in person.posts)


def owns(person: Person, owners: tuple[str, ...], area: str, day: date) -> bool:
    spelled = {ALIASES.get(owner, owner) for owner in owners}
    return any(
        holding.area == area
        and holding.role in spelled
        and (holding.from_date is None or holding.from_date <= day)
        and (holding.to_date is None or day <= holding.to_date)
        for holding in person.holds
    )


ALIASES = {
    "AD SEND & Inclusion": "Assistant Director SEND and Inclusion (Alderbrook Council)",
    "Head of SEND & Inclusion": "Head of SEND and Inclusion (Kingsmere Council)",
}


@each_area
def test_what_was_said_of_a_milestone_may_follow_what_was_said_before(area: str) -> None:
    said: dict[object, Status] = {}
    reports = reports_of(area)
    assert reports == sorted(reports, key=lambda report: report.said_on)
    for report in reports:
        subject = (report.action, report.milestone, report.occurrence_due_on)
        status = Status(report.status)
        assert may_follow(said.get(subject, Status.NOT_STARTED), status), report
        assert report.note or status not in NEEDS_A_NOTE, report
        said[subject] = status


@each_area
def test_what_updates_say_belongs_to_a_report_and_keeps_impact_apart_from_activity(area: str) -> None:
    reports = {(r.action, r.milestone, r.said_on): r for r in reports_of(area) if not r.occurrence_due_on}
    actions = {action.key: action for action in plan_of(area).actions}
    words = words_of(area)
    assert len({(each.action, each.milestone, each.said_on) for each in words}) == len(words)
    assert sum(bool(each.impact) for each in words) >= 8
    for each in words:
        report = reports[each.action, each.milestone, each.said_on]
        assert each.next_steps
        assert runs_of(words_in(each.impact)).isdisjoint(runs_of(words_in(report.note))), each
        is_trouble = report.status in ("at risk", "off track")
        assert bool(each.mitigation) == is_trouble, each
        assert (each.forecast_on is not None) == is_trouble, each
        assert each.forecast_on is None or each.forecast_on > each.said_on
        if report.status == "off track" and each.forecast_on is not None:
            due = actions[each.action].milestones[each.milestone - 1].due
            assert all(point.latest and each.forecast_on > point.latest for point in due.points), each


def test_no_two_things_in_trouble_are_met_with_the_same_words_and_not_all_show_an_impact() -> None:
    troubled = [each for area in AREAS for each in words_of(area) if each.mitigation]
    assert len({each.mitigation for each in troubled}) == len(troubled)
    assert not all(each.impact for each in troubled)


@each_area
def test_figures_belong_to_a_series_and_make_sense(area: str) -> None:
    series = {(m.key, s.label): s for m in plan_of(area).measures for s in m.series}
    for figure in figures_of(area):
        assert (figure.measure, figure.series) in series
        assert figure.from_ is None or figure.from_ <= figure.to
        assert figure.to <= figure.recorded_on
        if figure.value is None:
            assert figure.numerator is not None
            assert figure.denominator
            assert 0 <= figure.numerator <= figure.denominator


@each_area
def test_changes_and_judgements_name_what_is_there(area: str) -> None:
    plan = plan_of(area)
    actions = {action.key: action for action in plan.actions}
    people = {person.short for person in PEOPLE}
    for judged in judgements_of(area):
        assert judged.judged_by in people
        assert 1 <= judged.criterion <= len(actions[judged.action].success_criteria)
    for change in changes_of(area):
        assert change.changed_by in people
        assert change.reason


def test_the_measures_have_something_to_say() -> None:
    figures = figures_of(ALDERBROOK)
    assert min(f.to for f in figures if f.measure == "M09") <= date(2025, 5, 31)
    assert max(f.to for f in figures if f.measure == "M09") == date(2026, 10, 31)
    amended = [f for f in figures if f.series.startswith("Final amended plan")]
    assert (amended[-1].numerator, amended[-1].denominator) == (37, 72)
    exclusions = [f.value for f in figures if f.series.startswith("Permanent exclusions")]
    assert 0 in exclusions


@each_area
def test_everybody_owns_something_that_the_plan_prints(area: str) -> None:
    held = {holding.role for person in PEOPLE for holding in person.holds if holding.area == area}
    assert held <= owners_of(plan_of(area))


def test_every_role_is_held_by_somebody_where_it_may_be_held() -> None:
    bodies = {body.name: body for body in BODIES}
    posts = [post for person in PEOPLE for post in person.posts]
    assert {post.role for post in posts} == set(ROLES)
    for post in posts:
        assert bodies[post.body].kind in ROLES[post.role].organisation_kinds, post
        assert post.area in bodies[post.body].areas, post
        assert post.to_date is not None or not ROLES[post.role].needs_end_date, post


def test_there_is_an_outsider_somebody_of_both_areas_and_somebody_who_left() -> None:
    areas = {person.name: {post.area for post in person.posts} for person in PEOPLE}
    assert areas["Rhys Calloway"] == {KINGSMERE}
    assert areas["Amara Nwosu"] == set(AREAS)
    assert [p.name for p in PEOPLE if all(post.to_date == date(2026, 8, 31) for post in p.posts)] == [
        "Peter Hollins"
    ]


def test_no_address_can_receive_post() -> None:
    emails = [person.email for person in PEOPLE]
    assert len(emails) == len(set(emails))
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+" + re.escape(EMAIL_ENDING), email) for email in emails)
    assert EMAIL_ENDING.endswith(".example")


def test_every_organisation_is_invented() -> None:
    assert [body.name for body in BODIES if not INVENTED.search(body.name)] == []
    # the brackets after an owner's post hold the organisation
    named = {
        name
        for area in AREAS
        for owner in owners_of(plan_of(area))
        for name in re.findall(r"\((.+)\)", owner)
    }
    assert named <= {body.name for body in BODIES}


@each_area
def test_no_sentence_is_taken_from_a_published_plan(area: str) -> None:
    published = sorted(PUBLISHED.glob("*.txt"))
    if not published:
        pytest.skip("the published plans are not beside the repository")
    theirs = set().union(*(runs_of(words_in(path.read_text(encoding="utf-8"))) for path in published))
    ours = [path.read_text(encoding="utf-8") for path in FOLDER.glob(f"{area.lower()}*")]
    shared = set().union(*(runs_of(words_in(line)) for text in ours for line in text.splitlines())) & theirs
    assert shared == set()
