"""How sensitive what the history holds is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import WITH_RECORD, Held, Sort

TABLES = {
    "history_entry": Held(
        Sort.PERSONAL,
        ends=WITH_RECORD,
        noted="It is shown beside its record, and noted as a look at that.",
    ),
}
