from django.apps import AppConfig


class SavedViewsConfig(AppConfig):
    name = "lapwing.platform.saved_views"
    label = "saved_views"
