from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "lapwing.platform.accounts.sessions"
    # Django's own are "sessions"
    label = "account_sessions"
