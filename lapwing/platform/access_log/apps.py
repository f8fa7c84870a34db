from django.apps import AppConfig


class AccessLogConfig(AppConfig):
    name = "lapwing.platform.access_log"
    label = "access_log"

    def ready(self) -> None:
        from lapwing.platform.access_log.access import READ
        from lapwing.platform.ui.navigation import NAVIGATION, NavigationItem

        NAVIGATION.register(
            NavigationItem(
                "Access log",
                "access-log",
                READ,
                order=90,
                under="administration",
                about="Who looked at which records, when, and on which page.",
            )
        )
