from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "lapwing.insight.escalation"
    label = "escalation"

    def ready(self) -> None:
        from lapwing.contexts.improvement.public import AFTER_TURNS, FURTHER_PAGES, FurtherPage
        from lapwing.insight.escalation.access import READ
        from lapwing.insight.escalation.jobs import put_job
        from lapwing.insight.escalation.queries import group_is_used
        from lapwing.registry.groups import GROUP_USES

        AFTER_TURNS.register("escalation", put_job)
        GROUP_USES.register("escalation", group_is_used)
        FURTHER_PAGES.register(FurtherPage("Escalations", "escalation:escalations", READ, order=20))
