from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "lapwing.registry"
    label = "registry"
