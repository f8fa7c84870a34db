"""Values of Excel files are told as a person sees them there."""

from __future__ import annotations

import datetime

import pytest

from lapwing.platform.extraction.excel.number_formats import Value, shown

_DAY = datetime.datetime(2025, 5, 1)  # noqa: DTZ001 -- Excel has no time zones
_MOMENT = datetime.datetime(2026, 3, 31, 14, 30)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        (_DAY, "mmm-yy", "May-25"),
        (_DAY, "mmm\\-yy", "May-25"),
        (_DAY, "[$-809]mmm yy;@", "May 25"),
        (_DAY, "mmmm yyyy", "May 2025"),
        (_DAY, "mmm-yyyy", "May-2025"),
        (_DAY, "mm/yyyy", "May 2025"),
        (_DAY, "mmmm", "May"),
        (_DAY, "yyyy", "2025"),
        (_DAY, "dd/mm/yyyy", "1 May 2025"),
        (_DAY, "mm-dd-yy", "1 May 2025"),
        (_DAY, "d-mmm-yy", "1 May 2025"),
        (_DAY, "d-mmm", "1 May"),
        (_DAY, "dddd, d mmmm yyyy", "1 May 2025"),
        (_DAY, "General", "1 May 2025"),
        (_DAY, "dd/mm/yyyy hh:mm", "1 May 2025"),
        (_MOMENT, "dd/mm/yyyy hh:mm", "31 March 2026 14:30"),
        (_MOMENT, "dd/mm/yyyy", "31 March 2026"),
        (_MOMENT, "h:mm", "14:30"),
        (datetime.date(2026, 3, 31), "yyyy-mm-dd", "31 March 2026"),
        (datetime.time(9, 5), "h:mm", "09:05"),
        (datetime.time(9, 5, 7), "h:mm:ss", "09:05:07"),
        (datetime.timedelta(hours=36, minutes=5), "[h]:mm", "36:05"),
    ],
)
def test_dates_show_as_much_as_their_format_and_name_the_month(
    value: Value, number_format: str, seen: str
) -> None:
    assert shown(value, number_format) == seen


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        (0.75, "0%", "75%"),
        (0.755, "0.0%", "75.5%"),
        (0.754, "0%", "75%"),
        (0.1 + 0.2, "General", "0.3"),
        (3, "General", "3"),
        (3.0, "General", "3"),
        (1.1, "0.00", "1.10"),
        (1.5, "General", "1.5"),
        (1234567, "#,##0", "1,234,567"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, '"£"#,##0', "£1,235"),
        (1234.5, '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-', "£1,234.50"),
        (1234, "[$£-809]#,##0", "£1,234"),
        (-5, "0", "-5"),
        (-5, "£0", "-£5"),
        (-5, "0;(0)", "(5)"),
        (-5, "0;[Red]-0", "-5"),
        (0, '0;-0;"none"', "none"),
        (30, '0" weeks"', "30 weeks"),
        (7, "000", "007"),
        (2.5, "0.##", "2.5"),
        (2, "0.##", "2"),
        (1500000, '0.0,,"m"', "1.5m"),
        (0.5, "# ?/?", "0.5"),
        (12345.678, "0.00E+00", "12345.678"),
        (1.1, "@", "1.1"),
        (1.1, "", "1.1"),
        (-0.2, "0", "0"),
        (5, ";;;", "5"),
        (0.125, "0.00", "0.13"),
        (1.005, "0.00", "1.01"),
        (1e22, "0", "1" + "0" * 22),
        (2**60, "General", str(2**60)),
        (float("inf"), "General", ""),
        (True, "General", "Yes"),
        (False, "0", "No"),
        ("1.10", "0", "1.10"),
    ],
)
def test_numbers_are_shown_by_their_format(value: Value, number_format: str, seen: str) -> None:
    assert shown(value, number_format) == seen
