from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "lapwing.platform.documents"
    label = "documents"

    def ready(self) -> None:
        from lapwing.platform.documents.searching import FILES
        from lapwing.platform.search.searchers import SEARCHERS

        SEARCHERS.register(FILES)
