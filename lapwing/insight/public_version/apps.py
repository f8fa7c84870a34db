from django.apps import AppConfig


class PublicVersionConfig(AppConfig):
    name = "lapwing.insight.public_version"
    label = "public_version"

    def ready(self) -> None:
        from lapwing.contexts.improvement.public import FURTHER_PAGES, MADE_BEFORE, READ, FurtherPage
        from lapwing.insight.packs.made_of import MADE_OF_PACKS
        from lapwing.insight.public_version import files, holding_words, of_pack
        from lapwing.insight.public_version.settings_line import public_settings
        from lapwing.registry.settings_area import SETTINGS

        files.register()
        MADE_BEFORE.register("public version", holding_words.maker())
        MADE_OF_PACKS.register("public versions", of_pack.made_of())
        SETTINGS.register(public_settings())
        FURTHER_PAGES.register(FurtherPage("Public versions", "public_version:of-plan", READ, order=20))
