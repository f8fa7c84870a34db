"""Every write of the registry. Callers act (``platform.access.acting``) as ``by`` while they call."""

from lapwing.registry.commands.first_administrator import FirstAdministrator, create_first_administrator
from lapwing.registry.commands.invitations import (
    accept_by_organisation,
    accept_invitation,
    invite,
    withdraw_invitation,
)
from lapwing.registry.commands.leaving import close_account, end_role
from lapwing.registry.commands.organisations import add_organisation
from lapwing.registry.commands.passwords import make_password_link, reset_second_factor
from lapwing.registry.commands.roles import grant_role

__all__ = [
    "FirstAdministrator",
    "accept_by_organisation",
    "accept_invitation",
    "add_organisation",
    "close_account",
    "create_first_administrator",
    "end_role",
    "grant_role",
    "invite",
    "make_password_link",
    "reset_second_factor",
    "withdraw_invitation",
]
