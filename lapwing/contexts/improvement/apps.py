from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "lapwing.contexts.improvement"
    label = "improvement"

    def ready(self) -> None:
        from lapwing.contexts.improvement import evidence_files, plan_files, publication_files
        from lapwing.contexts.improvement.access import EDIT, READ, RUN
        from lapwing.contexts.improvement.displays import end_every_display, standing_displays
        from lapwing.contexts.improvement.feeds import end_every_feed, standing_feeds
        from lapwing.contexts.improvement.figures.feed import FIGURES
        from lapwing.contexts.improvement.group_uses import group_is_used
        from lapwing.contexts.improvement.presenters.further import FURTHER_PAGES, FurtherPage
        from lapwing.contexts.improvement.searching import searchers
        from lapwing.contexts.improvement.settings_lines import settings
        from lapwing.contexts.improvement.subjects import subject_kinds
        from lapwing.contexts.improvement.update_book.feed import UPDATES
        from lapwing.contexts.improvement.whole_plan import WHOLE_PLAN
        from lapwing.platform.accounts.programs import PROGRAMS, HeldByPrograms
        from lapwing.platform.exports.kinds import KINDS
        from lapwing.platform.imports.feeds import register
        from lapwing.platform.search.searchers import SEARCHERS
        from lapwing.registry.groups import GROUP_USES
        from lapwing.registry.settings_area import SETTINGS
        from lapwing.registry.subjects import SUBJECTS

        GROUP_USES.register("improvement", group_is_used)
        register(FIGURES)
        register(UPDATES)
        KINDS.register(WHOLE_PLAN)
        PROGRAMS.register(HeldByPrograms("calendar feed", standing_feeds, end_every_feed))
        PROGRAMS.register(HeldByPrograms("display", standing_displays, end_every_display))
        FURTHER_PAGES.register(FurtherPage("On a screen", "improvement:wall", READ, order=35, is_rare=True))
        FURTHER_PAGES.register(
            FurtherPage("Screens that show it", "improvement:screens", RUN, order=36, is_rare=True)
        )
        plan_files.register()
        evidence_files.register()
        publication_files.register()
        SEARCHERS.register(*searchers())
        SUBJECTS.register(*subject_kinds())
        SETTINGS.register(*settings())
        FURTHER_PAGES.register(FurtherPage("Settings", "improvement:settings", EDIT, order=90))
        _offer_in_navigation()


def _offer_in_navigation() -> None:
    """The areas of Lapwing that a plan has, each with the addresses within it."""
    from lapwing.contexts.improvement.access import READ
    from lapwing.platform.ui.navigation import NAVIGATION, NavigationItem

    NAVIGATION.register(
        NavigationItem(
            "Plan",
            "improvement:plans",
            READ,
            order=10,
            within="/(plan|action|milestone|dependency|request|evidence|plans|pack|pack-templates|pack-words"
            "|cycle|publication|publication-terms|change-rule|escalation-rule|monitoring|bundle"
            "|public-version/\\w+/words/\\w+|public-version|public-settings)/",
        ),
        NavigationItem(
            "My actions",
            "improvement:my-actions",
            READ,
            order=20,
            within="/(my-updates|to-check|update|imports/updates)/",
        ),
        NavigationItem(
            "Measures",
            "improvement:all-measures",
            READ,
            order=30,
            within="/(measures?|series|actual|imports/figures)/",
        ),
        NavigationItem("Calendar", "improvement:all-calendar", READ, order=40, within="/calendar/"),
        NavigationItem("Questions", "improvement:all-questions", READ, order=50, within="/questions?/"),
    )
