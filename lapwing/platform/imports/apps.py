from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "lapwing.platform.imports"
    label = "imports"
