"""Statistical disclosure control: which counts may be shown so that no small one can be worked out.

`protect` judges tables, with all that was released before; `protect_series` a measure over time.
docs/guides/disclosure.md says how to use it.
"""

from lapwing.domain.disclosure.policy import LAPWING, POLICIES, Policy
from lapwing.domain.disclosure.protect import protect
from lapwing.domain.disclosure.release import Release, from_json, to_json
from lapwing.domain.disclosure.series import Point, ShownPoint, ShownSeries, percentage, protect_series
from lapwing.domain.disclosure.tables import Dimension, Key, Sum, Table, list_of_counts, tabulate

__all__ = [
    "LAPWING",
    "POLICIES",
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
    "protect",
    "protect_series",
    "tabulate",
    "to_json",
]
