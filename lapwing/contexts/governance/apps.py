from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "lapwing.contexts.governance"
    label = "governance"

    def ready(self) -> None:
        from lapwing.contexts.governance.access import READ
        from lapwing.contexts.governance.searching import searchers
        from lapwing.contexts.governance.subjects import subject_kinds
        from lapwing.platform.search.searchers import SEARCHERS
        from lapwing.platform.ui.navigation import NAVIGATION, NavigationItem
        from lapwing.registry.subjects import SUBJECTS

        SUBJECTS.register(*subject_kinds())
        SEARCHERS.register(*searchers())
        NAVIGATION.register(NavigationItem("Meetings", "governance:home", READ, order=25))
