"""A review is kept for good: its frozen words never change, and nothing of it does once it is signed."""

from django.db import migrations

from lapwing.platform.access.operations import Guarded, OnePartnership

FROZEN = ", ".join(
    f"{{row}}.{column}"
    for column in (
        *("ref", "person", "organisation", "role", "may", "sees_personal_data", "may_change", "may_export"),
        *("from_date", "to_date", "granted_by", "granted_at", "granted_reason", "last_signed_in"),
    )
)

FUNCTIONS = f"""
CREATE FUNCTION registry_keep_review() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    IF OLD.signed_at IS NOT NULL OR (OLD.ref, OLD.quarter, OLD.begun_at, OLD.begun_by_id)
            IS DISTINCT FROM (NEW.ref, NEW.quarter, NEW.begun_at, NEW.begun_by_id) THEN
        RAISE EXCEPTION 'A review stays as it was begun, and as it was signed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION registry_keep_review_line() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    IF (OLD.review_id, OLD.membership_id) IS DISTINCT FROM (NEW.review_id, NEW.membership_id) THEN
        RAISE EXCEPTION 'A line stays in its review, and about its role' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF ({FROZEN.format(row="OLD")}) IS DISTINCT FROM ({FROZEN.format(row="NEW")}) THEN
        RAISE EXCEPTION 'What a review froze stays as it was' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT FROM registry_accessreview WHERE id = OLD.review_id AND signed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'A review that is signed stays as it is' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$body$;
REVOKE ALL ON FUNCTION registry_keep_review() FROM PUBLIC;
REVOKE ALL ON FUNCTION registry_keep_review_line() FROM PUBLIC;

CREATE TRIGGER kept_as_it_was BEFORE UPDATE ON registry_accessreview FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION registry_keep_review();
CREATE TRIGGER kept_as_it_was BEFORE UPDATE ON registry_accessreviewline FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION registry_keep_review_line();
REVOKE DELETE ON registry_accessreview, registry_accessreviewline FROM lapwing_app;
"""
UNDO = """
GRANT DELETE ON registry_accessreview, registry_accessreviewline TO lapwing_app;
DROP TRIGGER kept_as_it_was ON registry_accessreview;
DROP TRIGGER kept_as_it_was ON registry_accessreviewline;
DROP FUNCTION registry_keep_review();
DROP FUNCTION registry_keep_review_line();
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0006_access_reviews"), ("history", "0001_history")]

    operations = [
        Guarded("registry_accessreview", "registry_accessreviewline"),
        OnePartnership("registry_accessreview", "registry_accessreviewline"),
        migrations.RunSQL(FUNCTIONS, UNDO),
    ]
