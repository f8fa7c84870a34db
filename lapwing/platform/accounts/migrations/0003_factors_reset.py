from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("accounts", "0002_password_links")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="factors_reset_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="second factors reset"),
        ),
    ]
