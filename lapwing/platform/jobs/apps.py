from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "lapwing.platform.jobs"
    label = "jobs"

    def ready(self) -> None:
        from lapwing.platform.jobs.access import OPERATE
        from lapwing.platform.ui.navigation import OPERATIONS, NavigationItem

        OPERATIONS.register(
            NavigationItem(
                "Background jobs",
                "operations-jobs",
                OPERATE,
                order=10,
                under="operations",
                about="What waits, runs and failed, and why; run it again, or give it up.",
            )
        )
