"""What belongs to a partnership stays in it."""

from django.db import migrations

from lapwing.platform.access.operations import OnePartnership

FUNCTION = """
CREATE FUNCTION access_refuse_move() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    RAISE EXCEPTION 'A row of % stays in its partnership', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$body$;
REVOKE ALL ON FUNCTION access_refuse_move() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_guards")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION access_refuse_move()"),
        OnePartnership("registry_participation", "registry_membership", "registry_invitation"),
    ]
