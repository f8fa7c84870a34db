from django.urls import path

from lapwing.platform.tokens import views

urlpatterns = [
    path("account/tokens/", views.own, name="account-tokens"),
    path("account/tokens/new/", views.make, name="account-token-make"),
    path("account/tokens/<str:api_token>/end/", views.end, name="account-token-end"),
    path("p/<str:partnership>/tokens/", views.of_partnership, name="tokens"),
    path("p/<str:partnership>/tokens/<str:api_token>/end/", views.end_of_another, name="token-end"),
]
