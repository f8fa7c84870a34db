"""How sensitive what kept views hold is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import OWN, Held, Sort

TABLES = {
    "saved_views_savedview": Held(Sort.PERSONAL, ends="closed-account", noted=OWN),
}
