"""Where everybody reads public versions, without an account."""

from __future__ import annotations

from django.urls import path

from lapwing.insight.public_version.models import PublicForm
from lapwing.insight.public_version.views import published

app_name = "published"

urlpatterns = [
    # the lasting address of a plan: it leads to what was published last
    path("plan/<str:plan>/", published.newest, {"name": "page"}, name="newest"),
    path("plan/<str:plan>/easy-read/", published.newest, {"name": "easy-read"}, name="newest-easy-read"),
    path("<str:public_version>/", published.page, name="page"),
    path("<str:public_version>/easy-read/", published.easy_read, name="easy-read"),
    path("<str:public_version>/document.pdf", published.file, {"form": PublicForm.PDF}, name="pdf"),
    path(
        "<str:public_version>/easy-read.pdf", published.file, {"form": PublicForm.EASY_PDF}, name="easy-pdf"
    ),
    path("<str:public_version>/feedback/", published.feedback, name="feedback"),
    path("<str:public_version>/feedback/thanks/", published.thanks, name="thanks"),
]
