from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "lapwing.insight.packs"
    label = "packs"

    def ready(self) -> None:
        from lapwing.contexts.governance.public import PAPERS
        from lapwing.contexts.improvement.public import (
            CYCLE_PAGES,
            FURTHER_PAGES,
            MADE_BEFORE,
            FurtherPage,
        )
        from lapwing.insight.packs import holding_words, offers, pack_files
        from lapwing.insight.packs.access import READ
        from lapwing.insight.packs.settings_lines import settings
        from lapwing.registry.settings_area import SETTINGS

        pack_files.register()
        SETTINGS.register(*settings())
        FURTHER_PAGES.register(FurtherPage("Board packs", "packs:packs-of-plan", READ, order=10))
        PAPERS.register("packs", offers.papers, line=offers.line_address, standing=offers.standing)
        CYCLE_PAGES.register("packs", offers.of_cycle)
        MADE_BEFORE.register("pack", holding_words.maker())
