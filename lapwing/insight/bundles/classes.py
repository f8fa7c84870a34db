"""How sensitive what monitoring events and their bundles hold is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import WORKING

TABLES = dict.fromkeys(
    # who came by organisation, and files of a plan by role and never by name
    ("bundles_monitoringevent", "bundles_bundle"),
    WORKING,
)
