"""``lapwing spc``: the reference's cases through the command line, and a sentence for every bad file."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lapwing.domain.statistics.tests.oracle import differences, oracle_cases
from lapwing.domain.statistics.tests.series import STEADY_THEN_HIGH
from lapwing.shell.cli import lapwing

GIVEN: dict[str, object] = {"values": [1, 2, 3], "improvement_direction": "increase"}


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(lapwing, ["spc", *arguments], input=given)


def refusal(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "series.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = run(str(path))
    assert found.exit_code == 2
    assert "Traceback" not in found.output
    return found.output.removeprefix("Error: ").strip()


@pytest.mark.parametrize("case", oracle_cases())
def test_what_is_printed_equals_the_reference(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "series.json"
    path.write_text(json.dumps(case["input"]))
    found = run(str(path))
    assert found.exit_code == 0, found.output
    assert differences(json.loads(found.output), case["expect"]) == []


def test_a_series_is_read_from_standard_input() -> None:
    asked = {
        "values": STEADY_THEN_HIGH,
        "improvement_direction": "increase",
        "target": 60,
        "rebase_at_1based": 13,
    }
    said = json.loads(run("-", given=json.dumps(asked)).output)
    assert said["mean"] == [51.0] * 12 + [71.0] * 12
    assert said["lpl"][-1] == pytest.approx(65.68)
    assert said["special_cause_type"] == ["Common Cause"] * 24
    assert said["short_group_warning"] == [True] * 24
    assert (said["variation"], said["assurance"]) == ("common_cause", "consistent_pass")


def test_the_later_two_sigma_rule_is_an_option() -> None:
    asked = {**GIVEN, "values": [*[1, -1] * 6, 4, 6, 1], "fix_after_n_points": 12}
    published = json.loads(run("-", given=json.dumps(asked)).output)["special_cause_type"]
    later = json.loads(run("-", "--two-sigma", "beyond", given=json.dumps(asked)).output)
    assert published[12:] == ["Common Cause", "Above UCL", "Common Cause"]
    assert later["special_cause_type"][12:] == ["2 in 3 Above CL", "Above UCL", "Common Cause"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"values": None}, "values is missing"),
        ({"values": []}, "values is empty; a chart needs at least one"),
        ({"values": "1, 2"}, "value 1 is text where a number is needed"),
        ({"values": [1, None]}, "value 2 is nothing (null) where a number is needed"),
        ({"values": [1, True]}, "value 2 is true or false where a number is needed"),
        ({"values": [[1]]}, "value 1 is a list where a number is needed"),
        ({"values": {"a": 1}}, "value 1 is an object where a number is needed"),
        ({"values": [1, float("nan")]}, "value 2 is nan, which is not a number that can be drawn"),
        ({"values": [float("inf")]}, "value 1 is inf, which is not a number that can be drawn"),
        ({"values": [10**400]}, "value 1 is too large"),
        ({"improvement_direction": None}, "improvement_direction is missing"),
        ({"improvement_direction": "up"}, "is “up”; it is increase, decrease or neutral"),
        ({"improvement_direction": 1}, "is a number; it is increase, decrease or neutral"),
        ({"target": "60%"}, "target is text where a number is needed"),
        ({"rebase_at_1based": 0}, "rebase_at_1based is 0; it must be from 1 to 3, the number of values"),
        ({"rebase_at_1based": [2, 4]}, "rebase_at_1based is 4; it must be from 1 to 3"),
        ({"rebase_at_1based": 1.5}, "rebase_at_1based is 1.5; it must be a whole number"),
        ({"fix_after_n_points": 11}, "fix_after_n_points is 11; it must be 12 or more"),
        ({"screen_outliers": "no"}, "screen_outliers is text where true or false is needed"),
        ({"tagret": 60}, "“tagret” is not known; the keys are values, improvement_direction, target,"),
    ],
)
def test_a_bad_file_is_answered_with_what_is_wrong(
    more: dict[str, object], told: str, tmp_path: Path
) -> None:
    said = refusal(tmp_path, json.dumps({**GIVEN, **more}))
    assert told in said
    assert said.startswith("series.json: ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "series.json is not JSON (line 1, column 2)."),
        (b"\xff\xfe\x00", "series.json is not JSON."),
        ("[" * 100_000, "series.json is not JSON."),
        ("", "series.json is not JSON (line 1, column 1)."),
        ("[1, 2]", "it holds a list where an object with values and improvement_direction is needed."),
        ('{"values": [1' + "1" * 5000 + "]}", "series.json is not JSON."),
    ],
)
def test_a_file_that_is_no_object_is_answered_with_a_sentence(
    text: str | bytes, told: str, tmp_path: Path
) -> None:
    assert told in refusal(tmp_path, text)


def test_a_missing_file_and_a_folder_are_answered_with_a_sentence(tmp_path: Path) -> None:
    for path, told in ((tmp_path / "none.json", "does not exist"), (tmp_path, "is a directory")):
        found = run(str(path))
        assert found.exit_code == 2
        assert told in found.output


def test_a_rule_that_is_not_known_is_refused() -> None:
    found = run("-", "--two-sigma", "six", given=json.dumps(GIVEN))
    assert found.exit_code == 2
    assert "'between', 'beyond'" in found.output
