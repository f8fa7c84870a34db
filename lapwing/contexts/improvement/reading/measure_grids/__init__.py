"""Success measures from tables whose columns have titles: baselines, targets, actuals and comparators."""

from __future__ import annotations

from lapwing.contexts.improvement.reading.measure_grids.reading import (
    holds_only_measures,
    is_measure_grid,
    read_measure_grids,
)

__all__ = ["holds_only_measures", "is_measure_grid", "read_measure_grids"]
