from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lapwing.platform.ui"
    label = "ui"
