"""How sensitive what is known of sessions is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import AS_PERSON, OWN, Held, Sort

TABLES = {
    "django_session": Held(Sort.SECRET, fields={"expire_date": Sort.WORKING}),
    "account_sessions_signedinsession": Held(Sort.PERSONAL, ends="Sessions", noted=AS_PERSON),
    "account_sessions_signinevent": Held(
        Sort.PERSONAL,
        ends="Sign-in history",
        noted=AS_PERSON,
    ),
    "account_sessions_unsentform": Held(
        Sort.PERSONAL,
        ends="Forms that could not be sent",
        noted=OWN,
        fields={"sealed": Sort.SECRET},
    ),
}
