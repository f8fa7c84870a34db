"""How sensitive what the retention schedule holds is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import Held, Sort

TABLES = {
    "retention_retentionrule": Held(Sort.WORKING),
    "retention_hold": Held(Sort.PERSONAL, ends="Kept to show why something was kept.", noted="Hold"),
    "retention_simulation": Held(Sort.PERSONAL, ends="Kept to show who approved.", noted="Simulation"),
    "retention_purge": Held(Sort.PERSONAL, ends="Kept to show what was removed.", noted="Purge"),
    # filled and emptied within one transaction of one function
    "retention_going": Held(Sort.WORKING),
}
