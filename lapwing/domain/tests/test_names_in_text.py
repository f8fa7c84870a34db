"""Names in free text: nearly all of those that a child might be known by, and hardly anything else."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.domain.first_names import ALSO_WORDS, SURE
from lapwing.domain.names_in_text import Reason, names_in
from lapwing.domain.plan_words import ABBREVIATIONS, PLAN_WORDS

# Each names a child; all of them are invented.
NAMING = (
    "Aisha, 7, now attends full time.",
    "We found a place for Jayden (9).",
    "Zephan, aged 8, waits for therapy.",
    "A seven-year-old called Orinthia was moved.",
    "My son Kofi has waited two years.",
    "our daughter Lily-Mae likes the new school",
    "Her brother Idris is on the list.",
    "We spoke to Tyler's mum about the plan.",
    "Maryam’s EHCP was finalised in June.",
    "Shanelle’s annual review was held.",
    "The pupil Nyasha Moyo was excluded twice.",
    "a boy named Tremaine told us that it helped",
    '"my son aiden waited for a year," she said',
    "Student Piotr Kowalski started college.",
    "J.S. in Year 3 had no advice.",
    "KT (Year 9) was out of school.",
    "AB, aged 6, was seen.",
    "Amira Hussain was seen by the therapist.",
    "The visit to Oluwaseun Adeyemi took place.",
    "Mohammed has now settled.",
    "We moved Ethan to the resourced provision.",
    "Leo is 6 and loves it.",
    "Grace, aged 5, has a new wheelchair.",
    "My daughter Hope was seen.",
    "Rosie in Year 4 has a place.",
    "A Year 2 pupil, Xanthe, was moved.",
    "Parents of Harrison O'Neil complained.",
    "Siân's mother came to the board.",
    "Zoë, 11, spoke at the forum.",
    "Chidubem's speech therapy began.",
    "The family of Yusuf Demir asked for mediation.",
    "Quvenzhané (10) reads now.",
    "their twins Ola and Kemi were seen",
    "My son, Reuben, waited.",
    "Mrs Patel's son Dev is in Year 6.",
    "Child named Kaiden missed 40 days.",
    "Tribunal for Isla McGregor was conceded.",
    "Bartosz: reduced timetable ended.",
    "aliyah aged 4 was placed at the nursery",
    "“Jasmine’s dad says it changed her life”",
    "Noah’s placement broke down.",
    "Tia-Mai, Y5, attends daily.",
    "Baby Arlo was seen at home.",
    "Case of Ruby, 8 years old, closed.",
    "Levi, who is 12, joined the panel.",
    "She said that Poppy's teacher understood.",
    "Ayaan and Zara both have plans now.",
    "My grandson Blake waited.",
    "Elif Yılmaz now has a plan.",
    "Blessing, 13, said she feels heard.",
    "Mason's attendance rose to 92%.",
    "Skye in reception had seizures.",
    "Tom B in Year 5 was moved.",
    "Mateusz W. now has a place.",
    "Our foster son Jace was seen.",
    "young person called Rhys",
    "Freddie’s autism diagnosis took 3 years",
    "Will, Year 9, has no place.",
    "Will (Year 9) has no place.",
    "Will, aged 8, waits.",
    "Grace Year 4 waits.",
    "Grace, Year 4, waits.",
    "Mark Year 9 has a place.",
    "Chase Year 4 waits.",
    "Amber (Year 9) was moved.",
    "Hope in Year 3 was seen.",
    "Finish, Year 9, was seen.",
    "1.2 Grace Year 4 waits.",
    "We saw Orinthia Year 4.",
)
# None of these does.
PLAIN = (
    "Will in Year 2 of the plan be reviewed.",
    "The Designated Clinical Officer met the Parent Carer Forum in May.",
    "Grace House opened in April.",
    "Victoria Road Primary School joined.",
    "Francis Drake Academy has a new SENCO.",
    "In Year 4 pupils are seen within six weeks.",
    "Mrs Hall and Dr Anna Reid spoke to the board.",
    "Councillor Ahmed asked about waits.",
    "Amber since June, because of vacancies.",
    "The plan is amber in Year 2.",
    "We trained 42 SENCOs in Autumn 2025.",
    "SEND Officers hold weekly meetings with EP Service.",
    "Child A waited 40 weeks; Child B waited 12.",
    "Pupil 1 and Pupil 2 were seen.",
    "EHC plans finalised in 20 weeks rose from 41% to 63%.",
    "St Mary's hospital and Great Ormond Street Hospital shared data.",
    "Children aged 5 to 7 were screened.",
    "Boys in Year 9 were suspended most.",
    "Every child in Reception was screened.",
    "March, 12 schools joined.",
    "The AD for SEND, 3 heads and the DCO met.",
    "My son waited for two years, said a mother.",
    "The family's needs were met.",
    "The school's class teacher was trained.",
    "Ambition Group 2, Year 1 milestones are done.",
    "Children with SEMH aged 11 wait longest.",
    "CYP (Year 6) transfer reviews are done.",
    "Early Years Tracking Panel meets monthly.",
    "We met Headteachers, Governors and Trustees.",
    "Phase Transfer for Year 6, 7 and 11 is complete.",
    "Speech and Language Therapy (SALT) saw 120.",
    "Key Stage 2 results rose.",
    "Gypsy, Roma and Traveller families were asked.",
    "May, June and July were busy.",
    "Hillingdon Parent Carer Forum held 4 events.",
    "Northwick Park Hospital shares data weekly.",
    "We asked Contact, Mencap and Barnardo's to help.",
    "PfA outcomes are in 80% of Year 9 plans.",
    "One child (7) is not said.",
    "Jan to March: 12 sessions.",
    'A parent said: "They listened to us".',
    "Two therapists started in September, one in January.",
    "Liberty Protection Safeguards training took place.",
    "London Borough of Larkshire SEND Team.",
    "Brindlemere Primary School has opened a unit.",
    "The Chair, Vice Chair and Members agreed.",
    "Finish Year 9 reviews by May.",
    "1.2 Finish Year 9 reviews.",
    "a) Hold Year 11 meetings.",
    "Seek 12 year olds who left.",
    "Finished Year 9 reviews. Held Year 6 moves.",
    "Plans are late: prioritise them. Prioritise Year 5 reviews.",
    "Throughout Year 10 advice is given.",
    "Screened Reception and Year 1.",
    "Carried Year 6 forward.",
    "May, Year 9 reviews; June, Year 10 reviews.",
)


@pytest.mark.parametrize("text", NAMING)
def test_a_child_that_is_named_is_found(text: str) -> None:
    assert names_in(text)


@pytest.mark.parametrize("text", PLAIN)
def test_the_prose_of_plans_names_nobody(text: str) -> None:
    assert [(each.text, each.reason) for each in names_in(text)] == []


@pytest.mark.parametrize(
    ("text", "named", "reason"),
    [
        ("We saw Aisha, 7, at home.", "Aisha", Reason.AGE),
        ("My son Kofi waited.", "Kofi", Reason.FAMILY),
        ("A pupil called Orinthia Vale came.", "Orinthia Vale", Reason.CALLED),
        ("J.S. in Year 3 came.", "J.S.", Reason.INITIALS),
        ("A visit to Amira Hussain's home.", "Amira Hussain", Reason.FULL_NAME),
        ("In May Mohammed settled.", "Mohammed", Reason.FIRST_NAME),
    ],
)
def test_it_is_said_where_it_stands_and_why(text: str, named: str, reason: Reason) -> None:
    (found,) = names_in(text)
    assert (found.text, found.reason) == (named, reason)
    assert text[found.start : found.end] == named


def test_people_and_places_of_the_partnership_are_passed_over() -> None:
    text = "Priya Sandhu met Monte Orvane of Larkshire."
    assert [each.text for each in names_in(text)] == ["Priya Sandhu", "Monte Orvane"]
    assert names_in(text, allowed=["Priya Sandhu", "Monte Orvane"]) == ()


def test_a_child_who_shares_a_name_with_nobody_is_found_beside_them() -> None:
    found = names_in("Priya Sandhu visited Jayden (9).", allowed=["Priya Sandhu"])
    assert [each.text for each in found] == ["Jayden"]


def test_a_child_may_be_called_as_somebody_who_works_here_is() -> None:
    people = ["Priya Sandhu"]
    assert names_in("Priya will ask the school.", allowed=people) == ()
    assert [each.text for each in names_in("Priya, 7, was seen.", allowed=people)] == ["Priya"]
    assert [each.text for each in names_in("My daughter Priya was seen.", allowed=people)] == ["Priya"]


def test_several_are_given_in_the_order_of_the_text_and_each_once() -> None:
    found = names_in("Zara, 8, and Ayaan. Then Zara again.")
    assert [each.text for each in found] == ["Zara", "Ayaan", "Zara"]


@given(st.text(max_size=400))
def test_any_text_is_looked_through(text: str) -> None:
    found = names_in(text)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(st.sampled_from(sorted(SURE)), st.integers(3, 19))
def test_every_first_name_of_the_list_is_found_beside_an_age(name: str, age: int) -> None:
    assert names_in(f"We saw {name.title()}, aged {age}, twice.")


def test_a_name_that_is_also_a_word_counts_only_beside_what_says_a_child_is_meant() -> None:
    assert names_in("It is amber. Grace and Hope were words of the service.") == ()
    assert [each.text for each in names_in("We saw Hope, aged 8.")] == ["Hope"]


def test_the_lists_do_not_contradict_each_other() -> None:
    assert not SURE & ALSO_WORDS
    assert not SURE & PLAN_WORDS
    assert all(each.isupper() for each in ABBREVIATIONS)


PUBLISHED = Path(__file__).resolve().parents[4] / "shared" / "plans"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ealing", "hillingdon"])
def test_a_published_plan_names_nobody(name: str) -> None:
    text = PUBLISHED / f"{name}.txt"
    if not text.exists():
        pytest.skip("The published plans are not here")
    assert [each.text for each in names_in(text.read_text(encoding="utf-8"))] == []


@pytest.mark.slow
def test_the_plans_of_the_demonstration_name_only_their_officers() -> None:
    folder = Path(__file__).resolve().parents[2] / "shell" / "demonstration"
    plans = sorted(folder.glob("*.json"))
    assert plans
    for plan in plans:
        text = plan.read_text(encoding="utf-8")
        json.loads(text)
        assert {each.text for each in names_in(text)} <= {"Priya Sandhu"}
