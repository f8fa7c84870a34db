"""What is a person's own goes when their name does."""

from django.db import migrations

from lapwing.platform.retention.operations import Purgeable


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0007_guard_access_reviews"),
        ("retention", "0002_purge"),
        ("accounts", "0004_guard_factors"),
        ("account_sessions", "0002_guards"),
        ("tokens", "0001_initial"),
        ("saved_views", "0001_initial"),
        ("notices", "0001_initial"),
    ]

    operations = [
        Purgeable(
            "mfa_authenticator",
            "socialaccount_socialaccount",
            "account_sessions_signedinsession",
            "account_sessions_signinevent",
            "account_sessions_unsentform",
            "tokens_apitoken",
            "tokens_tokenuse",
            "tokens_keptanswer",
            "saved_views_savedview",
            "notices_preference",
            "notices_notice",
            "notices_mail",
        )
    ]
