"""The tables of allauth are guarded as ours are: each person sees and changes their own rows alone.

Of its other tables none is used: what sign-ins of organisations are taken stands in the settings, tokens of
theirs are not kept, and an account has one address. The application has no right to them at all.
"""

from django.db import migrations

from lapwing.platform.access.operations import ForceRowSecurity
from lapwing.platform.history.operations import KeepHistory

OWN_ROWS = "user_id = (SELECT access_actor()) OR (SELECT access_is_system())"
UNUSED = (
    "account_emailaddress, account_emailconfirmation, socialaccount_socialapp, socialaccount_socialtoken"
)


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_factors_reset"),
        ("registry", "0004_rights"),
        ("history", "0001_history"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [
        ForceRowSecurity("mfa_authenticator", using=OWN_ROWS),
        # Keys, seeds and the public halves of passkeys stay out of the history; that they changed is in it.
        KeepHistory("mfa_authenticator", hidden=["data"]),
        ForceRowSecurity("socialaccount_socialaccount", using=OWN_ROWS),
        KeepHistory("socialaccount_socialaccount", hidden=["extra_data"]),
        migrations.RunSQL(
            f"REVOKE ALL ON {UNUSED} FROM lapwing_app",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON {UNUSED} TO lapwing_app",
        ),
    ]
