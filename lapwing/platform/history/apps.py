from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "lapwing.platform.history"
    label = "history"
