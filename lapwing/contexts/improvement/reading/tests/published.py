"""The published plans, which stand beside the repository on some machines; skipped where absent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

PLANS = Path(__file__).resolve().parents[6] / "shared" / "plans"


def published(name: str) -> str:
    """The text of a published plan. Skips the test when it is not on this machine."""
    path = PLANS / f"{name}.txt"
    if not path.exists():
        pytest.skip(
            f"the published plan {name}.txt is not beside the repository; the invented plans are read"
        )
    return path.read_text()


def inventory(name: str) -> dict[str, Any]:
    """The hand-checked inventory of a published plan. Skips the test when it is not on this machine."""
    path = PLANS / f"{name}.json"
    if not path.exists():
        pytest.skip(f"the inventory {name}.json is not beside the repository")
    found: dict[str, Any] = json.loads(path.read_text())
    return found
