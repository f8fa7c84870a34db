"""A step may be held by a governance group, and a group of a plan be led by one."""

import django.db.models.deletion
from django.db import migrations, models

# ``OnePartnership`` is for all references of a table; these tables have theirs but for the new ones.
HOLD = """
ALTER TABLE {table} ADD CONSTRAINT {column}_same_partnership
FOREIGN KEY ({column}, partnership_id) REFERENCES registry_governancegroup (id, partnership_id)
DEFERRABLE INITIALLY DEFERRED
"""
LET_GO = "ALTER TABLE {table} DROP CONSTRAINT {column}_same_partnership"
COLUMNS = (("improvement_group", "governed_by_id"), ("improvement_workflowstep", "group_id"))
MOVES = [
    ("written", "Written"),
    ("passed over", "Passed over: nobody else holds this step"),
    ("submitted", "Submitted"),
    ("passed", "Checked"),
    ("signed off", "Signed off"),
    ("returned", "Returned"),
    ("taken back", "Taken back by its author"),
    ("reported", "Reported"),
]


def governance_group():
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="registry.governancegroup",
    )


class Migration(migrations.Migration):
    dependencies = [("improvement", "0015_running_the_plan"), ("registry", "0009_groups")]

    operations = [
        migrations.AddField("group", "governed_by", governance_group()),
        migrations.AddField("workflowstep", "group", governance_group()),
        *(
            migrations.RunSQL(
                HOLD.format(table=table, column=column), LET_GO.format(table=table, column=column)
            )
            for table, column in COLUMNS
        ),
        migrations.AlterField("updatemove", "move", models.CharField(choices=MOVES, max_length=12)),
        migrations.AddConstraint(
            "workflowstep",
            models.CheckConstraint(
                condition=models.Q(holder="governance group") ^ models.Q(group=None),
                name="step_of_a_group_names_it",
            ),
        ),
    ]
