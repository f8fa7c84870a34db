"""Every invented plan, read from its file: what is found is right or asked about, and nothing is invented.

Prints a line of figures for each document and their sums.
"""

from __future__ import annotations

import sys
from functools import cache

import pytest

from lapwing.contexts.improvement.files.tests.corpus import (
    ashcombe,
    brackenford,
    coldmere,
    dunhallow,
    eastmarsh,
    fernhollow,
    harrowmere,
    inglebeck,
    juniper,
    kestrelby,
    linnetford,
    mossgate,
    no_plans,
    northwold,
    osierdale,
    pellbrook,
    quarrydene,
    quillbeck,
    sorrelby,
    thornmere,
    torrenham,
    umberlow,
    wexcombe,
)
from lapwing.contexts.improvement.files.tests.corpus.expected import Specimen
from lapwing.contexts.improvement.files.tests.corpus.scoring import HEADING, Score, score
from lapwing.contexts.improvement.reading.pipeline import read_document
from lapwing.platform.extraction.extract import extract

SPECIMENS = (
    ashcombe.SPECIMEN,
    brackenford.SPECIMEN,
    coldmere.SPECIMEN,
    dunhallow.SPECIMEN,
    eastmarsh.SPECIMEN,
    fernhollow.SPECIMEN,
    harrowmere.SPECIMEN,
    inglebeck.SPECIMEN,
    juniper.SPECIMEN,
    kestrelby.SPECIMEN,
    linnetford.SPECIMEN,
    mossgate.SPECIMEN,
    northwold.SPECIMEN,
    osierdale.SPECIMEN,
    pellbrook.SPECIMEN,
    quarrydene.SPECIMEN,
    thornmere.SPECIMEN,
    wexcombe.SPECIMEN,
    quillbeck.SPECIMEN,
    sorrelby.SPECIMEN,
    torrenham.SPECIMEN,
    umberlow.SPECIMEN,
    no_plans.CONTENTS,
    no_plans.HIGHLIGHT_REPORT,
    no_plans.NOTICE,
    no_plans.PROGRESS_REPORT,
)
every_specimen = pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.file)


@cache
def scored(specimen_file: str) -> Score:
    specimen = next(each for each in SPECIMENS if each.file == specimen_file)
    return score(specimen, read_document(extract(specimen.build(), specimen.file)))


@every_specimen
def test_every_action_and_measure_is_found_and_none_is_invented(specimen: Specimen) -> None:
    found = scored(specimen.file)
    assert found.missed == ()
    assert found.invented == ()


@every_specimen
def test_no_field_is_silently_wrong(specimen: Specimen) -> None:
    wrong = scored(specimen.file).outcome.silently_wrong
    assert [(field.place, field.kind, field.got, field.want) for field in wrong] == []


@every_specimen
def test_few_questions_are_asked(specimen: Specimen) -> None:
    questions = scored(specimen.file).plan.questions
    assert len(questions) <= specimen.questions, [question.text for question in questions]


@pytest.fixture(scope="module", autouse=True)
def figures() -> None:
    """Prints past the capturing of output, so that the figures are seen on every run."""
    lines = [scored(specimen.file).line() for specimen in SPECIMENS]
    print("", HEADING, *lines, sep="\n", file=sys.__stderr__)
