from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lapwing.platform.accounts"
    label = "accounts"
