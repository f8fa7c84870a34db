"""Every write of the registry. Callers act (``platform.access.acting``) as ``by`` while they call."""

from lapwing.registry.commands.first_administrator import FirstAdministrator, create_first_administrator
from lapwing.registry.commands.groups import (
    GroupDetails,
    Seat,
    add_member,
    bring_group_back,
    change_group,
    change_member,
    create_group,
    end_member,
    void_group,
)
from lapwing.registry.commands.invitations import (
    accept_by_organisation,
    accept_invitation,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from lapwing.registry.commands.leaving import close_account, end_role
from lapwing.registry.commands.organisations import add_organisation, end_participation, rename_organisation
from lapwing.registry.commands.passwords import make_password_link, reset_second_factor
from lapwing.registry.commands.reviews import begin_review, decide, keep_the_rest, sign_off
from lapwing.registry.commands.roles import grant_role
from lapwing.registry.commands.sessions import end_sessions

__all__ = [
    "FirstAdministrator",
    "GroupDetails",
    "Seat",
    "accept_by_organisation",
    "accept_invitation",
    "add_member",
    "add_organisation",
    "begin_review",
    "bring_group_back",
    "change_group",
    "change_member",
    "close_account",
    "create_first_administrator",
    "create_group",
    "decide",
    "end_member",
    "end_participation",
    "end_role",
    "end_sessions",
    "grant_role",
    "invite",
    "keep_the_rest",
    "make_password_link",
    "rename_organisation",
    "renew_invitation",
    "reset_second_factor",
    "sign_off",
    "void_group",
    "withdraw_invitation",
]
