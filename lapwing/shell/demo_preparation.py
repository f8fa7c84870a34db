"""What the demonstration needs done in the database before it starts; prints who its people are.

Run as a process of its own by ``lapwing demo``, so that the one that watches stays small.
"""

from __future__ import annotations

import os

import django


def main() -> None:
    """Migrate as the owner, load the invented data where there is none, print the people."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapwing.config.settings")
    django.setup()
    from django.core.management import call_command

    from lapwing.shell.demo_data import load_if_empty

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    load_if_empty()
    for line in people_lines():
        print(line)


def people_lines() -> list[str]:
    """One line for each invented person of each area, as the sign-in page offers them."""
    from lapwing.registry.models import Membership
    from lapwing.registry.roles import ROLES

    held = (
        Membership.objects.using("maintenance")
        .filter(ended_at=None, user__is_active=True)
        .select_related("user", "organisation", "partnership")
        .order_by("partnership__name", "id")
    )
    return [
        f"  {each.user.name:<24} {ROLES[each.role].label:<30} {each.partnership.local_area}" for each in held
    ]


if __name__ == "__main__":
    main()
