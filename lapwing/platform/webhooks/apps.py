from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "lapwing.platform.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from lapwing.platform.ui.navigation import NAVIGATION, NavigationItem

        NAVIGATION.register(
            NavigationItem(
                "Connections",
                "webhooks",
                "webhooks.manage",
                order=93,
                within="/tokens/",
                under="administration",
                about="Systems that are told when something changes, and programs that come in by a token.",
            )
        )
