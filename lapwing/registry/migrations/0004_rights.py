"""The application removes no account or body that the history names, and has no hand in what migrations keep."""

from django.db import migrations

# Closed, never removed.
KEPT = "accounts_user, registry_partnership, registry_organisation"


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_one_partnership")]

    operations = [
        migrations.RunSQL(
            f"REVOKE DELETE ON {KEPT} FROM lapwing_app; "
            "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM lapwing_app",
            f"GRANT DELETE ON {KEPT} TO lapwing_app; GRANT INSERT, UPDATE, DELETE ON django_migrations TO lapwing_app",
        ),
    ]
