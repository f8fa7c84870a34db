"""What retention may remove of what is known of colleagues."""

from django.db import migrations

from lapwing.platform.retention.operations import Purgeable


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_rights"), ("retention", "0002_purge")]

    operations = [Purgeable("registry_invitation")]
