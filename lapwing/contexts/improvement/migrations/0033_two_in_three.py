"""Which points of a plan's control charts the rule of two in three counts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0032_words_of_moves")]

    operations = [
        migrations.AddField(
            "plan",
            "two_in_three",
            models.CharField(
                choices=[
                    ("between", "Those between the near limit and the limit"),
                    ("beyond", "All beyond the near limit, those outside the limits among them"),
                ],
                db_default="between",
                default="between",
                max_length=7,
            ),
        ),
    ]
