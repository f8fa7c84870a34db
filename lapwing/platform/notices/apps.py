from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lapwing.platform.notices"
    label = "notices"

    def ready(self) -> None:
        from lapwing.platform.accounts.account_parts import ACCOUNT_PARTS, AccountPart
        from lapwing.platform.notices.views.operating import OPERATE
        from lapwing.platform.ui.navigation import OPERATIONS, NavigationItem

        OPERATIONS.register(
            NavigationItem(
                "Outgoing mail",
                "outgoing-mail",
                OPERATE,
                order=20,
                under="operations",
                about="What waits to be sent, and what the mail server refused.",
            )
        )

        ACCOUNT_PARTS.register(
            AccountPart(
                "Notices and emails",
                "What you are told here, and what is sent by email too.",
                "notice-preferences",
                "Choose how you are told",
                order=50,
            )
        )
