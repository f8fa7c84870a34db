from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "lapwing.platform.retention"
    label = "retention"
