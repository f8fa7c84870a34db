from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "lapwing.shell.web"
    label = "web"

    def ready(self) -> None:
        # its figures are registered where they are worked out
        from django.core.checks import register

        import lapwing.platform.observing.queue  # noqa: F401
        from lapwing.config.said import check_what_was_said
        from lapwing.platform.ui.pages import use_frame
        from lapwing.shell.web.frame import frame_of

        use_frame(frame_of)
        register(check_what_was_said)
