"""A plan to make bundles of, after three months of its life."""

from __future__ import annotations

from lapwing.insight.packs.tests.conftest import manager as manager
from lapwing.insight.packs.tests.conftest import partnership as partnership
from lapwing.insight.packs.tests.conftest import plan as plan
