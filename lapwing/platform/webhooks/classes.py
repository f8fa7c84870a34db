"""How sensitive what webhooks hold is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import WORKING, Held, Sort

TABLES = {
    "webhooks_webhook": Held(
        Sort.WORKING,
        fields=dict.fromkeys(("salt", "salt_before", "sealed", "sealed_before"), Sort.SECRET),
    ),
    # references alone
    "webhooks_webhookdelivery": WORKING,
}
