"""How sensitive what exports hold is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import Held, Sort

TABLES = {
    "exports_export": Held(
        Sort.PERSONAL, ends="Kept to show who took what out; its file goes after a week.", noted="Export"
    ),
}
