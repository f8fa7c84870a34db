"""The published plans, which stand beside the repository on some machines; skipped where absent."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.reading.pipeline import read_plan

PLANS = Path(__file__).resolve().parents[6] / "shared" / "plans"


def published(name: str) -> str:
    """The text of a published plan. Skips the test when it is not on this machine."""
    path = PLANS / f"{name}.txt"
    if not path.exists():
        pytest.skip(
            f"the published plan {name}.txt is not beside the repository; the invented plans are read"
        )
    return path.read_text()


@cache
def published_plan(name: str) -> Plan:
    """The reading of a published plan, which takes seconds, made once for all tests of a process."""
    return read_plan(published(name))


def inventory(name: str) -> dict[str, Any]:
    """The hand-checked inventory of a published plan. Skips the test when it is not on this machine."""
    path = PLANS / f"{name}.json"
    if not path.exists():
        pytest.skip(f"the inventory {name}.json is not beside the repository")
    found: dict[str, Any] = json.loads(path.read_text())
    return found
