"""What retention may remove of plans and their drafts."""

from django.db import migrations

from lapwing.platform.retention.operations import Purgeable


class Migration(migrations.Migration):
    dependencies = [("improvement", "0009_history_of_draft_edits"), ("retention", "0002_purge")]

    operations = [
        Purgeable(
            "improvement_action",
            "improvement_actual",
            "improvement_area",
            "improvement_baseline",
            "improvement_comparator",
            "improvement_criterionjudgement",
            "improvement_document",
            "improvement_draftedit",
            "improvement_duepoint",
            "improvement_finding",
            "improvement_group",
            "improvement_measure",
            "improvement_measureaction",
            "improvement_milestone",
            "improvement_objective",
            "improvement_occurrence",
            "improvement_owneralias",
            "improvement_ownerrole",
            "improvement_ownership",
            "improvement_plan",
            "improvement_plandraft",
            "improvement_planversion",
            "improvement_printedstatus",
            "improvement_question",
            "improvement_remainder",
            "improvement_roleholder",
            "improvement_series",
            "improvement_service",
            "improvement_statusreport",
            "improvement_successcriterion",
            "improvement_target",
        ),
    ]
