from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "lapwing.insight.packs"
    label = "packs"

    def ready(self) -> None:
        from lapwing.insight.packs import pack_files

        pack_files.register()
