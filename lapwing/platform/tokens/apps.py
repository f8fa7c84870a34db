from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "lapwing.platform.tokens"
    label = "tokens"
