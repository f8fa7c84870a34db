"""Work is seen by whoever began it and in its partnership; the queue takes numbers and codes alone."""

from django.db import migrations

from lapwing.platform.access.operations import SEEN_PARTNERSHIPS, ForceRowSecurity, OnePartnership
from lapwing.platform.history.operations import KeepHistory

# The queue is read by everybody who may run SQL as the application, so what is put in it says nothing of
# anybody: no argument is longer than a code, or has blanks in it.
PLAIN = r"""
CREATE FUNCTION jobs_are_plain(arguments jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN NOT EXISTS (
    SELECT FROM jsonb_each(arguments)
    WHERE jsonb_typeof(value) IN ('object', 'array')
       OR jsonb_typeof(value) = 'string' AND value #>> '{}' !~ '^[A-Za-z0-9_.:-]{0,64}$'
);
ALTER TABLE procrastinate_jobs ADD CONSTRAINT jobs_arguments_are_plain CHECK (jobs_are_plain(args));
"""
NOT_PLAIN = "ALTER TABLE procrastinate_jobs DROP CONSTRAINT jobs_arguments_are_plain; DROP FUNCTION jobs_are_plain(jsonb);"

# What is only ever added; a job's own events go with the job, by its owner's right.
ADDED_ONLY = "REVOKE UPDATE, DELETE ON jobs_operation, procrastinate_events FROM lapwing_app; REVOKE UPDATE ON jobs_failure, jobs_effect FROM lapwing_app;"
ANYHOW = "GRANT UPDATE, DELETE ON jobs_operation, procrastinate_events TO lapwing_app; GRANT UPDATE ON jobs_failure, jobs_effect TO lapwing_app;"


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_work"),
        ("registry", "0003_one_partnership"),
        ("history", "0001_history"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        ForceRowSecurity(
            "jobs_work",
            using=f"user_id = (SELECT access_actor()) OR partnership_id = {SEEN_PARTNERSHIPS} "
            "OR (SELECT access_is_system())",
        ),
        OnePartnership("jobs_work"),
        KeepHistory("jobs_operation"),
        migrations.RunSQL(PLAIN, NOT_PLAIN),
        migrations.RunSQL(ADDED_ONLY, ANYHOW),
    ]
