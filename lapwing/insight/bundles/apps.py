from django.apps import AppConfig


class BundlesConfig(AppConfig):
    name = "lapwing.insight.bundles"
    label = "bundles"

    def ready(self) -> None:
        from lapwing.contexts.improvement.public import FURTHER_PAGES, FurtherPage
        from lapwing.insight.bundles import bundle_files
        from lapwing.insight.bundles.access import READ

        bundle_files.register()
        FURTHER_PAGES.register(FurtherPage("Monitoring and inspection", "bundles:events", READ, order=30))
