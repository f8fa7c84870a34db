from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "lapwing.platform.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from lapwing.platform.ui.navigation import NAVIGATION, NavigationItem

        NAVIGATION.register(
            NavigationItem("Connections", "webhooks", "webhooks.manage", order=90, within="/(tokens)/")
        )
