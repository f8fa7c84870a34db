"""Retention may remove packs that were withdrawn long ago, with their files."""

from django.db import migrations

from lapwing.platform.retention.operations import Purgeable


class Migration(migrations.Migration):
    dependencies = [
        ("packs", "0002_pack_of_a_meeting"),
        ("documents", "0001_initial"),
        ("retention", "0002_purge"),
    ]

    operations = [
        Purgeable(
            "packs_pack",
            "packs_packsnapshot",
            "packs_packfile",
            "documents_file",
            "documents_fileversion",
        ),
    ]
