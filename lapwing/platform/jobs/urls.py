from django.urls import path

from lapwing.platform.jobs import views

urlpatterns = [
    path("work/", views.works, name="works"),
    path("work/<str:work>/", views.work, name="work"),
    path("work/<str:work>/stop/", views.stop, name="stop-work"),
    path("work/<str:work>/again/", views.try_again, name="try-work-again"),
]
