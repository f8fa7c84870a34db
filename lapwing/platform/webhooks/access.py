"""Who may have others told."""

PERMISSIONS = {
    "webhooks.manage": "Have addresses outside Lapwing told when something changes, by reference only.",
}
