from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "lapwing.registry"
    label = "registry"

    def ready(self) -> None:
        from django.core.checks import register

        from lapwing.registry.checks import roles_without_second_factor

        register(roles_without_second_factor)
        # registers what is done when somebody invited comes back from their organisation
        import lapwing.registry.views.accepting  # noqa: F401
        from lapwing.platform.search.searchers import SEARCHERS
        from lapwing.platform.ui.navigation import NAVIGATION, NavigationItem
        from lapwing.registry.searching import PEOPLE
        from lapwing.registry.settings_area import SETTINGS
        from lapwing.registry.settings_lines import settings

        NAVIGATION.register(
            NavigationItem(
                "People",
                "people",
                "registry.people.read",
                order=80,
                under="administration",
                about="Everybody who holds a role, with the history of each.",
            ),
            NavigationItem(
                "Administration",
                "administration",
                "registry.access.review",
                order=85,
                within="/people/organisations/",
            ),
        )
        SEARCHERS.register(PEOPLE)
        SETTINGS.register(*settings())
