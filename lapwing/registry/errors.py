"""What the commands of the registry refuse. Each error's text is a sentence for the person who asked."""

from __future__ import annotations

from django.db.models import Model


class RegistryError(Exception):
    """Refused, for the reason in its text."""


class UnknownRoleError(RegistryError):
    """There is no such role."""


class WrongOrganisationError(RegistryError):
    """The role is not one that this organisation can give, or it takes no part in the partnership."""


class RoleDatesError(RegistryError):
    """The days of a role are missing, or in the wrong order."""


class AlreadyHeldError(RegistryError):
    """The person holds this very role already, or has been offered it."""


class OwnRoleError(RegistryError):
    """Nobody gives a role to themselves, invites themselves to one, or closes their own account."""


class ElsewhereError(RegistryError):
    """The person also holds a role in a partnership that is not the asker's to look after."""


class LastAdministratorError(RegistryError):
    """Nobody would be left who may look after the partnership's people."""


class InvitationClosedError(RegistryError):
    """The invitation was used, withdrawn or has run out."""


class WrongPasswordError(RegistryError):
    """The person invited has an account, and this is not its password."""


class OtherAccountError(RegistryError):
    """The sign-in of an organisation and the invitation belong to different accounts."""


class OwnAccessError(RegistryError):
    """Nobody decides in a review about a role of their own."""


class ReviewNotDoneError(RegistryError):
    """A review cannot be signed yet, or can no longer be changed."""


class StillHeldError(RegistryError):
    """Somebody holds a role in the body, or is invited to one."""


class GroupError(RegistryError):
    """A group or a seat on it cannot be like that. ``field`` names the detail at fault."""

    def __init__(self, message: str, *, field: str = "") -> None:
        self.field = field
        super().__init__(message)


class GroupChangedError(GroupError):
    """Somebody else changed it since it was read. ``current`` is how it stands now."""

    def __init__(self, current: Model) -> None:
        self.current = current
        super().__init__("Somebody else changed this while you were editing it.")
