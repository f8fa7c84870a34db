"""What the demonstration needs done before it starts; prints who its people are.

Run as a process of its own by ``lapwing demo``, so that the one that watches stays small.
"""

from __future__ import annotations

import os

import django


def main() -> None:
    """Migrate as the owner, gather the static files, load the invented data where there is none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapwing.config.settings")
    django.setup()
    # what follows needs Django ready
    from django.core.management import call_command
    from django.utils import timezone

    from lapwing.registry.demonstration import demonstration_people
    from lapwing.shell.demonstration.loader import load_if_empty

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_if_empty(timezone.now(), furnished=True)
    for person in demonstration_people(on=timezone.localdate()):
        print(f"  {person.name:<22} {person.role:<32} {person.local_area}")


if __name__ == "__main__":
    main()
