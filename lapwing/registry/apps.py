from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "lapwing.registry"
    label = "registry"

    def ready(self) -> None:
        from lapwing.platform.ui.navigation import NAVIGATION, NavigationItem

        NAVIGATION.register(NavigationItem("People", "people", "registry.people.read", order=80))
