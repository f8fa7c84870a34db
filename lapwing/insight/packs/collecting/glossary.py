"""What the colours, signs and abbreviations of a pack mean."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lapwing.contexts.improvement import public as improvement
from lapwing.insight.packs.collecting.order import SectionOrder, Told
from lapwing.insight.packs.collecting.texts import own_words
from lapwing.insight.packs.models import PackWords
from lapwing.insight.packs.shapes import GlossarySection, Section, TermLine
from lapwing.insight.packs.terms import terms_in

# Explained where a pack uses them. The field's abbreviations, as its law and guidance write them.
ABBREVIATIONS: dict[str, str] = {
    "ADHD": "Attention deficit hyperactivity disorder.",
    "AP": "Alternative provision: education for children who cannot go to a mainstream or special school.",
    "CAMHS": "Child and adolescent mental health services.",
    "CQC": "Care Quality Commission, which inspects with Ofsted.",
    "CYP": "Children and young people.",
    "DCO": "Designated clinical officer: oversees the health service's part in SEND.",
    "DfE": "Department for Education.",
    "DSCO": "Designated social care officer.",
    "EHC": "Education, health and care.",
    "EHCP": "Education, health and care plan.",
    "EP": "Educational psychologist.",
    "GP": "General practitioner.",
    "ICB": "Integrated care board: plans and buys health services for its area.",
    "KPI": "Key performance indicator.",
    "LA": "Local authority: the council.",
    "LAP": "Local area partnership: everybody who answers together for SEND in the area.",
    "LO": "Local Offer: what is there for children and young people with SEND, and how to get it.",
    "NHS": "National Health Service.",
    "NHSE": "NHS England.",
    "OT": "Occupational therapy.",
    "PCF": "Parent carer forum.",
    "PfA": "Preparation for adulthood, from Year 9.",
    "SALT": "Speech and language therapy.",
    "SENCO": "Special educational needs co-ordinator of a school or setting.",
    "SEND": "Special educational needs and disabilities.",
    "SENDIASS": "Special educational needs and disabilities information, advice and support service.",
    "SLT": "Speech and language therapy.",
    "SPC": "Statistical process control: tells a real change in figures from their usual ups and downs.",
    "SRO": "Senior responsible officer.",
}

_WORD = re.compile(r"[A-Za-z]+")


def glossary_section(told: Told, asked: SectionOrder, sections: Sequence[Section]) -> GlossarySection:
    """The colours with their rules, then the words and abbreviations that the other sections use.

    A word that the plan has too stands once, as the partnership explains it.
    """
    said = {told.order.title, told.order.words, told.plan.plan.title, *_texts(tuple(sections))}
    own = _own_words(told, said)
    return GlossarySection(
        key="glossary",
        title="Words and signs",
        annotation=asked.annotation,
        empty="",
        lines=(
            *_signs(told.plan.plan),
            *_rules(),
            *(each for each in _words_of_plan(told.plan.plan) if each.term.casefold() not in own),
            *_by_the_alphabet(own, _abbreviations(said)),
        ),
    )


def _signs(plan: improvement.PlanHead) -> Iterator[TermLine]:
    for colour in improvement.ORDER:
        line = plan.key[colour]
        yield TermLine(f"term:colour:{colour.value}", f"{line.label} ({line.shape.label})", line.meaning)
    for outcome, (label, meaning) in improvement.OUTCOME_WORDS.items():
        yield TermLine(f"term:measure:{outcome.name.casefold()}", f"{label} (of a measure)", meaning)


def _rules() -> Iterator[TermLine]:
    yield TermLine("term:rule:milestones", "Colours of actions", improvement.ACTION_RULE)
    yield TermLine("term:rule:measures", "Colours of measures", improvement.MEASURE_RULE)
    yield TermLine("term:rule:late", "Overdue", improvement.LATE_RULE)


def _words_of_plan(plan: improvement.PlanHead) -> Iterator[TermLine]:
    about = {"group": "a group of its actions", "objective": "an objective"}
    for part, word in own_words(plan).items():
        if word:
            yield TermLine(f"term:plan:{part}", word, f"What this plan calls {about[part]}.")


def _abbreviations(said: Iterable[str]) -> Iterator[TermLine]:
    """Those that these texts use."""
    used = {word for text in said for word in _WORD.findall(text)}
    for short, meaning in ABBREVIATIONS.items():
        if short in used or f"{short}s" in used:
            yield TermLine(f"term:{short}", short, meaning)


def _own_words(told: Told, said: Iterable[str]) -> dict[str, TermLine]:
    """Those of the partnership's own that these texts use, by the word in small letters.

    Their keys are numbers: a word may hold blanks and signs, which no address may.
    """
    row = PackWords.objects.filter(partnership=told.partnership).first()
    text = "\n".join(sorted(said))
    return {
        term.word.casefold(): TermLine(f"term:own:{number}", term.word, term.meaning)
        for number, term in enumerate(terms_in(row.words) if row else (), start=1)
        if term.is_in(text)
    }


def _by_the_alphabet(own: Mapping[str, TermLine], others: Iterable[TermLine]) -> list[TermLine]:
    """The partnership's own stand before Lapwing's."""
    found = {line.term: line for line in (*others, *own.values())}
    return sorted(found.values(), key=lambda line: (line.term.casefold(), line.term))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in {"key", "kind", "link"}:
                yield from _texts(getattr(value, field.name))
