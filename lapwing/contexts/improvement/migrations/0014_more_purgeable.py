"""A finding that was taken out is removed with what it says of objectives."""

from django.db import migrations

from lapwing.platform.retention.operations import Purgeable


class Migration(migrations.Migration):
    dependencies = [("improvement", "0013_voided_for_a_reason"), ("retention", "0002_purge")]

    operations = [Purgeable("improvement_findingobjective")]
