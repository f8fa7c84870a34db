from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "lapwing.platform.retention"
    label = "retention"

    def ready(self) -> None:
        from lapwing.platform.retention.access import APPROVE
        from lapwing.platform.ui.navigation import NAVIGATION, NavigationItem

        # who manages may approve what others made, so this leads everybody who comes in
        NAVIGATION.register(
            NavigationItem(
                "Retention",
                "retention",
                APPROVE,
                order=91,
                under="administration",
                about="How long records are kept, what is on hold, and what is to be removed.",
            )
        )
