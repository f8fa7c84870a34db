from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lapwing.platform.accounts"
    label = "accounts"

    def ready(self) -> None:
        # registers what is done on the way back from an organisation
        import lapwing.platform.accounts.organisations.arriving  # noqa: F401
