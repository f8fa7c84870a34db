from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "lapwing.shell.api"
    label = "api"
