"""Load the invented data and sign every one of its people in; prints their sessions as JSON.

Run as a process of its own, which enters the database as its superuser: tests look at the service from
outside.
"""

import json

import django


def main() -> None:
    django.setup()
    from django.utils import timezone

    from lapwing.platform.accounts.models import User
    from lapwing.registry.demonstration import EMAIL_ENDING
    from lapwing.registry.models import Membership
    from lapwing.registry.tests.factories import signed_in_client
    from lapwing.shell.demonstration.loader import load_if_empty

    load_if_empty(timezone.now())
    held = Membership.objects.held_on(timezone.localdate()).values("user")
    people = User.objects.filter(email__endswith=EMAIL_ENDING, is_active=True, pk__in=held)
    print(json.dumps({user.email: signed_in_client(user).cookies["sessionid"].value for user in people}))


if __name__ == "__main__":
    main()
