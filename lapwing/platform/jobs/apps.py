from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "lapwing.platform.jobs"
    label = "jobs"
