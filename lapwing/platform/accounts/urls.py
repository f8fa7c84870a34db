from django.urls import path

from lapwing.platform.accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in_page, name="sign-in"),
    path("sign-in/new-password/<str:person>/<str:token>/", views.new_password_page, name="new-password"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("account/password/", views.change_password_page, name="change-password"),
]
