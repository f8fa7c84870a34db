"""The kinds of account, apart from the table so that the access rules need no models."""

from django.db import models


class UserKind(models.TextChoices):
    PERSON = "person", "Person"
    # Jobs and feeds act as a named system user, so that history never says "nobody".
    SYSTEM = "system", "System"
