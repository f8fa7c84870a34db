from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lapwing.platform.notices"
    label = "notices"
