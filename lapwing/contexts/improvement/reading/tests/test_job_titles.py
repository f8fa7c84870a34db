"""Owners run together in a cell come apart by the grammar of job titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.reading.job_titles import propose_owners
from lapwing.contexts.improvement.reading.lexicon import Lexicon


@pytest.mark.parametrize(
    "owners",
    [
        ["Assistant Director Inclusion", "Head of Play", "Designated Medical Officer"],
        ["Head of Virtual School", "Assistant Director Inclusion"],
        ["Regional Manager, West", "Head of Children's Therapies", "Transition Coordinator"],
        ["Designated Clinical Officer (ICB)", "Associate Dir, Hearing & Sight (ICB)"],
        ["Nursing Services Manager & Play Lead", "DMO for Fenmoor"],
        ["0-19 Service Manager", "Director of Public Health"],
        ["Head of Nursing Services - First Steps Fenmoor 0-5 Service"],
        ["School Projects Manager – Sport, ICB"],
    ],
)
def test_titles_run_together_come_apart(owners: list[str]) -> None:
    assert propose_owners(" ".join(owners), Lexicon()).names == tuple(owners)


def test_two_ranks_of_one_person_stay_together() -> None:
    title = "Principal Therapist & CAMHS Head of Therapy"
    assert propose_owners(title, Lexicon()).names == (title,)


def test_an_owner_who_stands_alone_elsewhere_is_taken_whole_whatever_the_apostrophe() -> None:
    known = Lexicon(owners=("Adults' Social Work Team", "TAMHS Leads"))
    proposed = propose_owners("Adults’ Social Work Team TAMHS Leads", known)
    assert proposed.names == ("Adults’ Social Work Team", "TAMHS Leads")
    assert proposed.sure


def test_a_known_owner_inside_a_longer_title_does_not_cut_it() -> None:
    known = Lexicon(owners=("Designated Clinical Officer", "Services Manager"))
    assert propose_owners("Designated Clinical Officer (ICB)", known).names == (
        "Designated Clinical Officer (ICB)",
    )
    title = "Services Manager & Play Lead"
    assert propose_owners(title, known).names == (title,)


def test_owners_that_no_other_cell_confirms_are_not_sure() -> None:
    assert not propose_owners("Head of Play Head of Music", Lexicon()).sure


def test_semicolons_divide_and_are_not_kept() -> None:
    assert propose_owners("SENCO; Parent forum", Lexicon()).names == ("SENCO", "Parent forum")


def test_no_words_name_nobody() -> None:
    assert propose_owners("", Lexicon()).names == ()


openers = st.sampled_from(["Head of", "Assistant Director", "Director of"])
fields = st.sampled_from(["Inclusion", "Early Help", "Virtual School", "Public Health", "Education"])
posts = st.sampled_from(["Transition Coordinator", "Therapy Services Manager", "Designated Medical Officer"])
titles = st.one_of(st.tuples(openers, fields).map(" ".join), posts)


@given(st.lists(titles, min_size=1, max_size=6, unique=True))
def test_owners_that_stand_alone_elsewhere_always_come_back(owners: list[str]) -> None:
    assert propose_owners(" ".join(owners), Lexicon(owners=tuple(owners))).names == tuple(owners)
