from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "lapwing.platform.exports"
    label = "exports"

    def ready(self) -> None:
        from lapwing.platform.documents.kinds import EXCEL, JSON, ZIP
        from lapwing.platform.documents.purposes import MEGABYTE, PURPOSES, Purpose, nobody
        from lapwing.platform.exports.access import REVIEW
        from lapwing.platform.exports.commands import PURPOSE
        from lapwing.platform.exports.kinds import KINDS
        from lapwing.platform.exports.lists import WHOLE_LIST, address_of_export
        from lapwing.platform.ui.navigation import NAVIGATION, NavigationItem
        from lapwing.platform.ui.whole_lists import use_whole_lists

        # collected on the page of the export alone, where it is counted
        PURPOSES.register(
            Purpose(
                code=PURPOSE,
                label="Export",
                kinds=frozenset({EXCEL, JSON, ZIP}),
                limit=500 * MEGABYTE,
                may_read=nobody,
                previews=False,
            )
        )
        NAVIGATION.register(
            NavigationItem(
                "Everybody’s exports",
                "review-exports",
                REVIEW,
                order=92,
                under="administration",
                about="Who took out what, why and when, and how often it was fetched.",
            )
        )
        KINDS.register(WHOLE_LIST)
        use_whole_lists(address_of_export)
