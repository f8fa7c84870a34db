from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "lapwing.platform.webhooks"
    label = "webhooks"
