from django.urls import path

from lapwing.platform.notices.views import demonstration, operating, own, stopping

urlpatterns = [
    path("notices/", own.notices, name="notices"),
    path("notices/go/", own.go_to, name="go-to-notice"),
    path("notices/read/", own.read, name="read-notices"),
    path("notices/how/", own.preferences, name="notice-preferences"),
    path("notices/stop/<str:token>/", stopping.stop, name="stop-emails"),
    path("demonstration/post/", demonstration.post, name="demonstration-post"),
    path("demonstration/post/<str:mail>/", demonstration.opened, name="demonstration-mail"),
    path("operations/mail/", operating.outgoing, name="outgoing-mail"),
    path("operations/mail/again/", operating.again, name="send-mail-again"),
    # where it was before; people keep addresses
    path("service/mail/", operating.moved, name="outgoing-mail-before"),
]
