from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("accounts", "0004_guard_factors")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="sessions_ended_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="signed out everywhere"),
        ),
    ]
