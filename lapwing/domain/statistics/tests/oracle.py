"""The cases worked out by the reference implementation, where they lie beside the repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

MISSING = (
    "shared/oracles/spc.json is not beside the repository: the cases of the R package cannot be compared"
)


def oracle_cases() -> list[Any]:
    """Each case as a parameter named as in the file; one skipped parameter where there is no file."""
    found = next((path for path in _candidates() if path.is_file()), None)
    if found is None:
        return [pytest.param(None, marks=pytest.mark.skip(reason=MISSING), id="no-file")]
    cases = json.loads(found.read_text(encoding="utf-8"))["cases"]
    return [pytest.param(case, id=case["name"]) for case in cases]


def _candidates() -> list[Path]:
    return [folder / "shared" / "oracles" / "spc.json" for folder in Path(__file__).resolve().parents]


def differences(found: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    """What differs: figures by more than 1e-9 (of the figure, where it is large), all else at all."""
    wrong = [f"keys {sorted(found)}"] if sorted(found) != sorted(expected) else []
    for key in expected.keys() & found.keys():
        ours, theirs = _listed(found[key]), _listed(expected[key])
        if isinstance(found[key], list) != isinstance(expected[key], list) or len(ours) != len(theirs):
            wrong.append(f"{key}: shaped otherwise")
            continue
        wrong += [
            f"{key} {at}: {a} for {b}"
            for at, (a, b) in enumerate(zip(ours, theirs, strict=True))
            if not _same(a, b)
        ]
    return wrong


def _listed(found: object) -> list[object]:
    return found if isinstance(found, list) else [found]


def _same(ours: object, theirs: object) -> bool:
    if isinstance(ours, bool) or isinstance(theirs, bool | str | None):
        return ours == theirs
    if not isinstance(ours, int | float) or not isinstance(theirs, int | float):
        return False
    return abs(ours - theirs) <= 1e-9 * max(1.0, abs(theirs))
