from django.apps import AppConfig


class SavedViewsConfig(AppConfig):
    name = "lapwing.platform.saved_views"
    label = "saved_views"

    def ready(self) -> None:
        from lapwing.platform.saved_views.offering import offer
        from lapwing.platform.ui.listing import use_saved_views

        use_saved_views(offer)
