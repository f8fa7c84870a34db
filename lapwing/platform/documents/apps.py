from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "lapwing.platform.documents"
    label = "documents"
