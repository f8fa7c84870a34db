from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "lapwing.platform.exports"
    label = "exports"
