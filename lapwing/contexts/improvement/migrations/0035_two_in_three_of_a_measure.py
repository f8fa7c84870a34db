"""A measure may have a rule of two in three of its own for its control charts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0034_minutes_of_a_meeting")]

    operations = [
        migrations.AddField(
            "measure",
            "two_in_three",
            models.CharField(
                blank=True,
                choices=[
                    ("between", "Those between the near limit and the limit"),
                    ("beyond", "All beyond the near limit, those outside the limits among them"),
                ],
                db_default="",
                default="",
                max_length=7,
            ),
        ),
    ]
