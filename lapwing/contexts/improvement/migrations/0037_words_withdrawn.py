"""The words of an update that everybody reads can be taken out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0036_own_days")]

    operations = [
        migrations.AddField("update", "words_withdrawn_at", models.DateTimeField(blank=True, null=True)),
        migrations.AlterField(
            "updatemove",
            "move",
            models.CharField(
                choices=[
                    ("written", "Written"),
                    ("passed over", "Passed over: nobody else holds this step"),
                    ("submitted", "Submitted"),
                    ("passed", "Checked"),
                    ("signed off", "Signed off"),
                    ("returned", "Returned"),
                    ("taken back", "Withdrawn by its author"),
                    ("reported", "Reported"),
                    ("withdrawn", "Its words were withdrawn"),
                ],
                max_length=12,
            ),
        ),
    ]
