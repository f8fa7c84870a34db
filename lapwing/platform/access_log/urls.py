from django.urls import path

from lapwing.platform.access_log import views

urlpatterns = [
    path("p/<str:partnership>/access-log/", views.access_log, name="access-log"),
    path("p/<str:partnership>/access-log/refused/", views.refused, name="access-log-refused"),
]
