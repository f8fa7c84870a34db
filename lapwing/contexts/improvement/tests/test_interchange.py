"""What a file in the interchange form may not hold: it is refused with a sentence, never with a crash."""

from __future__ import annotations

import json

import pytest

from lapwing.contexts.improvement.interchange import FORMAT, InterchangeError, from_json, to_json
from lapwing.contexts.improvement.tests import factories


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"format":' * 50_000,
        "{",
        "9" * 5000,
        "null",
        "[]",
        "NaN",
        json.dumps({"format": "another"}),
        json.dumps({"format": FORMAT}),
        json.dumps({"format": FORMAT, "title": 7}),
    ],
)
def test_what_is_not_a_plan_is_refused(text: str) -> None:
    with pytest.raises(InterchangeError):
        from_json(text)


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", "1e400", "1e16", "9" * 400, "true", '"7"', '"NaN"']
)
def test_a_figure_that_cannot_be_reckoned_with_is_refused(value: str) -> None:
    whole = to_json(factories.full_plan())
    assert '"value": 12.0' in whole
    with pytest.raises(InterchangeError, match="value"):
        from_json(whole.replace('"value": 12.0', f'"value": {value}', 1))


@pytest.mark.parametrize("value", ["-1", "2147483648", "1.5", "9" * 400])
def test_a_count_that_cannot_be_kept_is_refused(value: str) -> None:
    whole = to_json(factories.full_plan())
    with pytest.raises(InterchangeError, match="occurrence"):
        from_json(whole.replace('"occurrence": 1', f'"occurrence": {value}', 1))


@pytest.mark.parametrize("value", [r"a\u0000b", r"\ud800", r"\udfff\ud800"])
def test_a_text_that_cannot_be_kept_is_refused(value: str) -> None:
    text = f'{{"format": "{FORMAT}", "title": "{value}"}}'
    with pytest.raises(InterchangeError, match="title: the text holds half a character"):
        from_json(text)


@pytest.mark.parametrize("value", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31", "2026-02-30", "x"])
def test_a_day_far_away_is_refused(value: str) -> None:
    text = json.dumps({"format": FORMAT, "title": "Lark plan", "inspection": {"from": value}})
    with pytest.raises(InterchangeError, match="is not a date"):
        from_json(text)
