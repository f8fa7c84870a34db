from django.apps import AppConfig


class BundlesConfig(AppConfig):
    name = "lapwing.insight.bundles"
    label = "bundles"

    def ready(self) -> None:
        from lapwing.contexts.improvement.public import FURTHER_PAGES, MADE_BEFORE, FurtherPage
        from lapwing.insight.bundles import bundle_files, holding_words, of_pack
        from lapwing.insight.bundles.access import READ
        from lapwing.insight.packs.made_of import MADE_OF_PACKS

        bundle_files.register()
        MADE_BEFORE.register("bundle", holding_words.maker())
        MADE_OF_PACKS.register("bundles", of_pack.made_of())
        FURTHER_PAGES.register(FurtherPage("Monitoring and inspection", "bundles:events", READ, order=30))
