from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "lapwing.shell.web"
    label = "web"
