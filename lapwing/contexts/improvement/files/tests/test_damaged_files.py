"""Damaged versions of good files: each is read as far as it goes, or refused in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lapwing.contexts.improvement.files import read_file
from lapwing.contexts.improvement.files.tests.corpus.expected import Specimen
from lapwing.contexts.improvement.files.tests.damage import damaged
from lapwing.contexts.improvement.files.tests.test_corpus import SPECIMENS
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.limits import LIMITS

# One of each kind of file.
_KINDS = {specimen.file.rpartition(".")[2]: specimen for specimen in SPECIMENS}
every_kind = pytest.mark.parametrize("specimen", _KINDS.values(), ids=lambda specimen: specimen.file)
# Long, on a machine with much else to do; a reading that never ends is found all the same.
_LIMITS = replace(LIMITS, seconds=120)


def _faults(specimen: Specimen, seed: int) -> list[str]:
    """What is wrong with the answer to a damaged file: nothing, when it was read or refused in a sentence.

    A reading that breaks off or takes too long is a fault of ours, not of the file.
    """
    try:
        found = read_file(damaged(specimen.build(), seed), specimen.file, limits=_LIMITS)
    except UnreadableFileError as refused:
        ours = refused.code in {"too-slow", "broke-off"}
        return [str(refused)] if ours or not str(refused).endswith((".", "?")) else []
    assert found.document is not None
    return [note.text for note in found.document.notes if note.code == "cut-short"]


@every_kind
@pytest.mark.parametrize("seed", range(2))
def test_a_damaged_file_is_read_or_refused(specimen: Specimen, seed: int) -> None:
    assert _faults(specimen, seed) == []


@pytest.mark.slow
@every_kind
def test_many_damaged_files_are_read_or_refused(specimen: Specimen) -> None:
    faults = {seed: _faults(specimen, seed) for seed in range(100, 120)}
    assert {seed: found for seed, found in faults.items() if found} == {}
