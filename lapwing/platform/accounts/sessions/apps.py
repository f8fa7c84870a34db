from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "lapwing.platform.accounts.sessions"
    # Django's own are "sessions"
    label = "account_sessions"

    def ready(self) -> None:
        from lapwing.platform.accounts.account_parts import ACCOUNT_PARTS, AccountPart

        ACCOUNT_PARTS.register(
            AccountPart(
                "Where you are signed in",
                "Every browser in which you are signed in, and when you signed in before.",
                "account-sessions",
                "See and end your sessions",
                order=40,
            )
        )
