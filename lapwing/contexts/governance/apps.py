from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "lapwing.contexts.governance"
    label = "governance"

    def ready(self) -> None:
        from lapwing.contexts.governance.access import READ
        from lapwing.platform.ui.navigation import NAVIGATION, NavigationItem

        NAVIGATION.register(NavigationItem("Meetings", "governance:home", READ, order=25))
