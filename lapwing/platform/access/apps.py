from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lapwing.platform.access"
    label = "access"
