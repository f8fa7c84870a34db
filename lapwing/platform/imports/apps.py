from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "lapwing.platform.imports"
    label = "imports"

    def ready(self) -> None:
        from lapwing.platform.documents.purposes import PURPOSES
        from lapwing.platform.imports.files import PURPOSE

        PURPOSES.register(PURPOSE)
