from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "lapwing.platform.search"
    label = "search"
