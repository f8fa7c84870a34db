"""The day by which a group owes an answer to what was escalated to it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0002_risks_and_families"),
    ]

    operations = [
        migrations.AddField(
            model_name="escalateditem",
            name="answer_by",
            field=models.DateField(blank=True, null=True, verbose_name="answer by"),
        ),
        migrations.AddIndex(
            model_name="escalateditem",
            index=models.Index(
                condition=models.Q(("answered_at", None)),
                fields=["answer_by"],
                name="escalated_by_day_of_answer",
            ),
        ),
    ]
