from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "lapwing.platform.tokens"
    label = "tokens"

    def ready(self) -> None:
        from lapwing.platform.accounts.account_parts import ACCOUNT_PARTS, AccountPart
        from lapwing.platform.accounts.programs import PROGRAMS, HeldByPrograms
        from lapwing.platform.tokens.commands import end_every_token, standing_tokens

        PROGRAMS.register(HeldByPrograms("API token", standing_tokens, end_every_token))
        ACCOUNT_PARTS.register(
            AccountPart(
                "API tokens",
                "Keys by which a program reads or writes as you, and what each of them may do.",
                "account-tokens",
                "Your API tokens",
                order=60,
            )
        )
