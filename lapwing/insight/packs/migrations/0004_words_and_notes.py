"""Words of their own that packs explain, and the standing notes of templates."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lapwing.platform.access.operations import Guarded, OnePartnership


class Migration(migrations.Migration):
    dependencies = [
        ("packs", "0003_withdrawn_purgeable"),
        ("registry", "0003_one_partnership"),
        ("history", "0001_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="packtemplate",
            name="annotations",
            field=models.JSONField(
                blank=True, db_default={}, default=dict, verbose_name="standing notes"
            ),
        ),
        migrations.CreateModel(
            name="PackWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.partnership",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="packwords",
            constraint=models.UniqueConstraint(fields=("partnership",), name="one_list_of_pack_words"),
        ),
        Guarded("packs_packwords"),
        OnePartnership("packs_packwords"),
    ]
