from django.urls import path

from lapwing.platform.webhooks import views

urlpatterns = [
    path("webhooks/", views.webhooks, name="webhooks"),
    path("webhooks/new/", views.make, name="webhook-make"),
    path("webhooks/<str:webhook>/", views.webhook, name="webhook"),
    path("webhooks/<str:webhook>/secret/", views.new_secret, name="webhook-secret"),
    path("webhooks/<str:webhook>/test/", views.test, name="webhook-test"),
    path("webhooks/<str:webhook>/again/", views.again, name="webhook-again"),
    path("webhooks/<str:webhook>/end/", views.end, name="webhook-end"),
    path(
        "webhooks/<str:webhook>/messages/<str:webhook_delivery>/",
        views.tell_again,
        name="webhook-tell-again",
    ),
]
