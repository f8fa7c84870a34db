"""The secrets of webhooks under the key in force, after SECRET_KEY has changed."""

from __future__ import annotations

from lapwing.platform.accounts import encryption
from lapwing.platform.webhooks.models import Webhook
from lapwing.platform.webhooks.secrets import PURPOSE, sealed_under_oldest


def renew(using: str) -> tuple[int, int]:
    """How many webhooks have a secret that was encrypted anew, and how many one that no key opens.

    Those of before secrets were kept hang on the key that was in force then: the oldest that is still named.
    """
    renewed = unreadable = 0
    for hook in Webhook.objects.using(using).filter(ended_at=None).select_for_update():
        found = {
            "sealed": hook.sealed or sealed_under_oldest(hook.salt),
            "sealed_before": hook.sealed_before
            or (sealed_under_oldest(hook.salt_before) if hook.salt_before else ""),
        }
        try:
            for name, sealed in found.items():
                if sealed and not encryption.is_current(sealed, PURPOSE):
                    found[name] = encryption.renewed(sealed, PURPOSE)
        except encryption.UnreadableSecretError:
            unreadable += 1
            continue
        if found != {"sealed": hook.sealed, "sealed_before": hook.sealed_before}:
            Webhook.objects.using(using).filter(pk=hook.pk).update(**found)
            renewed += 1
    return renewed, unreadable
