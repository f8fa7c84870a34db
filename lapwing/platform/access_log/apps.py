from django.apps import AppConfig


class AccessLogConfig(AppConfig):
    name = "lapwing.platform.access_log"
    label = "access_log"
