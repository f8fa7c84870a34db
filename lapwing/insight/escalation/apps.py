from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "lapwing.insight.escalation"
    label = "escalation"

    def ready(self) -> None:
        from lapwing.contexts.improvement.public import (
            AFTER_TURNS,
            FURTHER_PAGES,
            FURTHER_PARTS,
            FurtherPage,
        )
        from lapwing.insight.escalation.access import READ
        from lapwing.insight.escalation.jobs import put_job
        from lapwing.insight.escalation.queries import group_is_used
        from lapwing.insight.escalation.settings_lines import further_part, settings
        from lapwing.registry.groups import GROUP_USES
        from lapwing.registry.settings_area import SETTINGS

        AFTER_TURNS.register("escalation", put_job)
        GROUP_USES.register("escalation", group_is_used)
        FURTHER_PAGES.register(FurtherPage("Escalations", "escalation:escalations", READ, order=20))
        FURTHER_PARTS.register(further_part())
        SETTINGS.register(*settings())
