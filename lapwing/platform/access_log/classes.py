"""How sensitive what the access log holds is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import Held, Sort

TABLES = {
    "access_log_entry": Held(Sort.PERSONAL, ends="access-log", noted="AccessLogEntry"),
    "access_log_refusal": Held(Sort.PERSONAL, ends="access-log", noted="AccessLogRefusal"),
}
