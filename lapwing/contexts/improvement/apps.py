from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "lapwing.contexts.improvement"
    label = "improvement"
