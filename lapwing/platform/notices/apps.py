from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lapwing.platform.notices"
    label = "notices"

    def ready(self) -> None:
        from lapwing.platform.accounts.account_parts import ACCOUNT_PARTS, AccountPart

        ACCOUNT_PARTS.register(
            AccountPart(
                "Notices and emails",
                "What you are told here, and what is sent by email too.",
                "notice-preferences",
                "Choose how you are told",
                order=50,
            )
        )
