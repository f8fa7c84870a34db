"""How sensitive what is known of accounts is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import OWN, Held, Sort

TABLES = {
    "accounts_user": Held(
        Sort.PERSONAL, ends="closed-account", noted="User", fields={"password": Sort.SECRET}
    ),
    "accounts_signinattempt": Held(
        Sort.WORKING, ends="Failed sign-ins", fields={"account_key": Sort.SECRET, "address_key": Sort.SECRET}
    ),
    "mfa_authenticator": Held(
        Sort.PERSONAL,
        ends="closed-account",
        noted=OWN,
        fields={"data": Sort.SECRET},
    ),
    "socialaccount_socialaccount": Held(Sort.PERSONAL, ends="closed-account", noted=OWN),
    # of the library that signs people in; closed to the application, and empty
    "account_emailaddress": Held(Sort.WORKING),
    "account_emailconfirmation": Held(Sort.WORKING, fields={"key": Sort.SECRET}),
    "socialaccount_socialapp": Held(Sort.WORKING, fields={"secret": Sort.SECRET, "key": Sort.SECRET}),
    "socialaccount_socialtoken": Held(
        Sort.WORKING, fields={"token": Sort.SECRET, "token_secret": Sort.SECRET}
    ),
    "auth_permission": Held(Sort.WORKING),
    "auth_group": Held(Sort.WORKING),
    "auth_group_permissions": Held(Sort.WORKING),
    "django_content_type": Held(Sort.WORKING),
}
