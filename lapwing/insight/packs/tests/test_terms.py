"""Words that a partnership explains in its packs: how they are typed, and when a pack uses them."""

from __future__ import annotations

import re

import pytest

from lapwing.contexts.improvement.commands.terms import set_terms
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.rules.terms import Term, Word
from lapwing.insight.packs import commands, shapes
from lapwing.insight.packs.collecting import SectionOrder
from lapwing.insight.packs.terms import LONGEST_WORD, MOST, OwnTerm, TermsError, as_text, terms_in
from lapwing.insight.packs.tests.conftest import ASKED
from lapwing.insight.packs.tests.test_collecting import collected, section
from lapwing.platform.access.actor import NOBODY, Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Partnership


@pytest.mark.parametrize(
    ("word", "text", "is_in"),
    [
        ("EIIP", "The EIIP meets.", True),
        ("EIIP", "Both EIIPs meet", True),
        ("EIIP", "eiip", False),
        ("EIIP", "EIIPX", False),
        ("AJM", "the AJM’s chair", True),
        ("graduated approach", "Graduated\n approach in schools", True),
        ("graduated approach", "a graduated offer", False),
        ("A+B (new)", "of A+B (new) only", True),
    ],
)
def test_a_word_is_found_whole_and_an_abbreviation_as_it_is_written(
    word: str, text: str, is_in: bool
) -> None:
    assert OwnTerm(word, "x").is_in(text) is is_in


def test_words_are_read_back_as_they_were_kept() -> None:
    terms = terms_in("b: two: parts\nA: one")
    assert as_text(terms) == "A: one\nb: two: parts"
    assert set(terms_in(as_text(terms))) == set(terms)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no colon", "Line 1: write the word"),
        (": meaning", "Line 1: write the word"),
        ("\nword:", "Line 2: write the word"),
        (f"{'w' * (LONGEST_WORD + 1)}: x", "may have 60 letters"),
        (f"w: {'m' * 501}", "may have 500 letters; this has 501"),
        ("\n".join(f"w{number}: x" for number in range(MOST + 1)), "Explain 200 words at most"),
    ],
)
def test_a_line_that_explains_nothing_is_refused(text: str, message: str) -> None:
    with pytest.raises(TermsError, match=message):
        terms_in(text)


def test_a_pack_explains_the_words_that_it_uses_in_the_partnerships_own_words(
    manager: Actor, partnership: Partnership, plan: Plan
) -> None:
    words = "EIIP: Our plan.\nSEND: What we mean by it.\ntalks: Meetings of all.\nAJM: Not used."
    commands.set_words(by=manager, partnership=partnership, version=0, words=words, now=ASKED)
    note = SectionOrder("summary", "The EIIP is for SEND and the GP.")
    due = SectionOrder("exceptions")
    pack = collected(manager, plan, sections=(note, due, SectionOrder("glossary")))
    lines = section(pack, shapes.GlossarySection).lines
    found = {line.term: line.meaning for line in lines}
    assert found["EIIP"] == "Our plan."
    assert found["SEND"] == "What we mean by it."
    assert found["talks"] == "Meetings of all."
    assert found["GP"] == "General practitioner."
    assert "AJM" not in found
    assert [line.term for line in lines][-4:] == ["EIIP", "GP", "SEND", "talks"]


def test_whoever_makes_no_packs_keeps_no_words(partnership: Partnership) -> None:
    with pytest.raises(NotVisible):
        commands.set_words(by=NOBODY, partnership=partnership, version=0, words="A: b", now=ASKED)


def test_a_word_of_several_is_led_to_by_a_key_without_blanks(
    manager: Actor, partnership: Partnership, plan: Plan
) -> None:
    words = "Graduated approach: Help in steps.\nA+B (new): Two things."
    commands.set_words(by=manager, partnership=partnership, version=0, words=words, now=ASKED)
    note = SectionOrder("exceptions", "The graduated approach of A+B (new).")
    lines = section(
        collected(manager, plan, sections=(note, SectionOrder("glossary"))), shapes.GlossarySection
    ).lines
    keys = [line.key for line in lines]
    assert {"Graduated approach", "A+B (new)"} < {line.term for line in lines}
    assert [key for key in keys if not re.fullmatch(r"[\w:-]+", key)] == []
    assert len(set(keys)) == len(keys)


def test_a_word_that_the_plan_has_too_is_explained_once_as_the_partnership_does(
    manager: Actor, partnership: Partnership, plan: Plan
) -> None:
    set_terms(
        actor=manager, now=ASKED, plan_ref=plan.ref, version=Plan.objects.get(pk=plan.pk).version,
        words={Term.GROUP: Word("workstream", "workstreams"), Term.OBJECTIVE: Word("outcome", "outcomes")},
    )  # fmt: skip
    words = "workstream: People who work together on a theme."
    commands.set_words(by=manager, partnership=partnership, version=0, words=words, now=ASKED)

    def explained(note: str) -> list[tuple[str, str]]:
        chosen = (SectionOrder("exceptions", note), SectionOrder("glossary"))
        lines = section(collected(manager, plan, sections=chosen), shapes.GlossarySection).lines
        return [
            (line.term, line.meaning) for line in lines if line.term.casefold() in ("workstream", "outcome")
        ]

    outcome = ("Outcome", "What this plan calls an objective.")
    assert explained("Each workstream.") == [
        outcome,
        ("workstream", "People who work together on a theme."),
    ]
