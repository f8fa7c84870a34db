from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "lapwing.shell.web"
    label = "web"

    def ready(self) -> None:
        from lapwing.platform.ui.pages import use_frame
        from lapwing.shell.web.frame import frame_of

        use_frame(frame_of)
