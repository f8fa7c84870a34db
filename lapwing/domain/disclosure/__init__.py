"""Statistical disclosure control: which counts may be shown so that no small one can be worked out.

`protect` judges tables, with all that was released before; `protect_series` a measure over time.
docs/guides/disclosure.md says how to use it.
"""

from lapwing.domain.disclosure.policy import LAPWING, POLICIES, STRICT, Policy
from lapwing.domain.disclosure.protect import protect
from lapwing.domain.disclosure.release import Release, from_json, to_json
from lapwing.domain.disclosure.series import (
    DENOMINATOR,
    NUMERATOR,
    Point,
    ShownPoint,
    ShownSeries,
    percentage,
    points_shown,
    protect_series,
    table_of_points,
)
from lapwing.domain.disclosure.tables import Dimension, Key, Sum, Table, list_of_counts, tabulate

__all__ = [
    "DENOMINATOR",
    "LAPWING",
    "NUMERATOR",
    "POLICIES",
    "STRICT",
    "Dimension",
    "Key",
    "Point",
    "Policy",
    "Release",
    "ShownPoint",
    "ShownSeries",
    "Sum",
    "Table",
    "from_json",
    "list_of_counts",
    "percentage",
    "points_shown",
    "protect",
    "protect_series",
    "table_of_points",
    "tabulate",
    "to_json",
]
